import { useEffect, useRef, useState } from 'react';
import { check } from '../../run/readiness/check';
import { type Findings, POINTS, type Point, type Repair } from '../../run/readiness/points';
import { repair } from '../../run/readiness/repair';
import { openedOf, useEngines, useServices } from '../shell/services';
import { store } from '../shell/store';

/** Of this tab: a button of the check has reloaded the page, and the check goes on. */
const STORAGE_KEY = 'swantham-check';

/** Reloads the page, and has the check begin by itself then. */
function reloadAndCheck(): void {
  try {
    sessionStorage.setItem(STORAGE_KEY, 'yes');
  } catch {
    // Storage is off: whoever checks presses the button once more.
  }
  location.reload();
}

/** Whether the page was reloaded for the check; it is asked once. */
function wasReloaded(): boolean {
  try {
    const told = sessionStorage.getItem(STORAGE_KEY) !== null;
    sessionStorage.removeItem(STORAGE_KEY);
    return told;
  } catch {
    return false;
  }
}

/** A point, and what else follows from it. */
const followers = (point: Point): Point[] => (point === 'engine' ? ['engine', 'speed'] : [point]);

/** The readiness check: what it has found so far, what it looks at now, and when it came to its end. */
export function useReadiness() {
  const services = useServices();
  const opened = openedOf(services);
  const { engines } = useEngines(opened);
  const [findings, setFindings] = useState<Findings>({});
  /** The points that are still to be looked at, the next one first. */
  const [left, setLeft] = useState<readonly Point[]>([]);
  const [checkedAt, setCheckedAt] = useState<number>();
  const [repairing, setRepairing] = useState<Point>();
  const [failure, setFailure] = useState<unknown>();
  const gone = useRef<AbortController>(undefined);
  const wasAsked = useRef(false);
  const canStart = services.status === 'failed' || (opened !== undefined && engines !== undefined);
  const isBusy = left.length > 0 || repairing !== undefined;

  useEffect(() => {
    const leaving = new AbortController();
    gone.current = leaving;
    return () => leaving.abort();
  }, []);

  const look = async (points: readonly Point[]) => {
    const signal = gone.current?.signal;
    setFailure(undefined);
    setLeft(points);
    const laptop = {
      store,
      wasAsked: wasAsked.current,
      ...(opened && engines && { opened: { services: opened, engines } }),
      ...(services.status === 'failed' && { failure: services.error }),
    };
    const onFound = (found: Findings) => {
      if (signal?.aborted) return;
      setFindings((before) => ({ ...before, ...found }));
      setLeft((before) => before.slice(1));
    };
    try {
      await check(points, laptop, onFound, signal);
      if (!signal?.aborted) setCheckedAt(Date.now());
    } catch (error) {
      if (!signal?.aborted) setFailure(error);
    } finally {
      if (!signal?.aborted) setLeft([]);
    }
  };

  const mend = async (point: Point, how: Repair) => {
    if (how === 'reload') return reloadAndCheck();
    setRepairing(point);
    await repair(how);
    if (how === 'keep') wasAsked.current = true;
    if (gone.current?.signal.aborted) return;
    await look(followers(point));
    setRepairing(undefined);
  };

  // biome-ignore lint/correctness/useExhaustiveDependencies: once, as soon as it can
  useEffect(() => {
    if (canStart && wasReloaded()) void look(POINTS);
  }, [canStart]);

  return {
    ...{ findings, left, checkedAt, repairing, failure, canStart, isBusy },
    start: () => void (isBusy || look(POINTS)),
    mend: (point: Point, how: Repair) => void (isBusy || mend(point, how)),
  };
}
