import type { AdapterWeights } from '../model/adapter';
import { BASE_CONFIG } from '../model/config';
import type { EngineName, Trained } from '../model/run';
import { type CheckpointHolder, type Interim, startTraining } from '../train/client';
import { stepTokens } from '../train/costs';
import { TrainError, type TrainFailure } from '../train/engine';
import type { Checkpoint, LoopResult, TrainTokens } from '../train/loop';
import type { Resumed, TrainNews } from '../train/protocol';
import type { TrainSettings } from '../train/settings';
import { warmStart } from '../train/warm-start';
import type { Engines } from './engines';
import type { Services } from './services';
import { secondsFrozen, WorkClock } from './work-clock';

/** What is to be trained. */
export interface TrainingTask {
  tokens: TrainTokens;
  settings: TrainSettings;
  /** What to go on from, instead of the base; see `warmStart`. */
  from?: AdapterWeights;
  /** A run that was cut off, to go on with. */
  cut?: CutRun;
  /** Hears of each new checkpoint, which is not to be changed, and for how many seconds the run has trained by then. */
  onCheckpoint?(checkpoint: Checkpoint, seconds: number): void;
  interim?: InterimModel;
  /** When it is aborted, all ends at once, and the promise rejects with its reason: nothing of it is wanted. */
  drop?: AbortSignal;
}

/** Takes the model out of a training that goes on, once; see `Interim`. */
export interface InterimModel extends Pick<Interim, 'isDue'> {
  /** Gets it as of a training that is stopped there. */
  take(trained: Trained): Promise<void>;
}

/** What is left of a run that was cut off: its last checkpoint, and for how many seconds it had trained. */
export interface CutRun {
  checkpoint: Checkpoint;
  seconds: number;
}

/** News of a training, for the screen. */
export type TrainingNews = TrainNews | ({ type: 'resumed' } & Resumed);

/** What can happen to an engine that is right: a new worker with a new device may do. */
const MISHAPS: TrainFailure[] = ['hanging', 'device-lost'];
/** What is wrong with an engine, and not with the text, the settings or the free memory. */
const FAULTS: TrainFailure[] = [...MISHAPS, 'no-webgpu', 'shader', 'wrong-numbers'];

/** Only a run of this many tokens shows how fast an engine is: in a shorter one the first step weighs too much. */
const LEAST_TO_TIME = 2000;

/**
 * Trains on the engine `chosen`. If its worker dies or its device is lost, it goes on from the last checkpoint, once; if
 * a graphics processor fails for good, the processor goes on from there. When `signal` is aborted, the training ends
 * after the step it is in, and what it learned is kept.
 */
export async function train(
  services: Pick<Services, 'base'>,
  engines: Engines,
  chosen: EngineName,
  { tokens, settings, from, cut, onCheckpoint, interim, drop }: TrainingTask,
  onNews: (news: TrainingNews) => void = () => {},
  signal?: AbortSignal,
): Promise<Trained> {
  /** Runs from the first step to the last, but not while the run waits. */
  const clock = new WorkClock(cut?.seconds);
  const checkpoint: CheckpointHolder = {
    newest: cut?.checkpoint ?? (from && warmStart(from, BASE_CONFIG)),
    onNewest: (newest) => onCheckpoint?.(newest, clock.seconds),
  };

  /** Trains from the last checkpoint on, if there is one. */
  const trainOn = async (engine: EngineName): Promise<Trained> => {
    let device = '';
    const { method, lr, seed, lora } = settings;
    const trained = (taken: { adapter: AdapterWeights; result: LoopResult; load: number }): Trained => {
      const { seconds: _, ...learned } = taken.result;
      const seconds = { load: taken.load, train: clock.seconds };
      const read = learned.steps * settings.rows * settings.length;
      const run = { method, ...(lora && { lora }), lr, seed, engine, device, ...learned, read, seconds };
      return { run, adapter: taken.adapter };
    };
    const resumes = (checkpoint.newest?.step ?? 0) > 0;
    const frozen = secondsFrozen();
    const done = await startTraining(
      {
        engine,
        weights: services.base.weights,
        tokens,
        settings,
        check: engines.mustCheck(engine, settings.method),
        core: engines.core(engine),
        checkpoint,
        interim: interim && {
          isDue: interim.isDue,
          async take(taken) {
            clock.stop();
            await interim.take(trained(taken));
            clock.start();
          },
        },
      },
      (news) => {
        if (news.type === 'device') device = news.device;
        if (news.type === 'stage' && news.stage === 'training') clock.start();
        if (news.type === 'stage' && news.stage === 'paused') clock.stop();
        onNews(news);
      },
      signal,
      drop,
    );
    const { load, result } = done;
    const taken = result.steps * settings.rows * settings.length;
    // Of a run in parts, or one that was frozen, it is not known which steps took how long.
    const isWhole = !resumes && secondsFrozen() === frozen;
    if (taken >= LEAST_TO_TIME && result.ended !== 'not-finite' && isWhole) {
      const tokensPerStep = stepTokens(engine, method, settings.rows * settings.length);
      const perToken = result.seconds / result.steps / tokensPerStep;
      engines.ran(engine, { method, load, perToken });
    }
    return trained(done);
  };
  const triedAgain = new Set<EngineName>();
  for (let engine = chosen; ; ) {
    try {
      return await trainOn(engine);
    } catch (error) {
      if (!(error instanceof TrainError)) throw error;
      clock.stop();
      const broken = engine;
      if (MISHAPS.includes(error.reason) && !triedAgain.has(engine)) triedAgain.add(engine);
      else {
        if (engine === 'cpu') throw error;
        if (FAULTS.includes(error.reason)) await engines.failed(engine, error);
        else if (error.reason !== 'out-of-memory') throw error;
        engine = 'cpu';
      }
      const step = checkpoint.newest?.step ?? 0;
      const { reason, details } = error;
      onNews({ type: 'resumed', broken, engine, step, reason, details });
    }
  }
}
