import type { Chances } from '../../eval/explain';

/** A chance as counts out of a round number, and its parts, which add up to the `total`. */
export interface Parts {
  of: number;
  base: number;
  /** What training and the memory add; below 0 where they take away. */
  training: number;
  memory: number;
  total: number;
}

/** Of two chances at least this count is wanted of the larger one. */
const LEAST = 2;

/** The chance of a word in parts that add up: what the base gives, what training changes of it, and what the memory does. */
export function partsOf({ base, trained, own }: Chances): Parts {
  const most = Math.max(base, trained, own);
  const of = [100, 10_000].find((round) => round * most >= LEAST) ?? 1_000_000;
  const [first, second, total] = [base, trained, own].map((chance) => Math.round(of * chance));
  return { of, base: first, training: second - first, memory: total - second, total };
}
