import { useEffect, useState } from 'react';
import { type Begun, type Guess, guess, placesIn } from '../../run/lesson/guesses';
import type { Services } from '../../run/services';
import type { Ready } from '../../text/prepared';

/** The places of a text that are guessed at; nothing while it is read. */
export function usePlaces(services: Services | undefined, ready: Ready | undefined): Begun[] | undefined {
  const [found, setFound] = useState<{ ready: Ready; places: Begun[] }>();
  useEffect(() => {
    if (!services || !ready) return;
    let gone = false;
    services.text.decode(ready.held).then(
      (texts) => gone || setFound({ ready, places: placesIn(texts) }),
      () => {},
    );
    return () => {
      gone = true;
    };
  }, [services, ready]);
  return found && found.ready === ready ? found.places : undefined;
}

const guessed = new WeakMap<Begun, Guess>();

/** What the base finds likely in a place, and the error that kept it from being found out. */
export function useBaseGuess(
  services: Services | undefined,
  place: Begun | undefined,
): { guess?: Guess; failure?: unknown } {
  const [asked, setAsked] = useState<{ place: Begun; failure?: unknown }>();
  useEffect(() => {
    if (!services || !place) return;
    if (guessed.has(place)) return setAsked({ place });
    const end = new AbortController();
    guess(services, { kind: 'base' }, place, end.signal).then(
      (found) => {
        guessed.set(place, found);
        if (!end.signal.aborted) setAsked({ place });
      },
      (failure: unknown) => end.signal.aborted || setAsked({ place, failure }),
    );
    return () => end.abort();
  }, [services, place]);
  if (!place || asked?.place !== place) return {};
  return { guess: guessed.get(place), failure: asked.failure };
}
