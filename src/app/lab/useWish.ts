import { useMemo, useState } from 'react';
import type { Form } from '../../experiments/experiment';
import { OWN_ID } from '../../experiments/setup';
import type { ExperimentRecord } from '../../store';
import type { Prepared } from '../../text/prepared';
import { STUDIED } from '../../text/samples';

/** What the student wants an experiment to run on. */
export interface Wish {
  form: Form;
  /** Ids of authors: `OWN_ID`, and of samples. */
  authors: readonly string[];
  /** Adapters of the library. */
  adapters: readonly { id: string; name: string }[];
}

const EVERYTHING: Wish = { form: 'quick', authors: [OWN_ID, ...STUDIED.map(({ id }) => id)], adapters: [] };

/**
 * The wish, and how to change it. Until the student does, an experiment is run as it was last, and at first on everything
 * there is. Undefined until that is `known` and the student's own text is read.
 */
export function useWish(
  last: ExperimentRecord | undefined,
  known: boolean,
  own: Prepared | undefined,
): [Wish | undefined, (wish: Wish) => void] {
  // Set once: what is chosen must not change under the student's hands when a run begins or is deleted.
  const [chosen, setChosen] = useState<Wish>();
  if (known && !chosen) setChosen(last ? wishOf(last) : EVERYTHING);
  const isOwnReady = own?.kind === 'ready';
  const wish = useMemo(
    () => chosen && { ...chosen, authors: chosen.authors.filter((id) => id !== OWN_ID || isOwnReady) },
    [chosen, isOwnReady],
  );
  return [own && wish, setChosen];
}

const wishOf = ({ form, authors, adapters }: ExperimentRecord): Wish => ({
  form,
  adapters,
  authors: authors.map(({ id }) => id),
});
