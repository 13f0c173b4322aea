import { useCallback, useEffect, useRef } from 'react';

/** Gives a signal for work that ends when its screen is left: one that stays alive behind others says whether it is shown. */
export function useEndsWithScreen(isShown = true): () => AbortSignal {
  const current = useRef<AbortController>(undefined);
  // biome-ignore lint/correctness/useExhaustiveDependencies: going out of sight is the reason
  useEffect(() => () => current.current?.abort(), [isShown]);
  return useCallback(() => {
    current.current = new AbortController();
    return current.current.signal;
  }, []);
}
