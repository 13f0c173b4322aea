import type { AdapterWeights } from '../model/adapter';
import { BASE_CONFIG } from '../model/config';
import type { EngineName, Trained } from '../model/run';
import { type CheckpointHolder, startTraining } from '../train/client';
import { TrainError, type TrainFailure } from '../train/engine';
import type { TrainTokens } from '../train/loop';
import type { Resumed, TrainNews } from '../train/protocol';
import type { TrainSettings } from '../train/settings';
import { warmStart } from '../train/warm-start';
import type { Engines } from './engines';
import type { Services } from './services';

/** What is to be trained. */
export interface TrainingTask {
  tokens: TrainTokens;
  settings: TrainSettings;
  /** What to go on from, instead of the base; see `warmStart`. */
  from?: AdapterWeights;
}

/** News of a training, for the screen. */
export type TrainingNews = TrainNews | ({ type: 'resumed' } & Resumed);

/** What can happen to an engine that is right: a new worker with a new device may do. */
const MISHAPS: TrainFailure[] = ['hanging', 'device-lost'];
/** What is wrong with an engine, and not with the text, the settings or the free memory. */
const FAULTS: TrainFailure[] = [...MISHAPS, 'no-webgpu', 'shader', 'wrong-numbers'];

/** So many tokens tell how fast an engine is; the first step of a shorter run weighs too much. */
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
  { tokens, settings, from }: TrainingTask,
  onNews: (news: TrainingNews) => void = () => {},
  signal?: AbortSignal,
): Promise<Trained> {
  const start = performance.now();
  const checkpoint: CheckpointHolder = { newest: from && warmStart(from, BASE_CONFIG) };
  /** When the first step could begin. */
  let since: number | undefined;

  /** Trains from the last checkpoint on, if there is one. */
  const trainOn = async (engine: EngineName): Promise<Trained> => {
    let device = '';
    const resumes = (checkpoint.newest?.step ?? 0) > 0;
    const { adapter, result, load } = await startTraining(
      {
        engine,
        weights: services.base.weights,
        tokens,
        settings,
        check: engines.mustCheck(engine, settings.method),
        core: engines.core(engine),
        checkpoint,
      },
      (news) => {
        if (news.type === 'device') device = news.device;
        if (news.type === 'stage' && news.stage === 'training') since ??= performance.now();
        onNews(news);
      },
      signal,
    );
    const { seconds: steps, ...learned } = result;
    const { method, lr, seed, lora } = settings;
    const taken = learned.steps * settings.rows * settings.length;
    // Of a run in parts it is not known which steps took how long.
    if (taken >= LEAST_TO_TIME && learned.ended !== 'not-finite' && !resumes)
      engines.ran(engine, { method, load, perToken: steps / taken });
    const seconds = { load, train: (performance.now() - (since ?? start)) / 1000 };
    return { run: { method, ...(lora && { lora }), lr, seed, engine, device, ...learned, seconds }, adapter };
  };
  const triedAgain = new Set<EngineName>();
  for (let engine = chosen; ; ) {
    try {
      return await trainOn(engine);
    } catch (error) {
      if (!(error instanceof TrainError)) throw error;
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
