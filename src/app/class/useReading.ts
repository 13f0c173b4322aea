import { useCallback, useEffect, useRef, useState } from 'react';
import type { Entrant } from '../../run/class/entrants';
import { readAll } from '../../run/class/readings';
import type { Services } from '../../run/services';
import { useWakeLock } from '../shell/work';
import { readings } from './classroom';

/** Lets models read texts, and draws anew with each reading that comes; stopped by leaving the screen, too. */
export function useReading(services: Services): {
  isReading: boolean;
  failure: unknown;
  /** Tells whether all was read: not if it was stopped, or failed. */
  read: (
    entrants: readonly Entrant[],
    texts: readonly Int32Array[],
    options?: { withBase?: boolean },
  ) => Promise<boolean>;
  stop: () => void;
} {
  const [isReading, setIsReading] = useState(false);
  const [failure, setFailure] = useState<unknown>();
  const [, setCount] = useState(0);
  const running = useRef<AbortController>(undefined);
  const stop = useCallback(() => running.current?.abort(), []);
  useEffect(() => stop, [stop]);
  useWakeLock(isReading);

  const read: ReturnType<typeof useReading>['read'] = async (entrants, texts, options = {}) => {
    stop();
    const own = (running.current = new AbortController());
    setIsReading(true);
    setFailure(undefined);
    try {
      await readAll(services.evaluator, entrants, texts, readings, {
        ...options,
        signal: own.signal,
        onReading: () => setCount((count) => count + 1),
      });
      return !own.signal.aborted;
    } catch (error) {
      if (!own.signal.aborted) setFailure(error);
      return false;
    } finally {
      if (running.current === own) setIsReading(false);
    }
  };
  return { isReading, failure, read, stop };
}
