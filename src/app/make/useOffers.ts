import { useMemo, useState } from 'react';
import { type Offer, offersFor } from '../../run/versions';
import type { Prepared } from '../../text/prepared';
import { useLines } from '../shell/store';

/** More would only be in the way: they are sorted by what is new to them. */
const MOST = 3;
/** A model of its own, instead of a new version of one. */
export const FRESH = 'fresh';

/**
 * Which of the student's models may learn from the text as it is now, and which one shall: unless the student says
 * otherwise, the one to which most is new.
 */
export function useOffers(prepared: Prepared | undefined) {
  const { lines } = useLines();
  const [wish, setWish] = useState<string>();
  const offers = useMemo(
    () => (prepared?.kind === 'ready' && lines ? offersFor(lines, prepared).slice(0, MOST) : []),
    [lines, prepared],
  );
  const wished = offers.find(({ line }) => line.id === wish);
  const likely: Offer | undefined = offers[0]?.newWords ? offers[0] : undefined;
  return { offers, offer: wish === FRESH ? undefined : (wished ?? likely), choose: setWish };
}
