import { useEffect, useState } from 'react';
import type { FollowerTable } from '../../text/counting/table';

/** So long one pair is looked at where they are counted by themselves, in milliseconds. */
const PAIR_MS = 900;

/** Counting pair by pair. `place` is that of the last pair that is counted, undefined before the first. */
export function useSteps(table: FollowerTable) {
  const [place, setPlace] = useState<number>();
  const [isRunning, setRunning] = useState(false);
  const isDone = place === table.lastPair();

  useEffect(() => {
    if (!isRunning) return;
    const timer = setInterval(() => setPlace((now) => table.nextPair(now ?? -1) ?? now), PAIR_MS);
    return () => clearInterval(timer);
  }, [isRunning, table]);
  if (isRunning && isDone) setRunning(false);

  return {
    ...{ place, isRunning, isDone },
    next() {
      setRunning(false);
      setPlace(table.nextPair(place ?? -1) ?? place);
    },
    toggle: () => setRunning(!isRunning),
    /** All that is left; or, once everything is counted, from the start. */
    all() {
      setRunning(false);
      setPlace(isDone ? undefined : table.lastPair());
    },
  };
}
