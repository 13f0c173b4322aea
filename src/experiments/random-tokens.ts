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
