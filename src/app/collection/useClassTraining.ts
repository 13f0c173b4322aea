import { useEffect, useState, useSyncExternalStore } from 'react';
import { isBusy, subscribeToBusy } from '../../run/busy';
import { ClassTraining } from '../../run/class/class-training';
import { watchCutRuns } from '../../run/unfinished';
import type { CollectionStore, UnfinishedRun } from '../../store';
import { useProfile } from '../shell/profile';

const trainings = new WeakMap<CollectionStore, ClassTraining>();

// What is under way goes with the page, so the browser asks before it lets the page go, whatever screen is shown.
const ask = (event: BeforeUnloadEvent) => event.preventDefault();
subscribeToBusy(() => {
  if (isBusy('class')) addEventListener('beforeunload', ask);
  else removeEventListener('beforeunload', ask);
});

/** The profile's training of a class's model, which goes on whatever screen is shown, and where it is. */
export function useClassTraining() {
  const { collections, checkpoints } = useProfile();
  let training = trainings.get(collections);
  if (!training) {
    training = new ClassTraining(collections, checkpoints);
    trainings.set(collections, training);
  }
  return { training, state: useSyncExternalStore(training.subscribe, training.state) };
}

/** The profile's training of a class's model that was cut off with its tab, if one was. */
export function useCutTraining(): UnfinishedRun | undefined {
  const { checkpoints } = useProfile();
  const [cut, setCut] = useState<UnfinishedRun>();
  useEffect(() => {
    const end = new AbortController();
    watchCutRuns(checkpoints, ([newest]) => setCut(newest), end.signal, 'class');
    return () => end.abort();
  }, [checkpoints]);
  return cut;
}
