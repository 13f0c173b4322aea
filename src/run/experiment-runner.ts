import {
  type Experiment,
  ExperimentError,
  type ExperimentId,
  type Found,
  type Setup,
} from '../experiments/experiment';
import { type ExperimentProgress, runExperiment } from '../experiments/run';
import { subjectOf } from '../experiments/setup';
import type { ExperimentRecord, ExperimentStore } from '../store';
import type { Resumed } from '../train/protocol';
import { setBusy } from './busy';
import type { Engines } from './engines';
import { createRunner } from './runner';
import type { Services } from './services';
import { takeLock } from './web-lock';
import { WorkClock } from './work-clock';

/** What the Lab is doing. */
export type ExperimentRunnerState =
  | { status: 'idle' }
  | {
      status: 'running';
      record: ExperimentRecord;
      progress: ExperimentProgress;
      /** Of the training that is under way, if one is. */
      step?: number;
      /** That training broke off and went on, if it did. */
      resumed?: Resumed;
      stopping: boolean;
      /** What the finished parts say. */
      found?: Found;
    }
  | { status: 'failed'; experiment: ExperimentId; error: unknown };

/** Under this name the tab in which an experiment runs holds a Web Lock. */
export const experimentLock = (id: ExperimentId) => `swantham-experiment-${id}`;

/** What is to be run, and where it works. */
export interface ExperimentTask {
  experiment: Experiment<unknown>;
  setup: Setup;
  /** Kept already, to go on after the last finished part, or a new one. */
  record: ExperimentRecord;
  services: Services;
  engines: Engines;
}

/**
 * Runs a profile's experiments, one at a time, whatever screen is shown. Every part that is finished is kept at once, so
 * that a stop, a reload or the browser's end costs the part that is under way and no other. An experiment that runs in
 * another tab is not run here as well: `elsewhere`.
 */
export class ExperimentRunner {
  private current: ExperimentRunnerState = { status: 'idle' };
  private end: AbortController | undefined;
  private readonly listeners = new Set<() => void>();

  constructor(private readonly experiments: ExperimentStore) {}

  readonly state = (): ExperimentRunnerState => this.current;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  /** Resolves when the run has ended, however it did; what became of it is in the state and in the store. */
  async run({ experiment, setup, record, services, engines }: ExperimentTask): Promise<void> {
    if (this.end) return;
    const { signal } = (this.end = new AbortController());
    const progress = { done: record.done, cells: record.cells, share: 0, secondsLeft: undefined };
    this.set({ status: 'running', record, progress, stopping: false });
    setBusy('experiment', true);
    const release = await takeLock(experimentLock(experiment.id));
    let ended: ExperimentRunnerState = { status: 'idle' };
    const clock = new WorkClock(record.seconds);
    const runner = createRunner(services, engines, {
      signal,
      onNews: (news) => {
        if (news.type === 'device') record = { ...record, device: news.device };
        if (news.type === 'stage' && news.stage === 'paused') clock.stop();
        else clock.start();
        if (news.type === 'losses') this.change({ step: news.losses.at(-1)?.[0] });
        if (news.type === 'resumed') this.change({ resumed: news });
      },
    });
    try {
      if (!release) throw new ExperimentError('elsewhere');
      await this.experiments.put(record);
      const results = await this.experiments.results(record.id);
      const earlier = new Map(results);
      const subject = subjectOf(setup);
      clock.start();
      const { passed } = await runExperiment(experiment, setup, runner, {
        results: earlier,
        signal,
        onProgress: (told) => this.change({ progress: told, step: undefined }),
        keep: async (cell, result) => {
          record = { ...record, done: record.done + 1, seconds: clock.seconds };
          await this.experiments.put(record, { cell, result });
          results.set(cell, result);
          this.change({ record, found: experiment.conclude(subject, results) });
        },
      });
      await this.experiments.put({ ...record, finished: true, ...(passed !== undefined && { passed }) });
    } catch (error) {
      if (!signal.aborted) ended = { status: 'failed', experiment: experiment.id, error };
    }
    await release?.().catch(() => {});
    this.end = undefined;
    this.set(ended);
    setBusy('experiment', false);
  }

  /** Ends the run soon; what is finished is kept. */
  stop(): void {
    this.end?.abort();
    this.change({ stopping: true });
  }

  private change(part: Partial<Extract<ExperimentRunnerState, { status: 'running' }>>): void {
    if (this.current.status === 'running') this.set({ ...this.current, ...part });
  }

  private set(state: ExperimentRunnerState): void {
    this.current = state;
    for (const listener of this.listeners) listener();
  }
}
