import { useEffect, useSyncExternalStore } from 'react';
import { isBusy, subscribeToBusy, type Work } from '../../run/busy';

/** Keeps the screen, and with it the laptop, awake while `active`; a browser that cannot does without. */
export function useWakeLock(active: boolean): void {
  useEffect(() => {
    if (!active || !navigator.wakeLock) return;
    let lock: WakeLockSentinel | undefined;
    let over = false;
    const hold = async () => {
      // The browser takes the lock back when the page goes out of sight.
      if (document.visibilityState !== 'visible') return;
      lock = await navigator.wakeLock.request('screen').catch(() => undefined);
      if (over) lock?.release();
    };
    hold();
    document.addEventListener('visibilitychange', hold);
    return () => {
      over = true;
      document.removeEventListener('visibilitychange', hold);
      lock?.release();
    };
  }, [active]);
}

/** Whether work is running: of this kind, or any. */
export const useBusy = (work?: Work): boolean => useSyncExternalStore(subscribeToBusy, () => isBusy(work));
