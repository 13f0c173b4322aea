import { uniformInt } from 'pure-rand/distribution/uniformInt';
import { mersenne } from 'pure-rand/generator/mersenne';
import { BASE_CONFIG, END_OF_TEXT } from '../model/config';

/** `count` token ids, each as likely as the other, without the one that begins a text; the same for the same seed. */
export function randomTokens(count: number, seed: number): Int32Array {
  const random = mersenne(seed);
  return Int32Array.from({ length: count }, () => uniformInt(random, END_OF_TEXT + 1, BASE_CONFIG.vocab - 1));
}

/** The same tokens in another order (Fisher and Yates), the same for the same seed. */
export function shuffled(tokens: Int32Array, seed: number): Int32Array {
  const random = mersenne(seed);
  const mixed = tokens.slice();
  for (let i = mixed.length - 1; i > 0; i--) {
    const other = uniformInt(random, 0, i);
    [mixed[i], mixed[other]] = [mixed[other], mixed[i]];
  }
  return mixed;
}

/** Tokens in a row: about ten words, which two people do not both write by chance. */
const RUN = 16;
/** Rows of `RUN` that are found again for a text to be the same one; a quoted sentence is less. */
const SHARE = 0.1;

/** Whether a good part of the text `other` is in `text` word for word, both as token ids. */
export function overlaps(text: Int32Array, other: Int32Array): boolean {
  const known = new Set<string>();
  for (let i = 0; i + RUN <= other.length; i += RUN) known.add(other.subarray(i, i + RUN).join());
  const rows = known.size;
  for (let i = 0; i + RUN <= text.length; i++) known.delete(text.subarray(i, i + RUN).join());
  return rows - known.size > SHARE * rows;
}
