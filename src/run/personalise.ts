import { cacheEffect } from '../eval/cache-effect';
import type { EvaluatedModel } from '../eval/evaluator';
import type { Perplexity } from '../eval/perplexity';
import { fallInterval, riseInterval } from '../eval/uncertainty';
import { verdict } from '../eval/verdict';
import type { RunRecord, Trained } from '../model/run';
import { TrainError } from '../train/engine';
import type { TrainTokens } from '../train/loop';
import { FEWEST_STEPS, type FirstResult, type Plan, type Workload } from '../train/plan';
import type { Engines } from './engines';
import { generalOfBase } from './general';
import type { Services } from './services';
import { type InterimModel, type TrainingNews, type TrainingTask, train } from './training';
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
  /** The evaluator measures the base or the model; `share` of the tokens are behind it. */
  | { type: 'measuring'; model: 'base' | 'adapter'; share: number }
  /** The same of the first result; `waits` tells whether training waits for it. */
  | { type: 'measuring-first'; share: number; waits: boolean };

/** The texts of a run as token ids. */
export interface PersonaliseTokens extends TrainTokens {
  general: Int32Array;
}

/** What a run does besides. */
export interface PersonaliseOptions extends Pick<TrainingTask, 'cut' | 'onCheckpoint'> {
  /** Keeps the result on the way, if the plan has one; without it there is one result, at the end. */
  onFirst?(result: Personalised): Promise<void>;
}

/** What the base makes of the texts that are measured. */
type OfBase = Record<'personal' | 'general', Pick<Perplexity, 'perplexity' | 'tokenNll'>> & {
  personal: Perplexity;
};

/**
 * The main job: measure the base on the held-out text, train, and measure the model, as it will be kept and used, on the
 * same and on the general text. The chosen engine trains as planned; see `train` for when it fails. When `signal` is
 * aborted, training ends after the step it is in, and what was learned is measured and kept. A run that was cut off goes
 * on from its checkpoint, and what is not in that, the measuring before, is done again.
 *
 * Where the plan has a first result, the model is taken when its time has come, measured as far as the plan says and given
 * to `onFirst`, and training goes on. On the processor it waits for that: the two would only slow each other down. The
 * time counts and not the step, so that a laptop that turns out slower keeps the promise with fewer steps.
 */
export async function personalise(
  services: Services,
  engines: Engines,
  tokens: PersonaliseTokens,
  plan: Plan,
  onNews: (news: PersonaliseNews) => void = () => {},
  signal?: AbortSignal,
  { cut, onCheckpoint, onFirst }: PersonaliseOptions = {},
): Promise<Personalised> {
  const { settings, measured } = plan;
  const first = onFirst && plan.first;
  const clock = new WorkClock(cut?.seconds);
  clock.start();
  /** When training fails, the measuring beside it is called off, and the other way round. */
  const failure = new AbortController();
  let evalSeconds = 0;

  /** What `model` makes of `texts`, in order; `tell` hears the share that is done. */
  const measure = async (
    model: EvaluatedModel,
    texts: Int32Array[],
    tell: (share: number) => void,
    end = failure.signal,
  ): Promise<Perplexity[]> => {
    const begin = clock.seconds;
    const total = texts.reduce((sum, { length }) => sum + length, 0);
    const perplexities: Perplexity[] = [];
    let before = 0;
    for (const text of texts) {
      const onProgress = (done: number) => tell((before + done) / total);
      perplexities.push(await services.evaluator.perplexity(model, text, onProgress, end));
      before += text.length;
    }
    evalSeconds += clock.seconds - begin;
    return perplexities;
  };
  const textsOf = ({ held, general }: Workload) =>
    [tokens.held.subarray(0, held), tokens.general.subarray(0, general)] as const;
  const heldByBase = new Map<number, Perplexity>();
  const measureBase = async (of: Workload): Promise<OfBase> => {
    const [held, general] = textsOf(of);
    const tell = (share: number) => onNews({ type: 'measuring', model: 'base', share });
    const known = heldByBase.get(held.length);
    const [personal] = known ? [known] : await measure({ kind: 'base' }, [held], tell);
    heldByBase.set(held.length, personal);
    if (tokens.general !== services.general) {
      const [own] = await measure({ kind: 'base' }, [general], tell);
      return { personal, general: own };
    }
    return { personal, general: await generalOfBase(general.length) };
  };
  /** Measures what was trained on `of` the texts. */
  const judge = async (
    { run, adapter }: Trained,
    before: OfBase,
    of: Workload,
    promised: number,
    tell: (share: number) => void,
    end?: AbortSignal,
  ): Promise<Personalised> => {
    const [held, general] = textsOf(of);
    const remembered = of.memory > 1 ? tokens.train.slice(-of.memory) : undefined;
    const [after, generalAfter] = await measure(
      { ...adapter, memory: remembered },
      [held, general],
      tell,
      end,
    );
    const personal = { before: before.personal.perplexity, after: after.perplexity };
    const generalChange = { before: before.general.perplexity, after: generalAfter.perplexity };
    const record: RunRecord = {
      ...run,
      tokens: { train: tokens.train.length, held: held.length, general: general.length },
      personal,
      general: generalChange,
      cache: remembered && cacheEffect(remembered.length, before, { personal: after, general: generalAfter }),
      uncertainty: {
        personal: fallInterval(before.personal.tokenNll, after.tokenNll),
        general: riseInterval(before.general.tokenNll, generalAfter.tokenNll),
      },
      verdict: verdict(personal, generalChange),
      seconds: { ...run.seconds, eval: evalSeconds, total: clock.seconds, promised },
    };
    return { run: record, adapter, remembered, heldOut: { before: before.personal, after } };
  };

  try {
    const { choice } = await engines.known();
    if (!choice.engine) throw new TrainError(choice.failure.reason, choice.failure.details);
    const early = first?.measured ?? measured;
    const measuring = measureBase(early);
    // On the processor the two would only slow each other down.
    if (choice.engine === 'cpu') await measuring;
    const end = signal ? either(signal, failure.signal) : failure.signal;

    /** The first result is on its way, once it is; it is given up when the last one can be had. */
    let giving: Promise<void> | undefined;
    const trainingOver = new AbortController();
    const give = async (trained: Trained, { measured: of, seconds }: FirstResult) => {
      const waits = trained.run.engine === 'cpu';
      const tell = (share: number) => onNews({ type: 'measuring-first', share, waits });
      tell(0);
      const over = either(end, trainingOver.signal);
      const result = await judge(trained, await measuring, of, seconds, tell, over);
      if (!over.aborted) await onFirst?.(result);
    };
    const interim: InterimModel | undefined = first && {
      isDue: (step) => !giving && step >= FEWEST_STEPS && clock.seconds >= first.at,
      async take(trained) {
        // Whatever is wrong with it, the last result is still to come, and says so if it has to.
        giving = give(trained, first).catch(() => {});
        if (trained.run.engine !== 'cpu') return;
        await giving;
        if (!end.aborted) onNews({ type: 'stage', stage: 'training' });
      },
    };

    const heldOut = tokens.held.subarray(0, measured.held);
    const task = { tokens: { train: tokens.train, held: heldOut }, settings, cut, onCheckpoint, interim };
    const hear = (news: TrainingNews) => {
      // Nothing is done while the run waits.
      if (news.type === 'stage' && news.stage === 'paused') clock.stop();
      else clock.start();
      onNews(news);
    };
    const training = train(services, engines, choice.engine, task, hear, end);
    const [before, trained] = await Promise.all([measuring, training]);
    trainingOver.abort();
    await giving;
    const tell = (share: number) => onNews({ type: 'measuring', model: 'adapter', share });
    tell(0);
    const whole = early === measured ? before : await measureBase(measured);
    return await judge(trained, whole, measured, plan.seconds, tell);
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
