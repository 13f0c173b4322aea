import { useSyncExternalStore } from 'react';
import { isBusy, subscribeToBusy, type Work } from '../../run/busy';

/** Whether work is running: of this kind, or any. */
export const useBusy = (work?: Work): boolean => useSyncExternalStore(subscribeToBusy, () => isBusy(work));
