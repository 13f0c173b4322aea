import { useEffect, useState, useSyncExternalStore } from 'react';
import { EXPERIMENT_IDS, loadExperiment } from '../../experiments';
import type { Experiment } from '../../experiments/experiment';
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
export function useExperiments(): { records: ExperimentRecord[] | undefined; failure: unknown } {
  const { experiments } = useProfile();
  const [records, setRecords] = useState<ExperimentRecord[]>();
  const [failure, setFailure] = useState<unknown>();
  useEffect(() => {
    let gone = false;
    const read = () =>
      experiments.list().then(
        (list) => gone || setRecords(list),
        (error: unknown) => gone || setFailure(error),
      );
    read();
    const unsubscribe = experiments.subscribe(read);
    return () => {
      gone = true;
      unsubscribe();
    };
  }, [experiments]);
  return { records, failure };
}

/** All bets, once they are loaded. */
export function useBets(): readonly Experiment<unknown>[] | undefined {
  const [bets, setBets] = useState<readonly Experiment<unknown>[]>();
  useEffect(() => {
    let gone = false;
    Promise.all(EXPERIMENT_IDS.map(loadExperiment)).then((all) => gone || setBets(all));
    return () => {
      gone = true;
    };
  }, []);
  return bets;
}
