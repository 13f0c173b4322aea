import { useEffect, useState } from 'react';
import type { Experiment, Finding } from '../../experiments/experiment';
import type { ExperimentRecord } from '../../store';
import { useProfile } from '../shell/profile';
import type { SetupState } from './useSetup';

/** What an experiment has found so far: all of it, or what its finished parts say if it was stopped. */
export function useFinding(
  bet: Experiment<unknown>,
  prepared: SetupState,
  record: ExperimentRecord | undefined,
): Finding | undefined {
  const { experiments } = useProfile();
  const [partial, setPartial] = useState<{ of: ExperimentRecord; finding: Finding }>();
  useEffect(() => {
    if (!record || record.finding || record.done === 0 || prepared.status !== 'ready') return;
    let gone = false;
    experiments.results(record.id).then(
      (results) => {
        if (!gone) setPartial({ of: record, finding: bet.conclude(prepared.setup, results) });
      },
      // The list of experiments, which is read from the same place, tells what is wrong.
      () => {},
    );
    return () => {
      gone = true;
    };
  }, [bet, prepared, record, experiments]);
  return record?.finding ?? (partial && partial.of.id === record?.id ? partial.finding : undefined);
}
