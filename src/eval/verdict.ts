import type { Change, Interval, Verdict } from '../model/run';

/**
 * The verdicts of bet 10 ("a specialist per person") and two names of ours for what it left unnamed.
 *
 * - STRICT: held-out personal perplexity falls more than 10 times, general rises less than 50%.
 * - LENIENT: it falls more than 2 times, general rises less than 100%.
 * - MODEST: it falls, up to 2 times, general rises less than 100%. What unseen text really brings.
 * - COSTLY: it falls, but general perplexity doubles or worse.
 * - CATASTROPHIC: it does not fall, or general perplexity grows more than 5 times.
 */
export function verdict(personal: Change, general: Change): Verdict {
  const fell = fall(personal);
  const rose = rise(general);
  // Written so that a number that is not finite is never good news.
  if (isUnchanged(personal) || !(rose <= CATASTROPHIC_GENERAL - 1)) return 'CATASTROPHIC';
  if (fell > STRICT.fall && rose < STRICT.rise) return 'STRICT';
  if (fell > LENIENT.fall && rose < LENIENT.rise) return 'LENIENT';
  return rose < LENIENT.rise ? 'MODEST' : 'COSTLY';
}

const STRICT = { fall: 10, rise: 0.5 };
const LENIENT = { fall: 2, rise: 1 };
const CATASTROPHIC_GENERAL = 5;
/**
 * A fall of less than half a percent counts as "unchanged": it is within the rounding of float16 adapters, and would be
 * shown as ×1.00.
 */
export const UNCHANGED_FALL = 1.005;

/** How many times smaller perplexity became: 1.12 means 12% more was expected before. */
export function fall({ before, after }: Change): number {
  return before / after;
}

/** By which share perplexity rose: 0.02 is +2%. */
export function rise({ before, after }: Change): number {
  return after / before - 1;
}

/** Whether perplexity did not fall, or by no more than means nothing. A number that is not finite did not fall. */
export function isUnchanged(change: Change): boolean {
  return !(fall(change) >= UNCHANGED_FALL);
}

/** Below this many held-out tokens the measurement itself is the first thing to doubt. */
const FEW_HELD_TOKENS = 500;
/** A fall above this has, in every case we know, come from held-out text that repeats the training text. */
const SUSPICIOUS_FALL = 4;

/** The one thing that most limits what the numbers say. */
export type Caveat = 'repeats' | 'few-tokens' | 'chance' | 'kind-of-text';

/**
 * Chooses the caveat to show. `repeats`: the fall is too large to be anything but repetition. `few-tokens`: the held-out
 * text is short, so chance plays a large part. `chance`: the `interval` of the fall reaches down to no fall at all.
 * `kind-of-text`: part of any fall is the model getting used to this kind of text rather than to this person (bets 60
 * and 61; `Attribution` says how much).
 */
export function caveat(personal: Change, heldTokens: number, interval?: Interval): Caveat {
  if (fall(personal) > SUSPICIOUS_FALL) return 'repeats';
  if (heldTokens < FEW_HELD_TOKENS) return 'few-tokens';
  return interval?.low !== undefined && interval.low <= 1 && !isUnchanged(personal)
    ? 'chance'
    : 'kind-of-text';
}
