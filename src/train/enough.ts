/** Held-out perplexity that has not fallen by this share has not fallen. On the sample diary the recipe's last 40 steps bring 1.1%. */
const LEAST_FALL = 0.005;
/** This many probes in a row without a fall are enough: one alone may be a bad moment. */
const PATIENCE = 2;

/**
 * Whether more steps no longer help: in the last two probes of a run the held-out perplexity, by steps in `held`, was no
 * lower than the lowest before them, which was lower than the base's. The numbers that follow are then as good as they
 * get, or were a moment ago.
 */
export function isEnough(held: ReadonlyMap<number, number>): boolean {
  const perplexities = [...held].sort(([a], [b]) => a - b).map(([, perplexity]) => perplexity);
  const before = perplexities.slice(0, -PATIENCE);
  if (before.length === 0) return false;
  // What has brought nothing yet may still.
  if (Math.min(...before) > perplexities[0] * (1 - LEAST_FALL)) return false;
  const goal = Math.min(...before) * (1 - LEAST_FALL);
  return perplexities.slice(-PATIENCE).every((perplexity) => perplexity > goal);
}
