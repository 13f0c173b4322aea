import type { Cell, Experiment, Found, Label, Runner, Setup } from './experiment';
import { subjectOf } from './setup';

/** How far a run is. */
export interface ExperimentProgress {
  /** Cells that are done, of all, and what is being done; the last cell's label at the end, and none before the first. */
  done: number;
  cells: number;
  label?: Label;
  /** Of the work, 0 to 1. */
  share: number;
  /** By how long this run's cells have taken; undefined until the first of them is done. */
  secondsLeft: number | undefined;
}

export interface ExperimentRun<Result> {
  /** Results of cells from an earlier run of the same setup: those cells are not run again. */
  results?: ReadonlyMap<string, Result>;
  /** Takes each result as soon as it is there; the next cell waits for it. */
  keep?(id: string, result: Result): void | Promise<void>;
  onProgress?(progress: ExperimentProgress): void;
  /**
   * When it is aborted, the run rejects with its reason: between two cells, or inside one as soon as the runner ends. The
   * cell that was under way is lost, and no other. The runner should end by the same signal.
   */
  signal?: AbortSignal;
}

/**
 * Runs the cells of an experiment one after the other and draws the conclusion.
 *
 * @throws ExperimentError if the setup does not suffice
 */
export async function runExperiment<Result, Finding extends Found>(
  experiment: Experiment<Result, Finding>,
  setup: Setup,
  runner: Runner,
  { results: earlier, keep, onProgress, signal }: ExperimentRun<Result> = {},
): Promise<Finding> {
  const cells = experiment.cells(setup);
  const results = new Map<string, Result>();
  const todo = costOf(cells.filter(({ id }) => !earlier?.has(id)));
  const all = costOf(cells);
  /** What this run has done so far, and in which time. */
  let cost = 0;
  let seconds = 0;
  const tell = (label: Label | undefined) =>
    onProgress?.({
      done: results.size,
      cells: cells.length,
      label,
      share: all > 0 ? (all - todo + cost) / all : 1,
      secondsLeft: cost > 0 ? (seconds / cost) * (todo - cost) : undefined,
    });
  for (const cell of cells) {
    const known = earlier?.get(cell.id);
    if (known !== undefined) {
      results.set(cell.id, known);
      continue;
    }
    signal?.throwIfAborted();
    tell(cell.label);
    const start = performance.now();
    const result = await cell.run(runner, results);
    signal?.throwIfAborted();
    seconds += (performance.now() - start) / 1000;
    cost += cell.cost;
    results.set(cell.id, result);
    await keep?.(cell.id, result);
  }
  tell(cells.at(-1)?.label);
  return experiment.conclude(subjectOf(setup), results);
}

function costOf(cells: readonly Cell<unknown>[]): number {
  return cells.reduce((sum, { cost }) => sum + cost, 0);
}
