import { useEffect, useState, useSyncExternalStore } from 'react';
import { loadExperiment } from '../../experiments';
import type { Experiment, ExperimentId } from '../../experiments/experiment';
import { errorWords } from '../../i18n/errors';
import { useStrings } from '../../i18n/useStrings';
import { ExperimentRunner } from '../../run/experiment-runner';
import type { ExperimentRecord, ExperimentStore } from '../../store';
import { useProfile } from '../shell/profile';

const runners = new WeakMap<ExperimentStore, ExperimentRunner>();

/** The profile's runner, which goes on whatever screen is shown, and what it is doing. */
export function useRunner() {
  const { experiments } = useProfile();
  let runner = runners.get(experiments);
  if (!runner) {
    runner = new ExperimentRunner(experiments);
    runners.set(experiments, runner);
  }
  return { runner, state: useSyncExternalStore(runner.subscribe, runner.state) };
}

/** The profile's experiments, the one begun last first, kept up with changes in this tab and others. */
export function useExperiments(): { records: ExperimentRecord[] | undefined; failure: string | undefined } {
  const { experiments } = useProfile();
  const t = useStrings();
  const [records, setRecords] = useState<ExperimentRecord[]>();
  const [error, setError] = useState<unknown>();
  useEffect(() => {
    let gone = false;
    const read = () =>
      experiments.list().then(
        (list) => gone || setRecords(list),
        (reason: unknown) => gone || setError(reason),
      );
    read();
    const unsubscribe = experiments.subscribe(read);
    return () => {
      gone = true;
      unsubscribe();
    };
  }, [experiments]);
  return { records, failure: error === undefined ? undefined : errorWords(t, error) };
}

/** An experiment, once it is loaded. */
export function useExperiment(id: ExperimentId): Experiment<unknown> | undefined {
  const [experiment, setExperiment] = useState<Experiment<unknown>>();
  useEffect(() => {
    let gone = false;
    loadExperiment(id).then((loaded) => gone || setExperiment(loaded));
    return () => {
      gone = true;
    };
  }, [id]);
  return experiment?.id === id ? experiment : undefined;
}
