import { useEffect, useState } from 'react';
import { countNextWords, hearVoice, type Voice } from '../../run/voice';
import { useProfile } from '../shell/profile';
import { openedOf, useServices } from '../shell/services';
import type { Speaker } from './run-state';

/**
 * How a model and the base go on with a sentence of the student's; that of the model before it stays until then. The first
 * thing to be seen: while it is `awaited`, other measuring waits.
 */
export function useVoice(speaker: Speaker | undefined): { voice?: Voice; awaited: boolean } {
  const ready = openedOf(useServices());
  const [voice, setVoice] = useState<Voice>();
  const [tried, setTried] = useState<Speaker>();
  useEffect(() => {
    if (!speaker || !ready) return;
    const end = new AbortController();
    hearVoice(ready, speaker.held, speaker.model, end.signal)
      .then((heard) => end.signal.aborted || setVoice(heard))
      // The result says less then, and nothing is lost.
      .catch(() => undefined)
      .finally(() => end.signal.aborted || setTried(speaker));
    return () => end.abort();
  }, [speaker, ready]);
  return { voice, awaited: speaker !== undefined && speaker !== tried };
}

/** Counts how often a kept model guesses the next word, and keeps what it finds; tells whether it may still find something. */
export function useNextWords(id: string, speaker: Speaker | undefined): boolean {
  const { adapters } = useProfile();
  const ready = openedOf(useServices());
  const [hasEnded, setHasEnded] = useState(false);
  useEffect(() => {
    if (!speaker || !ready) return;
    setHasEnded(false);
    const end = new AbortController();
    countNextWords(ready, speaker.held, speaker.model, end.signal)
      .then((nextWord) => nextWord && adapters.explain(id, { nextWord }))
      .catch(() => undefined)
      .finally(() => end.signal.aborted || setHasEnded(true));
    return () => end.abort();
  }, [adapters, id, speaker, ready]);
  return speaker !== undefined && !hasEnded;
}
