import type { EngineName } from '../model/run';
import { UserError, type UserErrorData } from '../model/user-error';
import { TrainError, type TrainFailure } from './engine';
import type { Checkpoint, TrainTokens } from './loop';
import type { TrainCommand, TrainNews, TrainReport, TrainTask } from './protocol';
import type { TrainSettings } from './settings';
import type { EngineProbe } from './speed';
import { Watchdog } from './watchdog';
import type { Core } from './webgpu/shaders';

type Report<Type extends TrainReport['type']> = Extract<TrainReport, { type: Type }>;

/** Where the page keeps the newest checkpoint of a run, so that it outlives the run's worker. */
export interface CheckpointHolder {
  newest?: Checkpoint;
  /** Hears of each new one, which is not to be changed. */
  onNewest?(checkpoint: Checkpoint): void;
}

/** Takes the model out of a run that goes on, once. */
export interface Interim {
  /** Whether it is wanted when `step` steps have come back. */
  isDue(step: number): boolean;
  /** Gets it; the run waits until this resolves, which it must. */
  take(taken: Report<'taken'>): Promise<void>;
}

/** What a training run starts from. */
export interface TrainStart {
  engine: EngineName;
  /** The base's `model.safetensors`. */
  weights: ArrayBuffer;
  tokens: TrainTokens;
  settings: TrainSettings;
  /** Whether the engine has to pass the known-answer test first. */
  check: boolean;
  /** How the engine is to compute products, if that is known. */
  core?: Core;
  /** The run goes on from the checkpoint in it, if there is one, and puts each new one in its place. */
  checkpoint?: CheckpointHolder;
  interim?: Interim;
}

/**
 * Trains in a worker; `onNews` hears of the progress. When `signal` is aborted, the run ends after the step it is in, and
 * the promise resolves with what was learned so far. When `drop` is aborted, the worker ends at once and the promise rejects
 * with the reason.
 *
 * @throws TrainError; 'hanging' for a worker that died or fell silent: the newest checkpoint is still in its holder then
 */
export async function startTraining(
  { checkpoint = {}, interim, ...start }: TrainStart,
  onNews: (news: TrainNews) => void,
  signal?: AbortSignal,
  drop?: AbortSignal,
): Promise<Report<'done'>> {
  drop?.throwIfAborted();
  const dead = new AbortController();
  drop?.addEventListener('abort', () => dead.abort(drop.reason), { signal: dead.signal });
  let isAsked = false;
  const silence = new Watchdog(() => dead.abort(new TrainError('hanging', { problem: 'silent' })));
  try {
    return await inWorker({ type: 'start', ...start, from: checkpoint.newest }, 'done', {
      onReport(report, tell) {
        silence.heard();
        switch (report.type) {
          case 'alive':
            return;
          case 'checkpoint':
            checkpoint.newest = report.checkpoint;
            checkpoint.onNewest?.(report.checkpoint);
            return;
          case 'wanted':
            return tell({ type: 'checkpoint', checkpoint: checkpoint.newest });
          case 'taken':
            // It is silent until it may go on.
            silence.setStage('paused');
            interim?.take(report).then(() => {
              silence.setStage('training');
              tell({ type: 'go-on' });
            });
            return;
          case 'losses':
            if (!isAsked && interim?.isDue(report.losses[report.losses.length - 1][0])) {
              isAsked = true;
              tell({ type: 'take' });
            }
            break;
          case 'stage':
            if (report.stage === 'training' || report.stage === 'paused') silence.setStage(report.stage);
        }
        onNews(report);
      },
      onHidden: (hidden) => silence.setHidden(hidden),
      stop: signal,
      dead: dead.signal,
    });
  } finally {
    silence.end();
  }
}

/** Checks an engine against one reference set. */
export function checkAgainstReference(
  engine: EngineName,
  weights: ArrayBuffer,
  file: ArrayBuffer,
  onReport: (report: TrainReport) => void,
): Promise<Report<'referenceChecked'>> {
  return inWorker({ type: 'reference', engine, weights, file }, 'referenceChecked', { onReport });
}

/** A driver that hangs must not hang the app: an engine that is right does each part of a probe within seconds. */
const PROBE_TIMEOUT_MS = 60_000;

/**
 * Finds out whether an engine is right and how fast it is; rejects with a `TrainError` if it cannot be used, or if it says
 * nothing for `timeout` milliseconds.
 */
export async function probe(
  engine: EngineName,
  weights: ArrayBuffer,
  timeout = PROBE_TIMEOUT_MS,
): Promise<EngineProbe> {
  const hanging = new AbortController();
  const giveUp = () => hanging.abort(new TrainError('hanging', { problem: 'test' }));
  let timer = setTimeout(giveUp, timeout);
  const onReport = () => {
    clearTimeout(timer);
    timer = setTimeout(giveUp, timeout);
  };
  try {
    return (await inWorker({ type: 'probe', engine, weights }, 'probed', { dead: hanging.signal, onReport }))
      .probe;
  } finally {
    clearTimeout(timer);
  }
}

interface WorkerHooks {
  onReport?(report: TrainReport, tell: (command: TrainCommand) => void): void;
  /** The page went out of sight, or came back. */
  onHidden?(hidden: boolean): void;
  /** When it is aborted, the task ends after the step it is in. */
  stop?: AbortSignal;
  /** When it is aborted, the worker ends at once and the promise rejects with the reason. */
  dead?: AbortSignal;
}

/**
 * Runs one task in a worker of its own, which ends with its task: a browser gives a model's memory back
 * for certain only when the worker that held it is gone.
 */
async function inWorker<Type extends 'done' | 'referenceChecked' | 'probed'>(
  task: TrainTask,
  end: Type,
  { onReport, onHidden, stop, dead }: WorkerHooks,
): Promise<Report<Type>> {
  const worker = new Worker(new URL('./worker.ts', import.meta.url), { type: 'module', name: 'trainer' });
  /** Ends all listening when the task has ended. */
  const over = new AbortController();
  const { signal } = over;
  const tell = (command: TrainCommand) => worker.postMessage(command);
  try {
    return await new Promise<Report<Type>>((resolve, reject) => {
      worker.onmessage = ({ data }: MessageEvent<TrainReport>) => {
        onReport?.(data, tell);
        if (data.type === end) resolve(data as Report<Type>);
        if (data.type === 'failed') reject(errorFrom(data.error));
      };
      worker.onerror = ({ message }) => {
        reject(new TrainError('hanging', { problem: 'ended', ...(message && { why: message }) }));
      };
      dead?.addEventListener('abort', () => reject(dead.reason), { signal });
      tell(task);
      onVisibility((hidden) => {
        tell({ type: 'visibility', hidden });
        onHidden?.(hidden);
      }, signal);
      if (stop?.aborted) tell({ type: 'stop' });
      stop?.addEventListener('abort', () => tell({ type: 'stop' }), { signal });
    });
  } finally {
    over.abort();
    worker.terminate();
  }
}

/** The error that a worker reported. */
function errorFrom(error: UserErrorData | string): Error {
  if (typeof error === 'string') return new Error(error);
  const { domain, reason, details } = error;
  return domain === 'train'
    ? new TrainError(reason as TrainFailure, details)
    : new UserError(domain, reason, details);
}

/** Calls `listener` with whether the page is out of sight, at once and at each change, until `signal` is aborted. */
function onVisibility(listener: (hidden: boolean) => void, signal: AbortSignal): void {
  // Without a page, nothing is ever out of sight.
  if (typeof document === 'undefined') return;
  listener(document.hidden);
  document.addEventListener('visibilitychange', () => listener(document.hidden), { signal });
}
