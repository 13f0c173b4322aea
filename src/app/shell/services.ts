import { createContext, useContext } from 'react';
import type { ServicesState } from '../../run/services';

export const ServicesContext = createContext<ServicesState>({ status: 'loading', bytes: 0 });

/** The base and the workers, as far as they are loaded. */
export const useServices = (): ServicesState => useContext(ServicesContext);
