import { uniformInt } from 'pure-rand/distribution/uniformInt';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';
import type { Interval } from '../model/run';

/**
 * Neighbouring tokens are not independent: a strange name or a line of code makes some in a row hard to predict.
 * Blocks of this many tokens, about two sentences, nearly are. Measured on the samples: the interval of a fall is 1.0 to
 * 1.5 times as wide as if single tokens were drawn.
 */
const BLOCK = 32;
/** From fewer blocks than these an interval comes out far too narrow. */
const LEAST_BLOCKS = 8;
/** So many predicted tokens an interval needs. */
export const LEAST_PREDICTED = LEAST_BLOCKS * BLOCK;
const RESAMPLES = 1000;
/** Always the same resamples, so that the same measurement always has the same interval. */
const SEED = 1;

/**
 * How many times smaller perplexity became, e^mean(before - after), from the negative log-likelihoods [n] of the same
 * tokens by two models, in order. Paired: what is hard for both models cancels out.
 */
export function fallInterval(before: Float32Array, after: Float32Array): Interval {
  if (before.length !== after.length)
    throw new RangeError('Both models have to be measured on the same tokens.');
  return expMean(Float64Array.from(before, (nll, i) => nll - after[i]));
}

/** By which share perplexity rose: `rise` with its interval; see `fallInterval`. */
export function riseInterval(before: Float32Array, after: Float32Array): Interval {
  const { value, low, high } = fallInterval(after, before);
  return {
    value: value - 1,
    ...(low !== undefined && high !== undefined && { low: low - 1, high: high - 1 }),
  };
}

/** The perplexity that follows from the negative log-likelihoods of tokens, in nats: [count]. */
export function perplexityOf(tokenNll: Float32Array): number {
  return Math.exp(tokenNll.reduce((total, nll) => total + nll, 0) / tokenNll.length);
}

/** Perplexity, e^mean(tokenNll), of the negative log-likelihoods [n] of tokens in order. */
export function perplexityInterval(tokenNll: Float32Array): Interval {
  return expMean(Float64Array.from(tokenNll));
}

/**
 * e^mean(values) with the percentile interval of the bootstrap (Efron and Tibshirani 1993) over blocks (Künsch 1989),
 * which go around the end so that all values count alike (Politis and Romano 1992). It shows how much depends on which
 * stretch of text was held out, not what another seed or another training text would have brought.
 */
function expMean(values: Float64Array): Interval {
  const { length } = values;
  // sums[i] is the sum of the first i values of the text and, again, of its beginning.
  const sums = new Float64Array(length + BLOCK + 1);
  for (let i = 0; i < length + BLOCK; i++) sums[i + 1] = sums[i] + values[i % length];
  const mean = sums[length] / length;
  const value = Math.exp(mean);
  const blocks = Math.ceil(length / BLOCK);
  if (length < LEAST_PREDICTED || !Number.isFinite(mean)) return { value };

  const random = xoroshiro128plus(SEED);
  const means = new Float64Array(RESAMPLES);
  for (let r = 0; r < RESAMPLES; r++) {
    let sum = 0;
    for (let b = 0; b < blocks; b++) {
      const start = uniformInt(random, 0, length - 1);
      sum += sums[start + BLOCK] - sums[start];
    }
    means[r] = sum / (blocks * BLOCK);
  }
  means.sort();
  const outside = Math.floor(0.025 * RESAMPLES);
  return { value, low: Math.exp(means[outside]), high: Math.exp(means[RESAMPLES - 1 - outside]) };
}
