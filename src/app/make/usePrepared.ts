import { useCallback, useEffect, useState } from 'react';
import type { ServicesState } from '../../run/services';
import type { Prepared, TextDocument } from '../../text/prepared';
import type { TextChoices } from '../../text/service';
import { useProfile } from '../shell/profile';

/** A pause in typing this long, in milliseconds, starts the reading. */
const PAUSE_MS = 400;

/** What the student decides about what was found in the text. */
export type FindingChoices = Required<Pick<TextChoices, 'leaveOut' | 'keepFirst'>>;

/** A secret that was left out by mistake is a word lost; one that was learned can be read by anyone who gets the model. */
const AT_FIRST: FindingChoices = { leaveOut: true, keepFirst: false };
/**
 * A profile's choices are kept in this tab's session storage: a reload keeps them, closing the tab forgets them, and who
 * writes here next has their own.
 */
const keyOf = (profile: string) => `swantham-findings-${profile}`;

/**
 * The text, tokenised and split as the student chose, kept up with what is typed. While it is behind it is `preparing`,
 * `share` of the way.
 */
export function usePrepared(services: ServicesState, documents: readonly TextDocument[]) {
  const { id } = useProfile().profile;
  const [choices, setChoices] = useState<FindingChoices>(() => restore(id));
  const [prepared, setPrepared] = useState<Prepared>();
  const [failure, setFailure] = useState<unknown>();
  const [share, setShare] = useState(0);
  const [preparedFor, setPreparedFor] = useState<{
    documents: readonly TextDocument[];
    choices: FindingChoices;
  }>();

  useEffect(() => {
    if (services.status !== 'ready') return;
    const timer = setTimeout(async () => {
      try {
        setShare(0);
        const answer = await services.services.text.prepare(
          documents.map(({ name, text }) => ({ name, text })),
          { ...choices, onProgress: setShare },
        );
        if (!answer) return;
        setPrepared(answer);
        setFailure(undefined);
      } catch (error) {
        setFailure(error);
      }
      setPreparedFor({ documents, choices });
    }, PAUSE_MS);
    return () => clearTimeout(timer);
  }, [services, documents, choices]);

  const choose = useCallback(
    (chosen: FindingChoices) => {
      setChoices(chosen);
      store(id, chosen);
    },
    [id],
  );
  const preparing = preparedFor?.documents !== documents || preparedFor.choices !== choices;
  return { prepared, failure, preparing, share, choices, choose };
}

function restore(profile: string): FindingChoices {
  try {
    return { ...AT_FIRST, ...(JSON.parse(sessionStorage.getItem(keyOf(profile)) ?? '{}') as FindingChoices) };
  } catch {
    // Storage is off, or holds something else.
    return AT_FIRST;
  }
}

function store(profile: string, choices: FindingChoices): void {
  try {
    sessionStorage.setItem(keyOf(profile), JSON.stringify(choices));
  } catch {
    // Storage is off; the choices stay in the page.
  }
}
