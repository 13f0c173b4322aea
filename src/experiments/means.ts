/** The mean of ratios: of falls, or of perplexities after by before. */
export function geometricMean(ratios: readonly number[]): number {
  return Math.exp(ratios.reduce((sum, ratio) => sum + Math.log(ratio), 0) / ratios.length);
}

/** The geometric mean of changes as shares: of +1% and +3%, nearly +2%. */
export function meanChange(shares: readonly number[]): number {
  return geometricMean(shares.map((share) => 1 + share)) - 1;
}

/** The arithmetic mean. */
export function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
