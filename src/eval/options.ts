import file from '../../models/fractalmoe-30m/generation_config.json';

/** How the next token is chosen. */
export interface SamplingOptions {
  /** Divides the logits: below 1 bolder choices become rarer; 0 always takes the likeliest token. */
  temperature: number;
  /** Only the smallest set of likeliest tokens that together reach this probability is chosen from. */
  topP: number;
  /** Only tokens with at least this share of the likeliest one's probability are chosen from; none is left out by 0. */
  minP?: number;
  /** Weakens tokens that have been seen already; 1 leaves them as they are. */
  repetitionPenalty: number;
  /** How much a token loses that would repeat three tokens in a row or more, in nats; more for longer runs. 0 is none. */
  loopPenalty?: number;
  /** The same seed, model and prompt give the same text. */
  seed: number;
}

/** How a text is written. */
export interface GenerateOptions extends SamplingOptions {
  /** At most this many tokens. */
  maxTokens: number;
  /** How much of its usual say a neural cache has: 1 is all of it, which is also what it has if nothing is said. */
  memoryShare?: number;
}

/**
 * How both models write unless asked otherwise. Chosen on one author, so that a judge takes the own model's texts for the
 * author's, little is copied and no text turns in circles: `src/experiments/README.md` has the table, and where it falls short.
 */
export const DEFAULT_GENERATION: GenerateOptions = {
  temperature: 0.7,
  topP: 1,
  minP: 0.1,
  repetitionPenalty: 1,
  loopPenalty: 1,
  memoryShare: 0.5,
  maxTokens: file.max_new_tokens,
  seed: 1,
};

/** Temperatures from careful to daring; the one in the middle is the usual one. */
export const DARING = [0.3, 0.5, DEFAULT_GENERATION.temperature, 0.9, 1.2] as const;

/** Which of `DARING` a temperature is nearest to. */
export function levelOf(temperature: number): number {
  const distances = DARING.map((one) => Math.abs(one - temperature));
  return distances.indexOf(Math.min(...distances));
}
