import { useEffect, useState } from 'react';

/** An answer, or the error that came in its place; neither while it is being waited for. */
export interface Answered<Answer> {
  answer?: Answer;
  failure?: unknown;
}

/** Who goes from word to word is not asked for at every one of them, in milliseconds. */
const PAUSE_MS = 150;

/**
 * The answer to the question that `key` names, once it is there; `ask` is called anew when `key` changes, and its signal is
 * aborted when nobody waits any more. No `key`, no question.
 */
export function useAsked<Answer>(
  key: string | undefined,
  ask: (signal: AbortSignal) => Promise<Answer>,
): Answered<Answer> {
  const [answered, setAnswered] = useState<Answered<Answer> & { key?: string }>({});
  // biome-ignore lint/correctness/useExhaustiveDependencies: the key names the question
  useEffect(() => {
    if (key === undefined) return;
    const controller = new AbortController();
    const { signal } = controller;
    const timer = setTimeout(() => {
      ask(signal).then(
        (answer) => signal.aborted || setAnswered({ key, answer }),
        (failure: unknown) => signal.aborted || setAnswered({ key, failure }),
      );
    }, PAUSE_MS);
    return () => {
      clearTimeout(timer);
      controller.abort();
    };
  }, [key]);
  return answered.key === key ? answered : {};
}
