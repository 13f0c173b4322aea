import { sha256 } from '../../model/sha256';
import { countKeptParts } from '../../offline/base';
import { mayForgetPromises, refusesFiles } from '../../offline/forgets';
import { offlineState, reloadIsolates } from '../../offline/register';
import { askStored } from '../../offline/stored';
import type { Store } from '../../store';
import type { Engines } from '../engines';
import type { Services } from '../services';
import { lookAtFonts } from './fonts';
import {
  judgeBase,
  judgeBrowser,
  judgeEngine,
  judgeMemory,
  judgeOffline,
  judgePersistence,
  judgeRoom,
  judgeScreen,
  judgeSpeed,
  judgeThreads,
} from './judge';
import type { Finding, Findings, Point } from './points';
import { tryRoom } from './room';

/** What the check looks at besides the browser itself. */
export interface Laptop {
  store: Pick<Store, 'selfTest'>;
  /** Without them the base has not come. */
  opened?: { services: Services; engines: Engines };
  /** Why it has not. */
  failure?: unknown;
  /** Whether the browser was asked just now to keep what is here. */
  wasAsked: boolean;
}

const CHECKS: { [P in Point]: (laptop: Laptop) => Finding<P> | Promise<Finding<P>> } = {
  async base({ opened, failure: error }) {
    if (!opened) return { reason: 'missing', ...(error !== undefined && { error }) };
    const hash = await sha256(new Uint8Array(opened.services.base.weights));
    return judgeBase(hash, await countKeptParts());
  },
  async offline() {
    const state = offlineState();
    const report = state.status === 'stored' ? await askStored() : undefined;
    return judgeOffline(state, Boolean(navigator.serviceWorker?.controller), report);
  },
  database: ({ store }) =>
    store.selfTest().then(
      () => ({ reason: 'works' }),
      (error: unknown) => ({ reason: 'failed', error, repair: 'again' }),
    ),
  room: async () => judgeRoom(await tryRoom()),
  async persistence({ wasAsked }) {
    const isPersisted = await navigator.storage?.persisted?.().catch(() => undefined);
    const isPrivate = (await refusesFiles()) || offlineState().status === 'refused';
    return judgePersistence({ isPersisted, isPrivate, mayForget: mayForgetPromises(), wasAsked });
  },
  fonts: lookAtFonts,
  screen: () => judgeScreen(innerWidth, innerHeight),
  browser: () => judgeBrowser(navigator.userAgent),
  memory: () => judgeMemory((navigator as { deviceMemory?: number }).deviceMemory),
  async threads() {
    const never = new Promise<false>((resolve) => setTimeout(() => resolve(false), SOON_MS));
    const reloadHelps = await Promise.race([reloadIsolates().then(() => true), never]);
    return judgeThreads(navigator.hardwareConcurrency, crossOriginIsolated, reloadHelps);
  },
  async engine({ opened }) {
    if (!opened) return { reason: 'unchecked' };
    const { engines } = opened;
    try {
      const { choice } = await engines.known();
      // What is known may be of an earlier visit: the known answer is asked for once more.
      engines.retry(choice.engine ?? 'cpu');
      return judgeEngine(await engines.known());
    } catch (error) {
      return { reason: 'wrong', error, repair: 'again' };
    }
  },
  async speed({ opened }) {
    const known = await opened?.engines.known().catch(() => undefined);
    return judgeSpeed(known?.speed, opened?.services.general.length ?? 0);
  },
};

/** An active service worker is known within this time, in milliseconds. */
const SOON_MS = 500;

/** Looks at `points`, one after the other, until `signal` is aborted; `onFound` hears of each finding. */
export async function check(
  points: readonly Point[],
  laptop: Laptop,
  onFound: (found: Findings) => void,
  signal?: AbortSignal,
): Promise<void> {
  for (const point of points) {
    if (signal?.aborted) return;
    onFound({ [point]: await CHECKS[point](laptop) });
  }
}
