import { fallInterval, type Interval } from './uncertainty';

/**
 * What a fall of perplexity on a student's held-out text is made of: the falls that models bring which never saw a word
 * of the student's, on the same tokens, and what is left. The falls multiply: the student's own is the best of the
 * others times the rest.
 */
export interface Attribution {
  /** By a model that learned random tokens (bet 60). */
  random: Interval;
  /** By the best of the models that learned somebody else's text (bet 61), and which that is. */
  other?: Interval & { id: string };
  /** How many times smaller perplexity is with the student's own model than with the best of the others, the base too. */
  rest: Interval;
  /** How many tokens the student's own read in training beside each of the others: 1 for as many. */
  trained: number;
  /** The same with memories as large, if the student's own has one: see `remembering`. */
  whole?: Remembering;
}

/** Somebody else's model beside the student's own, when each predicts with a neural cache of the text it learned. */
export interface Remembering {
  /** By somebody else's, of which `Attribution` tells whose. */
  other: Interval;
  /** How many times smaller perplexity is with the student's own. */
  rest: Interval;
}

/**
 * Compares, from the negative log-likelihoods [n] of the same held-out tokens: by the base, by the student's model, by
 * the one that learned random tokens and by those that learned somebody else's text.
 */
export function madeOf(nll: {
  base: Float32Array;
  own: Float32Array;
  random: Float32Array;
  others: readonly { id: string; nll: Float32Array }[];
}): Omit<Attribution, 'trained' | 'whole'> {
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
export function remembering(nll: Record<'base' | 'own' | 'other', Float32Array>): Remembering {
  return { other: fallInterval(nll.base, nll.other), rest: fallInterval(nll.other, nll.own) };
}

/** Whether the rest is surely more than nothing. */
export function isPersonal({ rest }: Pick<Attribution, 'rest'>): boolean {
  return (rest.low ?? rest.value) > 1;
}
