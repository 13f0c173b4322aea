import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';
import { EvaluationError } from './error';
import type { SamplingOptions } from './options';

/** Chooses tokens one after the other: penalties, temperature, top-p, in the order of Hugging Face's generate; then min-p. */
export class Sampler {
  private readonly random;

  /** `goesOn` says of a token whether it goes on with the word before it: the guard against loops cuts no word. */
  constructor(
    private readonly options: SamplingOptions,
    private readonly goesOn: (id: number) => boolean = () => false,
  ) {
    const { temperature, topP, minP = 0, repetitionPenalty, loopPenalty = 0 } = options;
    if (
      !(
        temperature >= 0 &&
        topP > 0 &&
        topP <= 1 &&
        minP >= 0 &&
        minP <= 1 &&
        repetitionPenalty > 0 &&
        loopPenalty >= 0
      )
    )
      throw new EvaluationError('sampling');
    this.random = xoroshiro128plus(options.seed);
  }

  /** The next token, given the logits [vocab] and the tokens `seen` so far, in order. */
  next(logits: Float32Array, seen: readonly number[]): number {
    const { temperature, topP, minP = 0, repetitionPenalty, loopPenalty = 0 } = this.options;
    const penalised = penaliseRepetition(logits, seen, repetitionPenalty);
    if (loopPenalty > 0) penaliseLoops(penalised, seen, loopPenalty, this.goesOn);
    if (temperature === 0) return argmax(penalised);
    const { ids, probabilities } = nucleus(softmax(penalised, temperature), topP, minP);
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

/** Tokens in a row that may come again, and how much more each further one is held against the token that would follow. */
const FREE_RUN = 3;
const LOOP_GROWTH = 1.75;
/** Longer runs than this weigh no more. */
const LONGEST_RUN = 50;

/**
 * A guard against loops, in place: where the last tokens of `seen` have stood there before, three or more in a row, the
 * token that followed them then loses `penalty`, and 1.75 times as much for each further one. Tokens for which `goesOn`
 * holds lose nothing: so a name of many tokens can be written as often as it is needed, and only what comes after it
 * must differ.
 *
 * Source: DRY ("don't repeat yourself"), https://github.com/oobabooga/text-generation-webui/pull/5677
 */
export function penaliseLoops(
  logits: Float32Array,
  seen: readonly number[],
  penalty: number,
  goesOn: (id: number) => boolean,
): void {
  const runs = new Map<number, number>();
  for (let at = 1; at < seen.length; at++) {
    let run = 0;
    while (run < Math.min(at, LONGEST_RUN) && seen[at - 1 - run] === seen[seen.length - 1 - run]) run++;
    if (run >= FREE_RUN && run > (runs.get(seen[at]) ?? 0)) runs.set(seen[at], run);
  }
  for (const [id, run] of runs) if (!goesOn(id)) logits[id] -= penalty * LOOP_GROWTH ** (run - FREE_RUN);
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
 * The nucleus (Holtzman et al. 2020): the smallest set of likeliest tokens whose probabilities reach `topP`, with the
 * probabilities they had; and of them those that have at least `minP` times the probability of the likeliest (Nguyen et
 * al. 2024), which is always among them. Among equals the lower id comes first.
 */
export function nucleus(probabilities: Float64Array, topP: number, minP = 0): Nucleus {
  // Tokens below 1 - topP divided among all weigh less than that all together, so the nucleus is above it. Those that
  // min-p leaves out are never sorted: to sort a whole vocabulary takes longer than the model for a token.
  const largest = probabilities.reduce((most, probability) => Math.max(most, probability), 0);
  const least = Math.max((1 - topP) / probabilities.length, minP * largest);
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
