import type { EvaluatedModel } from '../eval/evaluator';
import { type Change, type Verdict, verdict } from '../eval/verdict';
import type { AdapterWeights } from '../model/adapter';
import { startTraining, type TrainingRun } from '../train/client';
import { type EngineName, TrainError, type TrainFailure } from '../train/engine';
import type { LoopResult, TrainTokens } from '../train/loop';
import type { Plan } from '../train/plan';
import type { TrainNews } from '../train/protocol';
import type { TrainSettings } from '../train/settings';
import type { Engines } from './engines';
import { generalOfBase, generalPerplexity } from './general';
import type { Services } from './services';

/** A finished run: what was learned, and what it is worth by the evaluator. */
export interface Personalised extends Omit<LoopResult, 'seconds'> {
  adapter: AdapterWeights;
  settings: TrainSettings;
  engine: EngineName;
  device: string;
  tokens: { train: number; held: number; general: number };
  /** Perplexities. */
  personal: Change;
  general: Change;
  verdict: Verdict;
  /** Opening the engine, training, evaluating; everything from the start to here, and what the plan promised for it. */
  seconds: { load: number; train: number; eval: number; total: number; promised: number };
}

/** News of a run, for the screen. */
export type PersonaliseNews =
  | TrainNews
  /** The evaluator measures the base or the adapter; `share` of the tokens are behind it. */
  | { type: 'measuring'; model: 'base' | 'adapter'; share: number }
  /** Training broke off and `engine` goes on after `step` steps; `message` says so and why. */
  | { type: 'resumed'; engine: EngineName; step: number; message: string };

export interface PersonaliseRun {
  /** Rejects with an error whose message is one sentence for people. */
  result: Promise<Personalised>;
  /** Ends training after the step it is in; what was learned is measured and kept. */
  stop(): void;
  /** Tells the run that the page went out of sight, or came back. */
  setHidden(hidden: boolean): void;
}

/** The texts of a run as token ids. */
export interface PersonaliseTokens extends TrainTokens {
  general: Int32Array;
}

/** What can happen to an engine that is right: a new worker with a new device may do. */
const MISHAPS: TrainFailure[] = ['hanging', 'device-lost'];
/** What is wrong with an engine, and not with the text, the settings or the free memory. */
const FAULTS: TrainFailure[] = [...MISHAPS, 'no-webgpu', 'shader', 'wrong-numbers'];

/**
 * The main job: measure the base on the held-out text, train, and measure the adapter, as it will be kept,
 * on the same and on the general text. The chosen engine trains as planned. If its worker dies or its device is lost,
 * it goes on from the last checkpoint, once; if a graphics processor fails for good, the processor goes on from there.
 */
export function personalise(
  services: Services,
  engines: Engines,
  tokens: PersonaliseTokens,
  { settings, measured, seconds: promised }: Plan,
  onNews: (news: PersonaliseNews) => void = () => {},
): PersonaliseRun {
  const start = performance.now();
  const held = tokens.held.subarray(0, measured.held);
  const general = tokens.general.subarray(0, measured.general);
  const end = new AbortController();
  let training: TrainingRun | undefined;
  /** When the first step could begin. */
  let trainingSince: number | undefined;
  let stopped = false;
  let hidden = false;
  let evalSeconds = 0;

  /** Perplexities of `texts`, in order. */
  const measure = async (model: EvaluatedModel, ...texts: Int32Array[]): Promise<number[]> => {
    const begin = performance.now();
    const total = texts.reduce((sum, { length }) => sum + length, 0);
    const perplexities: number[] = [];
    let before = 0;
    for (const text of texts) {
      const onProgress = (done: number) =>
        onNews({
          type: 'measuring',
          model: 'kind' in model ? 'base' : 'adapter',
          share: (before + done) / total,
        });
      const { perplexity } = await services.evaluator.perplexity(model, text, onProgress, end.signal);
      perplexities.push(perplexity);
      before += text.length;
    }
    evalSeconds += (performance.now() - begin) / 1000;
    return perplexities;
  };
  const measureBase = async () => {
    const [personal] = await measure({ kind: 'base' }, held);
    if (tokens.general !== services.general) {
      const [own] = await measure({ kind: 'base' }, general);
      return { personal, general: own };
    }
    return { personal, general: generalPerplexity(await generalOfBase(services), general.length) };
  };

  /** Trains from the last checkpoint on, if there is one. */
  const trainOn = async (engine: EngineName) => {
    let device = '';
    const resumes = training?.checkpoint() !== undefined;
    training = startTraining(
      {
        engine,
        weights: services.base.weights,
        tokens: { train: tokens.train, held },
        settings,
        check: engines.mustCheck(engine, settings.method),
        core: engines.core(engine),
        from: training?.checkpoint(),
      },
      (news) => {
        if (news.type === 'device') device = news.device;
        if (news.type === 'stage' && news.stage === 'training') trainingSince ??= performance.now();
        onNews(news);
      },
    );
    training.setHidden(hidden);
    if (stopped) training.stop();
    const done = await training.result;
    // A checkpoint may be large, and this closure lives as long as the screen.
    training = undefined;
    // Of a run in parts it is not known which steps took how long.
    if (done.steps > 0 && done.ended !== 'not-finite' && !resumes) {
      const perToken = done.seconds.steps / (done.steps * settings.rows * settings.length);
      engines.ran(engine, { method: settings.method, load: done.seconds.load, perToken });
    }
    return { engine, device, ...done };
  };
  const train = async (chosen: EngineName) => {
    const triedAgain = new Set<EngineName>();
    for (let engine = chosen; ; ) {
      try {
        return await trainOn(engine);
      } catch (error) {
        if (!(error instanceof TrainError) || end.signal.aborted) throw error;
        const broken = engine;
        if (MISHAPS.includes(error.reason) && !triedAgain.has(engine)) triedAgain.add(engine);
        else {
          if (engine === 'cpu') throw error;
          if (FAULTS.includes(error.reason)) await engines.failed(engine, error);
          else if (error.reason !== 'out-of-memory') throw error;
          engine = 'cpu';
        }
        const step = training?.checkpoint()?.step ?? 0;
        onNews({ type: 'resumed', engine, step, message: resumedWords(broken, engine, step, error) });
      }
    }
  };

  const run = async (): Promise<Personalised> => {
    const { choice } = await engines.known();
    if (!choice.engine) throw new Error(choice.message);
    const measuring = measureBase();
    // On the processor the two would only slow each other down.
    if (choice.engine === 'cpu') await measuring;
    const [before, trained] = await Promise.all([measuring, train(choice.engine)]);
    const trainedFor = (performance.now() - (trainingSince ?? start)) / 1000;
    const [after, generalAfter] = await measure(trained.adapter, held, general);
    const personal = { before: before.personal, after };
    const generalChange = { before: before.general, after: generalAfter };
    return {
      adapter: trained.adapter,
      settings,
      engine: trained.engine,
      device: trained.device,
      steps: trained.steps,
      ended: trained.ended,
      skipped: trained.skipped,
      curve: trained.curve,
      tokens: { train: tokens.train.length, held: held.length, general: general.length },
      personal,
      general: generalChange,
      verdict: verdict(personal, generalChange),
      seconds: {
        load: trained.seconds.load,
        train: trainedFor,
        eval: evalSeconds,
        total: (performance.now() - start) / 1000,
        promised,
      },
    };
  };
  const stop = () => {
    stopped = true;
    training?.stop();
  };
  const result = run();
  // When training fails, the measuring beside it is called off, and the other way round.
  result.catch(() => {
    end.abort();
    stop();
    training = undefined;
  });
  return {
    result,
    stop,
    setHidden(value) {
      hidden = value;
      training?.setHidden(value);
    },
  };
}

const NAMES: Record<EngineName, string> = { cpu: 'The processor', webgpu: 'The graphics processor' };

/** Says that training broke off on `engine`, why, and that `next` goes on. */
function resumedWords(engine: EngineName, next: EngineName, step: number, error: TrainError): string {
  const how = step > 0 ? `went on from step ${step}` : 'began anew';
  if (!MISHAPS.includes(error.reason)) return `${error.message} ${NAMES[next]} ${how}.`;
  const who = next === engine ? 'training' : NAMES[next].toLowerCase();
  return `${NAMES[engine]} stopped; ${who} ${how}.`;
}

/** Says what became of a run whose numbers left the range of numbers, or nothing. */
export function outcomeWords({
  ended,
  steps,
  skipped = 0,
}: Pick<Personalised, 'steps'> & Partial<Pick<Personalised, 'ended' | 'skipped'>>): string | undefined {
  if (ended === 'not-finite')
    return steps > 0
      ? `Training got out of control, so your model is what it was after step ${steps}; a lower learning rate helps.`
      : 'Training got out of control, so nothing was learned; a lower learning rate helps.';
  if (skipped > 0)
    return `${skipped === 1 ? 'One step was' : `${skipped} steps were`} left out, because the numbers became too large.`;
  return undefined;
}
