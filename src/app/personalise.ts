import type { EvaluatedModel } from '../eval/evaluator';
import { type Change, type Verdict, verdict } from '../eval/verdict';
import type { AdapterWeights } from '../model/adapter';
import { startTraining } from '../train/client';
import type { EngineName } from '../train/engine';
import type { CurvePoint, TrainTokens } from '../train/loop';
import type { TrainReport } from '../train/protocol';
import type { TrainSettings } from '../train/settings';
import type { Services } from './services';

/** A finished run: what was learned, and what it is worth by the evaluator. */
export interface Personalised {
  adapter: AdapterWeights;
  settings: TrainSettings;
  engine: EngineName;
  device: string;
  /** Steps taken; fewer than `settings.steps` if the run was stopped. */
  steps: number;
  curve: CurvePoint[];
  tokens: { train: number; held: number; general: number };
  /** Perplexities. */
  personal: Change;
  general: Change;
  verdict: Verdict;
  seconds: { load: number; train: number; eval: number };
}

/** News of a run, for the screen. */
export type PersonaliseNews =
  | TrainReport
  /** The trainer is done and the evaluator measures the adapter; `share` of the tokens are behind it. */
  | { type: 'measuring'; share: number };

export interface PersonaliseRun {
  /** Rejects with an error whose message is one sentence for people. */
  result: Promise<Personalised>;
  /** Ends training after the step it is in; what was learned is measured and kept. */
  stop(): void;
}

/** The texts of a run as token ids. */
export interface PersonaliseTokens extends TrainTokens {
  general: Int32Array;
}

/** The base's perplexity on a general text: the same for every run of this page, so it is measured once. */
const generalOfBase = new WeakMap<Int32Array, number>();

/**
 * The main job: train on `tokens.train`, while the evaluator measures the base on `tokens.held` and
 * `tokens.general`; then it measures the adapter, as it will be kept, on the same.
 */
export function personalise(
  services: Services,
  tokens: PersonaliseTokens,
  settings: TrainSettings,
  onNews: (news: PersonaliseNews) => void = () => {},
): PersonaliseRun {
  let device = { engine: 'webgpu' as EngineName, device: '' };
  const training = startTraining(services.base.weights, tokens, settings, (report) => {
    if (report.type === 'device') device = report;
    onNews(report);
  });
  const end = new AbortController();
  const clock = { eval: 0 };
  const measure = async (model: EvaluatedModel, onShare: (share: number) => void = () => {}) => {
    const start = performance.now();
    const total = tokens.held.length + tokens.general.length;
    const perplexity = async (text: Int32Array, before: number) => {
      const progress = (done: number) => onShare((before + done) / total);
      return (await services.evaluator.perplexity(model, text, progress, end.signal)).perplexity;
    };
    const personal = await perplexity(tokens.held, 0);
    const known = 'kind' in model ? generalOfBase.get(tokens.general) : undefined;
    const general = known ?? (await perplexity(tokens.general, tokens.held.length));
    if ('kind' in model) generalOfBase.set(tokens.general, general);
    clock.eval += (performance.now() - start) / 1000;
    return { personal, general };
  };

  const run = async (): Promise<Personalised> => {
    const [before, trained] = await Promise.all([measure({ kind: 'base' }), training.result]);
    const after = await measure(trained.adapter, (share) => onNews({ type: 'measuring', share }));
    const personal = { before: before.personal, after: after.personal };
    const general = { before: before.general, after: after.general };
    const { train, held } = tokens;
    return {
      adapter: trained.adapter,
      settings,
      engine: device.engine,
      device: device.device,
      steps: trained.steps,
      curve: trained.curve,
      tokens: { train: train.length, held: held.length, general: tokens.general.length },
      personal,
      general,
      verdict: verdict(personal, general),
      seconds: { ...trained.seconds, eval: clock.eval },
    };
  };
  const result = run();
  // When training fails, the measuring beside it is called off, and the other way round.
  result.catch(() => {
    end.abort();
    training.stop();
  });
  return { result, stop: training.stop };
}
