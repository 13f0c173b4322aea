import { cacheEffect } from '../eval/cache-effect';
import type { EvaluatedModel } from '../eval/evaluator';
import type { Perplexity } from '../eval/perplexity';
import { fallInterval, riseInterval } from '../eval/uncertainty';
import { verdict } from '../eval/verdict';
import type { RunRecord, Trained } from '../model/run';
import { TrainError } from '../train/engine';
import type { TrainTokens } from '../train/loop';
import { modelTokens, type Plan } from '../train/plan';
import type { Engines } from './engines';
import { generalOfBase } from './general';
import type { Services } from './services';
import { type TrainingNews, type TrainingTask, train } from './training';
import { WorkClock } from './work-clock';

/** A finished run: its record, what was learned, and what the evaluator made of it. */
export interface Personalised extends Trained {
  run: RunRecord;
  /** Token ids of the text that the model's neural cache is made of; nothing without one. */
  remembered?: Int32Array;
  /** What the base and the model make of the held-out text. */
  heldOut: { before: Perplexity; after: Perplexity };
}

/** News of a run, for the screen. */
export type PersonaliseNews =
  | TrainingNews
  /** The evaluator measures the base or the adapter; `share` of the tokens are behind it. */
  | { type: 'measuring'; model: 'base' | 'adapter'; share: number };

/** The texts of a run as token ids. */
export interface PersonaliseTokens extends TrainTokens {
  general: Int32Array;
}

/** Only a measuring of so many tokens shows how fast the evaluator is. */
const LEAST_TO_TIME = 1000;

/**
 * The main job: measure the base on the held-out text, train, and measure the model, as it will be kept and used, on the
 * same and on the general text. The chosen engine trains as planned; see `train` for when it fails. When `signal` is
 * aborted, training ends after the step it is in, and what was learned is measured and kept. A run that was cut off goes
 * on from its checkpoint, and what is not in that, the measuring before, is done again.
 */
export async function personalise(
  services: Services,
  engines: Engines,
  tokens: PersonaliseTokens,
  { settings, measured, seconds: promised }: Plan,
  onNews: (news: PersonaliseNews) => void = () => {},
  signal?: AbortSignal,
  { cut, onCheckpoint }: Pick<TrainingTask, 'cut' | 'onCheckpoint'> = {},
): Promise<Personalised> {
  const clock = new WorkClock(cut?.seconds);
  clock.start();
  const held = tokens.held.subarray(0, measured.held);
  const general = tokens.general.subarray(0, measured.general);
  const remembered = measured.memory > 1 ? tokens.train.slice(-measured.memory) : undefined;
  /** When training fails, the measuring beside it is called off, and the other way round. */
  const failure = new AbortController();
  let evalSeconds = 0;

  /** What `model` makes of `texts`, in order. */
  const measure = async (model: EvaluatedModel, ...texts: Int32Array[]): Promise<Perplexity[]> => {
    const begin = clock.seconds;
    const total = texts.reduce((sum, { length }) => sum + length, 0);
    const perplexities: Perplexity[] = [];
    let before = 0;
    for (const text of texts) {
      const onProgress = (done: number) =>
        onNews({
          type: 'measuring',
          model: 'kind' in model ? 'base' : 'adapter',
          share: (before + done) / total,
        });
      perplexities.push(await services.evaluator.perplexity(model, text, onProgress, failure.signal));
      before += text.length;
    }
    evalSeconds += clock.seconds - begin;
    return perplexities;
  };
  const measureBase = async () => {
    const [personal] = await measure({ kind: 'base' }, held);
    if (tokens.general !== services.general) {
      const [own] = await measure({ kind: 'base' }, general);
      return { personal, general: own };
    }
    return { personal, general: await generalOfBase(general.length) };
  };

  try {
    const { choice } = await engines.known();
    if (!choice.engine) throw new TrainError(choice.failure.reason, choice.failure.details);
    const measuring = measureBase();
    // On the processor the two would only slow each other down.
    if (choice.engine === 'cpu') await measuring;
    const task = { tokens: { train: tokens.train, held }, settings, cut, onCheckpoint };
    const end = signal ? either(signal, failure.signal) : failure.signal;
    const tell = (news: TrainingNews) => {
      // Nothing is done while the run waits.
      if (news.type === 'stage' && news.stage === 'paused') clock.stop();
      else clock.start();
      onNews(news);
    };
    const training = train(services, engines, choice.engine, task, tell, end);
    const [before, trained] = await Promise.all([measuring, training]);
    const model = { ...trained.adapter, memory: remembered };
    const begin = clock.seconds;
    const [after, generalAfter] = await measure(model, held, general);
    const read = modelTokens(measured);
    if (read >= LEAST_TO_TIME) engines.evaluated((clock.seconds - begin) / read);
    const personal = { before: before.personal.perplexity, after: after.perplexity };
    const generalChange = { before: before.general.perplexity, after: generalAfter.perplexity };
    const run: RunRecord = {
      ...trained.run,
      tokens: { train: tokens.train.length, held: held.length, general: general.length },
      personal,
      general: generalChange,
      cache: remembered && cacheEffect(remembered.length, before, { personal: after, general: generalAfter }),
      uncertainty: {
        personal: fallInterval(before.personal.tokenNll, after.tokenNll),
        general: riseInterval(before.general.tokenNll, generalAfter.tokenNll),
      },
      verdict: verdict(personal, generalChange),
      seconds: {
        ...trained.run.seconds,
        eval: evalSeconds,
        total: clock.seconds,
        promised,
      },
    };
    return { run, adapter: trained.adapter, remembered, heldOut: { before: before.personal, after } };
  } catch (error) {
    failure.abort();
    throw error;
  }
}

/** Aborted as soon as one of the two is: `AbortSignal.any` is younger than the oldest browsers that can train. */
function either(...signals: AbortSignal[]): AbortSignal {
  const both = new AbortController();
  for (const signal of signals) {
    if (signal.aborted) both.abort(signal.reason);
    signal.addEventListener('abort', () => both.abort(signal.reason));
  }
  return both.signal;
}
