import type { EvaluatedModel } from '../eval/evaluator';
import { rise } from '../eval/verdict';
import type { AdapterWeights } from '../model/adapter';
import type { Interval, RunRecord, Trained } from '../model/run';
import { TrainError } from '../train/engine';
import { baseAdapter, guarded } from '../train/guard';
import { FEWEST_STEPS, type FirstResult, modelTokens, type Plan, rivalTokens } from '../train/plan';
import type { Engines } from './engines';
import { type Personalised, type PersonaliseTokens, Referee } from './referee';
import type { Services } from './services';
import { type InterimModel, type TrainingNews, type TrainingTask, train } from './training';
import { WorkClock } from './work-clock';

/** News of a run, for the screen. */
export type PersonaliseNews =
  | TrainingNews
  /** The evaluator measures the base or the model; `share` of the tokens are behind it. */
  | { type: 'measuring'; model: 'base' | 'adapter'; share: number }
  /** The same of the first result; `waits` tells whether training waits for it. */
  | { type: 'measuring-first'; share: number; waits: boolean };

/** What a run does besides. */
export interface PersonaliseOptions extends Pick<TrainingTask, 'cut' | 'onCheckpoint' | 'drop'> {
  /** Keeps the result on the way, if the plan has one; without it there is one result, at the end. */
  onFirst?(result: Personalised): Promise<void>;
  /** An earlier version of the model, which is measured at the end on the same held-out text. */
  rival?: EvaluatedModel;
  /** Training goes on from this norm-only adapter, instead of the base, with a guard against drift; see `guarded`. */
  from?: AdapterWeights;
}

/** Only a measuring of so many tokens shows how fast the evaluator is. */
const LEAST_TO_TIME = 1000;

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
  { cut, onCheckpoint, onFirst, rival, from, drop }: PersonaliseOptions = {},
): Promise<Personalised> {
  const { settings, measured } = plan;
  const first = onFirst && plan.first;
  const clock = new WorkClock(cut?.seconds);
  clock.start();
  /** When training fails, the measuring beside it is called off, and the other way round. */
  const failure = new AbortController();
  drop?.addEventListener('abort', () => failure.abort(drop.reason), { once: true });
  const referee = new Referee(services, tokens, clock, failure.signal);
  /** The first result is on its way, once it is; it is given up when the last one can be had. */
  let giving: Promise<void> | undefined;

  try {
    const { choice } = await engines.known();
    if (!choice.engine) throw new TrainError(choice.failure.reason, choice.failure.details);
    const early = first?.measured ?? measured;
    const measuring = referee.base(early, (share) => onNews({ type: 'measuring', model: 'base', share }));
    // On the processor the two would only slow each other down.
    if (choice.engine === 'cpu') await measuring;
    const end = signal ? either(signal, failure.signal) : failure.signal;

    const trainingOver = new AbortController();
    const give = async (trained: Trained, { measured: of, seconds }: FirstResult) => {
      const waits = trained.run.engine === 'cpu';
      const tell = (share: number) => onNews({ type: 'measuring-first', share, waits });
      tell(0);
      const over = either(end, trainingOver.signal);
      const result = await referee.model(trained, await measuring, of, seconds, tell, over);
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
    const learning = { train: tokens.train, held: heldOut };
    const task = { tokens: learning, settings, from, cut, onCheckpoint, interim, drop };
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
    const read = modelTokens(measured);
    // Of a first result the base has read a part.
    const ofBase = early.held < measured.held ? measured.held : 0;
    const ofRival = rival ? rivalTokens(measured) : 0;
    const tell = (tokens: number) =>
      onNews({ type: 'measuring', model: 'adapter', share: tokens / (ofBase + read + ofRival) });
    tell(0);
    const whole = early === measured ? before : await referee.base(measured, (share) => tell(share * ofBase));
    const begin = clock.seconds;
    const hearModel = (share: number) => tell(ofBase + share * read);
    let result = await referee.model(trained, whole, measured, plan.seconds, hearModel);
    if (read >= LEAST_TO_TIME) engines.evaluated((clock.seconds - begin) / read);
    if (from) {
      const measure = async (adapter: AdapterWeights) => {
        if (adapter !== result.adapter)
          result = await referee.model({ ...trained, adapter }, whole, measured, plan.seconds, hearModel);
        return result;
      };
      const base = baseAdapter(services.base.weights);
      const safe = await guarded(trained.adapter, base, async (adapter) =>
        riseAlone((await measure(adapter)).run),
      );
      const { run, ...rest } = await measure(safe.adapter);
      result = { ...rest, run: { ...run, goneOn: { pulls: safe.pulls } } };
    }
    if (!rival) return result;
    const hearRival = (share: number) => tell(ofBase + read + share * ofRival);
    const byRival = await referee.rival(rival, measured, hearRival);
    return {
      ...result,
      run: { ...result.run, seconds: { ...result.run.seconds, total: clock.seconds } },
      heldOut: { ...result.heldOut, rival: byRival },
    };
  } catch (error) {
    failure.abort();
    // What it keeps is kept, and shown, before the failure is.
    await giving;
    throw error;
  }
}

/** How general text has changed by the training alone, whatever the model remembers. */
function riseAlone({ cache, uncertainty, general }: RunRecord): Interval {
  return (cache?.alone.uncertainty ?? uncertainty)?.general ?? { value: rise(general) };
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
