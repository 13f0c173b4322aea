import { END_OF_TEXT } from '../model/config';
import { joined } from '../text/joined';

/** A stretch of so many tokens that are the same is no chance: it is the same text. */
const SAME = 8;

/** `tokens` without the stretches of 8 or more that are in `others` as well; what is left around one is no longer one text. */
export function withoutShared(tokens: Int32Array, others: Int32Array): Int32Array {
  const stretchAt = (ids: Int32Array, at: number) => ids.subarray(at, at + SAME).join();
  const known = new Set<string>();
  for (let at = 0; at + SAME <= others.length; at++) known.add(stretchAt(others, at));
  const isShared = new Uint8Array(tokens.length);
  for (let at = 0; at + SAME <= tokens.length; at++)
    if (known.has(stretchAt(tokens, at))) isShared.fill(1, at, at + SAME);
  return leftOf(tokens, isShared);
}

/** `tokens` without those that are cut; what is left around a cut is no longer one text. */
export function leftOf(tokens: Int32Array, isCut: Uint8Array): Int32Array<ArrayBuffer> {
  const left: number[] = [];
  const isAfterText = () => left.length > 0 && left.at(-1) !== END_OF_TEXT;
  tokens.forEach((id, i) => {
    if (isCut[i]) return;
    if (isCut[i - 1] && id !== END_OF_TEXT && isAfterText()) left.push(END_OF_TEXT);
    if (id !== END_OF_TEXT || left.length === 0 || isAfterText()) left.push(id);
  });
  return Int32Array.from(left);
}

/**
 * The tokens for the neural cache of a model that continues `present`: those of the cache it was kept with, and of texts
 * that were learned since; undefined where there are not enough for a cache. None twice, and none of `present`: a cache that
 * holds the text which is being read predicts it perfectly, and is then trusted far too much where it goes on.
 */
export function memoryBeside(
  kept: Int32Array | undefined,
  learned: Int32Array,
  present = new Int32Array(0),
): Int32Array | undefined {
  const before = kept ?? new Int32Array(0);
  const memory = withoutShared(joined([before, withoutShared(learned, before)]), present);
  return memory.length > 1 ? memory : undefined;
}
