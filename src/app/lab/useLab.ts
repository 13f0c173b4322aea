import { useEffect, useState, useSyncExternalStore } from 'react';
import { loadExperiment } from '../../experiments';
import type { Experiment, ExperimentId } from '../../experiments/experiment';
import { ExperimentRunner } from '../../run/experiment-runner';
import type { ExperimentRecord, ExperimentStore } from '../../store';
import { useProfile } from '../shell/profile';
import { useKept } from '../shell/store';

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

/** The profile's experiments, the one begun last first. */
export function useExperiments(): { records: ExperimentRecord[] | undefined; failure: unknown } {
  const { items, failure } = useKept(useProfile().experiments);
  return { records: items, failure };
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
