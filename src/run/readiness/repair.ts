import { loadBase } from '../../offline/base';
import { offlineState, subscribeToOffline } from '../../offline/register';
import { askStored } from '../../offline/stored';
import { askToKeep } from '../../store';
import type { Repair } from './points';

/** What each button does before its point is looked at again. `reload` is the page's own, which has to remember first. */
const REPAIRS: Record<Exclude<Repair, 'reload'>, () => Promise<unknown>> = {
  keep: askToKeep,
  'fetch-base': () => loadBase(() => {}),
  'fetch-files': () => askStored(true),
  'store-app': storeApp,
  again: async () => {},
};

/** Does what the button beside a finding promises. Where it does not work, the next look says so. */
export async function repair(name: Exclude<Repair, 'reload'>): Promise<void> {
  await REPAIRS[name]().catch(() => undefined);
}

/** Has the app stored once more, and waits for what comes of it. */
function storeApp(): Promise<void> {
  return new Promise((resolve) => {
    const unsubscribe = subscribeToOffline(() => {
      if (offlineState().status === 'storing') return;
      unsubscribe();
      resolve();
    });
    const { trouble } = offlineState();
    if (trouble) trouble.tryAgain();
    else {
      unsubscribe();
      resolve();
    }
  });
}
