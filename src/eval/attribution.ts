import type { Attribution, ComparedCaches } from '../model/run';

import { fallInterval } from './uncertainty';

/**
 * Compares, from the negative log-likelihoods [n] of the same held-out tokens: by the base, by the student's model, by
 * the one that learned random tokens and by those that learned somebody else's text.
 */
export function attribute(nll: {
  base: Float32Array;
  own: Float32Array;
  random: Float32Array;
  others: readonly { id: string; nll: Float32Array }[];
}): Omit<Attribution, 'trained' | 'withCaches'> {
  const random = fallInterval(nll.base, nll.random);
  const falls = nll.others.map(({ id, nll: after }) => ({ id, after, fall: fallInterval(nll.base, after) }));
  const [best] = falls.sort((a, b) => b.fall.value - a.fall.value);
  let rival = { after: nll.base, value: 1 };
  if (random.value > rival.value) rival = { after: nll.random, value: random.value };
  // The best of several is a little flattered by chance, which the student's own is not: so the rest is not made too large.
  if (best?.fall.value > rival.value) rival = { after: best.after, value: best.fall.value };
  return {
    random,
    ...(best && { other: { ...best.fall, id: best.id } }),
    rest: fallInterval(rival.after, nll.own),
  };
}

/** Compares, from the negative log-likelihoods [n] of the same tokens, two models that remember as much. */
export function compareCaches(nll: Record<'base' | 'own' | 'other', Float32Array>): ComparedCaches {
  return { other: fallInterval(nll.base, nll.other), rest: fallInterval(nll.other, nll.own) };
}

/** Whether the rest is surely more than nothing. */
export function isPersonal({ rest }: Pick<Attribution, 'rest'>): boolean {
  return (rest.low ?? rest.value) > 1;
}
