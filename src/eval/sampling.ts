import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';
import { EvaluationError } from './error';
import type { SamplingOptions } from './options';

/** Chooses tokens one after the other: penalty, temperature, top-p, in the order of Hugging Face's generate. */
export class Sampler {
  private readonly random;

  constructor(private readonly options: SamplingOptions) {
    if (!(options.temperature >= 0 && options.topP > 0 && options.topP <= 1 && options.repetitionPenalty > 0))
      throw new EvaluationError('sampling');
    this.random = xoroshiro128plus(options.seed);
  }

  /** The next token, given the logits [vocab] and the tokens `seen` so far. */
  next(logits: Float32Array, seen: Iterable<number>): number {
    const { temperature, topP, repetitionPenalty } = this.options;
    const penalised = penaliseRepetition(logits, seen, repetitionPenalty);
    if (temperature === 0) return argmax(penalised);
    const { ids, probabilities } = nucleus(softmax(penalised, temperature), topP);
    return draw(ids, probabilities, uniformFloat64(this.random));
  }
}

/**
 * The repetition penalty of CTRL (Keskar et al. 2019): the logit of each token in `seen` is divided by
 * `penalty` if it is positive and multiplied if it is negative, once however often the token was seen.
 */
export function penaliseRepetition(
  logits: Float32Array,
  seen: Iterable<number>,
  penalty: number,
): Float32Array {
  const out = logits.slice();
  for (const id of seen) out[id] = logits[id] > 0 ? logits[id] / penalty : logits[id] * penalty;
  return out;
}

/** The index of the largest value; the first among equals. */
export function argmax(values: Float32Array): number {
  let best = 0;
  for (let i = 1; i < values.length; i++) if (values[i] > values[best]) best = i;
  return best;
}

/** softmax(logits / temperature), in float64. */
export function softmax(logits: Float32Array, temperature: number): Float64Array {
  const largest = logits[argmax(logits)];
  const out = new Float64Array(logits.length);
  let sum = 0;
  for (let i = 0; i < out.length; i++) sum += out[i] = Math.exp((logits[i] - largest) / temperature);
  for (let i = 0; i < out.length; i++) out[i] /= sum;
  return out;
}

/** Tokens and their probabilities, likeliest first. */
export interface Nucleus {
  ids: number[];
  probabilities: number[];
}

/**
 * The nucleus (Holtzman et al. 2020): the smallest set of likeliest tokens whose probabilities reach
 * `topP`, with the probabilities they had. Among equals the lower id comes first.
 */
export function nucleus(probabilities: Float64Array, topP: number): Nucleus {
  // Tokens below this probability weigh less than 1 - topP all together, so the nucleus is above it.
  const least = (1 - topP) / probabilities.length;
  const candidates: number[] = [];
  for (let id = 0; id < probabilities.length; id++) if (probabilities[id] >= least) candidates.push(id);
  candidates.sort((a, b) => probabilities[b] - probabilities[a] || a - b);
  let mass = 0;
  let size = 0;
  while (size < candidates.length && mass < topP) mass += probabilities[candidates[size++]];
  const ids = candidates.slice(0, Math.max(1, size));
  return { ids, probabilities: ids.map((id) => probabilities[id]) };
}

/** One of `ids`, in proportion to `weights`, by a `uniform` number in [0, 1). */
function draw(ids: readonly number[], weights: readonly number[], uniform: number): number {
  let left = uniform * weights.reduce((total, weight) => total + weight, 0);
  for (let i = 0; i < ids.length; i++) {
    left -= weights[i];
    if (left < 0) return ids[i];
  }
  return ids[ids.length - 1];
}
