import { createContext, useContext, useSyncExternalStore } from 'react';
import { Engines, type EnginesState } from '../../run/engines';
import type { Services, ServicesState } from '../../run/services';
import { store } from './store';

const enginesOf = new WeakMap<Services, Engines>();

const storage = {
  read: () => store.settings.read('engines'),
  write: (history: Parameters<typeof store.settings.write<'engines'>>[1]) =>
    store.settings.write('engines', history),
};

const NOBODY = { subscribe: () => () => {}, state: (): EnginesState => EXAMINING };
const EXAMINING: EnginesState = { status: 'examining' };

/** This machine's engines, examined from the first time on that `services` are given. */
export function useEngines(services: Services | undefined) {
  if (services && !enginesOf.has(services)) enginesOf.set(services, new Engines(services, storage));
  const engines = services && enginesOf.get(services);
  const { subscribe, state } = engines ?? NOBODY;
  return { engines, state: useSyncExternalStore(subscribe, state) };
}

export const ServicesContext = createContext<ServicesState>({ status: 'loading', bytes: 0 });

/** The base and the workers, as far as they are loaded. */
export const useServices = (): ServicesState => useContext(ServicesContext);

/** The services, once all of them are loaded. */
export const openedOf = (state: ServicesState): Services | undefined =>
  state.status === 'ready' ? state.services : undefined;
