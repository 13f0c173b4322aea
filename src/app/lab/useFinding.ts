import { useEffect, useState } from 'react';
import type { Experiment, Found } from '../../experiments/experiment';
import type { ExperimentRecord } from '../../store';
import { useProfile } from '../shell/profile';

/** What a kept run has found: all of it, or what its finished parts say if it was stopped. */
export function useFinding(
  experiment: Experiment<unknown>,
  record: ExperimentRecord | undefined,
): Found | undefined {
  const { experiments } = useProfile();
  const [known, setKnown] = useState<{ id: string; found: Found }>();
  useEffect(() => {
    if (!record || (!record.finished && record.done === 0)) return;
    let gone = false;
    experiments.results(record.id).then(
      (results) => {
        if (gone) return;
        const found = experiment.conclude(record, results);
        // What was decided stays decided, whatever an experiment would ask for today.
        setKnown({ id: record.id, found: record.finished ? { ...found, passed: record.passed } : found });
      },
      // The list of experiments, which is read from the same place, says what is wrong.
      () => {},
    );
    return () => {
      gone = true;
    };
  }, [experiment, record, experiments]);
  return known && known.id === record?.id ? known.found : undefined;
}
