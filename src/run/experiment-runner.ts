import type { Experiment, ExperimentId, Found, Setup } from '../experiments/experiment';
import { type ExperimentProgress, runExperiment } from '../experiments/run';
import { subjectOf } from '../experiments/setup';
import type { ExperimentRecord, ExperimentStore } from '../store';
import type { Resumed } from '../train/protocol';
import { setBusy } from './busy';
import type { Engines } from './engines';
import { createRunner } from './runner';
import type { Services } from './services';

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
 * that a stop, a reload or the browser's end costs the part that is under way and no other.
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
    const runner = createRunner(services, engines, {
      signal,
      onNews: (news) => {
        if (news.type === 'device') record = { ...record, device: news.device };
        if (news.type === 'losses') this.change({ step: news.losses.at(-1)?.[0] });
        if (news.type === 'resumed') this.change({ resumed: news });
      },
    });
    try {
      await this.experiments.put(record);
      const results = await this.experiments.results(record.id);
      const earlier = new Map(results);
      const subject = subjectOf(setup);
      let since = performance.now();
      const { passed } = await runExperiment(experiment, setup, runner, {
        results: earlier,
        signal,
        onProgress: (told) => this.change({ progress: told, step: undefined }),
        keep: async (cell, result) => {
          const now = performance.now();
          record = { ...record, done: record.done + 1, seconds: record.seconds + (now - since) / 1000 };
          since = now;
          await this.experiments.put(record, { cell, result });
          results.set(cell, result);
          this.change({ record, found: experiment.conclude(subject, results) });
        },
      });
      await this.experiments.put({ ...record, finished: true, ...(passed !== undefined && { passed }) });
      this.set({ status: 'idle' });
    } catch (error) {
      const failed = { status: 'failed', experiment: experiment.id, error } as const;
      this.set(signal.aborted ? { status: 'idle' } : failed);
    } finally {
      this.end = undefined;
      setBusy('experiment', false);
    }
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
