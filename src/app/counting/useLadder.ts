import { useEffect, useRef, useState } from 'react';
import type { Guesses } from '../../eval/suggest-typing';
import { type Ladder, measureLadder } from '../../run/ladder';
import type { Services } from '../../run/services';
import type { Mine } from './mine';
import type { Counted } from './useCounted';

export interface LadderState {
  status: 'before' | 'measuring' | 'done';
  /** What is known so far. */
  ladder?: Ladder;
  /** The model it is measured with, whatever is chosen later. */
  mine?: Mine;
  /** Whether that model says itself what it has learned from. */
  isTold?: boolean;
  error?: unknown;
}

/** The measurement of the ladder: it begins when it is told to, can be stopped, and ends with the screen. */
export function useLadder(
  { table, held }: Counted,
  evaluator: Services['evaluator'],
  mine: Mine | undefined,
) {
  const [state, setState] = useState<LadderState>({ status: 'before' });
  const current = useRef<AbortController>(undefined);
  useEffect(() => () => current.current?.abort(), []);

  const measure = async () => {
    const controller = new AbortController();
    current.current = controller;
    const { signal } = controller;
    const tell = (told: LadderState) => {
      if (!signal.aborted) setState(told);
    };
    tell({ status: 'measuring', mine });
    try {
      const known = mine && { model: await mine.read(), ...(await mine.learned()) };
      const own = known && { model: known.model, learned: known.hashes };
      const onLadder = (ladder: Ladder) => tell({ status: 'measuring', ladder, mine });
      const ladder = await measureLadder(evaluator, table, held, own, onLadder, signal);
      tell({ status: 'done', ladder, mine, isTold: known?.isTold });
    } catch (error) {
      tell({ status: 'before', error });
    }
  };
  const stop = () => {
    current.current?.abort();
    setState({ status: 'before' });
  };
  return { state, measure, stop };
}

/** How much of the measurement is behind, 0 to 1. */
export function shareDone({ ladder, mine }: LadderState): number {
  if (!ladder) return 0;
  const behind = (guesses: Guesses | undefined) => guesses?.words ?? 0;
  const all = ladder.words * (mine ? 2 : 1);
  return all === 0 ? 1 : (behind(ladder.base) + behind(ladder.own)) / all;
}
