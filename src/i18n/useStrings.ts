import { useSyncExternalStore } from 'react';
import { currentStrings, subscribeToLanguage } from './language';

/** The catalogue of the language that the page speaks, kept up with changes of the language. */
export const useStrings = () => useSyncExternalStore(subscribeToLanguage, currentStrings);
