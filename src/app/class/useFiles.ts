import { useState } from 'react';
import { useStrings } from '../../i18n/react';
import type { UserError } from '../../model/user-error';
import { isAboutFiles, openFiles } from '../../run/exchange';
import { changeClassroom } from './classroom';

/** What becomes of the files that were chosen. */
export type Incoming =
  | { status: 'idle' }
  | { status: 'reading' }
  | { status: 'done'; models: number }
  /** Without an error, something went wrong that has no sentence. */
  | { status: 'failed'; error?: UserError };

/**
 * Brings models in from files, with every check of My models. They stay in the page and are not stored. Texts that are
 * in a file stay out: nobody has consented to showing them.
 */
export function useFiles(): {
  state: Incoming;
  bringIn: (files: readonly File[] | Promise<readonly File[]>) => void;
} {
  const unnamed = useStrings().library.fromPython;
  const [state, setState] = useState<Incoming>({ status: 'idle' });
  const bringIn = async (files: readonly File[] | Promise<readonly File[]>) => {
    setState({ status: 'reading' });
    try {
      const { adapters } = await openFiles(await files, unnamed);
      const entrants = adapters.map(({ facts, weights }) => ({
        id: `file/${crypto.randomUUID()}`,
        name: facts.name,
        method: weights.method,
        weights: async () => weights,
      }));
      changeClassroom((classroom) => ({ files: [...classroom.files, ...entrants] }));
      setState({ status: 'done', models: entrants.length });
    } catch (error) {
      setState({ status: 'failed', ...(isAboutFiles(error) && { error }) });
    }
  };
  return { state, bringIn: (files) => void bringIn(files) };
}
