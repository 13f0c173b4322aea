import { useEffect, useState, useSyncExternalStore } from 'react';
import { loadExperiment } from '../../experiments';
import type { Experiment, ExperimentId } from '../../experiments/experiment';
import { ExperimentRunner, experimentLock } from '../../run/experiment-runner';
import { isLocked, whenFree } from '../../run/web-lock';
import type { Damaged, ExperimentRecord, ExperimentStore } from '../../store';
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
export function useExperiments(): {
  records: ExperimentRecord[] | undefined;
  damaged: readonly Damaged[];
  failure: unknown;
} {
  const { items, ...rest } = useKept(useProfile().experiments);
  return { records: items, ...rest };
}

/** An experiment, once it is loaded; where it cannot be, drawing fails, which the place of the screen tells. */
export function useExperiment(id: ExperimentId): Experiment<unknown> | undefined {
  const [experiment, setExperiment] = useState<Experiment<unknown>>();
  useEffect(() => {
    let gone = false;
    loadExperiment(id).then(
      (loaded) => gone || setExperiment(loaded),
      (error: unknown) =>
        gone ||
        setExperiment(() => {
          throw error;
        }),
    );
    return () => {
      gone = true;
    };
  }, [id]);
  return experiment?.id === id ? experiment : undefined;
}

/** Whether an experiment runs in another tab; `records` change when one begins, and `here` tells of this tab. */
export function useElsewhere(
  id: ExperimentId,
  records: ExperimentRecord[] | undefined,
  here: boolean,
): boolean {
  const [elsewhere, setElsewhere] = useState(false);
  // biome-ignore lint/correctness/useExhaustiveDependencies: new records are the reason to look again
  useEffect(() => {
    if (here) return setElsewhere(false);
    const end = new AbortController();
    const look = async () => {
      const lock = experimentLock(id);
      const isHeld = await isLocked(lock);
      if (end.signal.aborted) return;
      setElsewhere(isHeld);
      if (!isHeld) return;
      await whenFree(lock, end.signal);
      setElsewhere(false);
    };
    look().catch(() => {});
    return () => end.abort();
  }, [id, records, here]);
  return elsewhere;
}
