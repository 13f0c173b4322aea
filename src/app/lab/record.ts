import type { Experiment, ExperimentId } from '../../experiments/experiment';
import { subjectOf } from '../../experiments/setup';
import type { ExperimentRecord } from '../../store';
import type { SetupState } from './useSetup';

type Ready = Extract<SetupState, { status: 'ready' }>;

/** The record of a run that begins now. */
export function begin(
  experiment: Experiment<unknown>,
  { setup, fingerprint, cells, adapters }: Ready,
): ExperimentRecord {
  return {
    id: crypto.randomUUID(),
    experiment: experiment.id,
    ...subjectOf(setup),
    setup: fingerprint,
    adapters: [...adapters],
    startedAt: Date.now(),
    done: 0,
    cells: cells.length,
    seconds: 0,
    finished: false,
  };
}

/**
 * The run of this very setup among `records`, if there was one. An experiment may have got more parts since: a finished
 * run stays as it is, and one that was stopped goes on with all that there are now.
 */
export function keptRun(
  records: readonly ExperimentRecord[] | undefined,
  id: ExperimentId,
  { fingerprint, cells }: Pick<Ready, 'fingerprint' | 'cells'>,
): ExperimentRecord | undefined {
  const kept = records?.find(({ experiment, setup }) => experiment === id && setup === fingerprint);
  return kept && !kept.finished ? { ...kept, cells: cells.length } : kept;
}
