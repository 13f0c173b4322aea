import { uniformNumbers } from '../text/counting/draw';
import { FEATURES, Gate, HIDDEN } from './gate';

/** What a gate learns from: a row for each token that was read. */
export interface Samples {
  /** What the gate looks at before the token, [n, FEATURES]. */
  features: Float32Array;
  /** The probabilities that the model, the vote `alike` and the vote `phrase` gave to the token that came, [n, 3]. */
  chances: Float32Array;
}

/** Samples, and how much each of them counts. */
export interface Weighted {
  samples: Samples;
  weight: number;
}

export interface GateRecipe {
  /** How often all samples are gone through, in an order that is drawn anew each time. */
  passes: number;
  /** Samples of one step. */
  batch: number;
  /** Of the first step; it falls linearly to 0. */
  rate: number;
  seed: number;
}

export const GATE_RECIPE: GateRecipe = { passes: 12, batch: 1024, rate: 4e-3, seed: 1 };

const PER_UNIT = FEATURES + 1;
const INNER = HIDDEN * PER_UNIT;
const OUTER = 2 * (HIDDEN + 1);
/** Before anything is learned each vote has a seventh or so of what the model has. */
const FIRST_SHARE = -2;
const ADAM = { beta1: 0.9, beta2: 0.999, eps: 1e-8 };
const SMALLEST = 1e-12;

/**
 * Learns a gate by gradient descent (Adam) on the mean loss of the mixture, in nats per token: the model's share is
 * 1 / (1 + e^a + e^b), the votes' e^a and e^b times that. Features are standardised while it learns.
 */
export function learnGate(sets: readonly Weighted[], recipe: GateRecipe = GATE_RECIPE): Gate {
  const { mean, deviation } = momentsOf(sets);
  const rows = sets.flatMap(({ samples }, set) =>
    Array.from({ length: lengthOf(samples) }, (_, row) => [set, row] as const),
  );
  const draw = uniformNumbers(recipe.seed);
  const numbers = new Float64Array(INNER + OUTER);
  const bound = 1 / Math.sqrt(FEATURES);
  for (let i = 0; i < INNER; i++) numbers[i] = bound * (2 * draw() - 1);
  numbers[INNER + HIDDEN] = numbers[INNER + 2 * HIDDEN + 1] = FIRST_SHARE;
  const gate = gateOf(numbers);
  const [first, second] = [new Float64Array(numbers.length), new Float64Array(numbers.length)];
  const gradient = new Float64Array(numbers.length);
  const x = new Float64Array(FEATURES);
  const steps = recipe.passes * Math.ceil(rows.length / recipe.batch);
  let step = 0;
  for (let pass = 0; pass < recipe.passes; pass++) {
    shuffle(rows, draw);
    for (let at = 0; at < rows.length; at += recipe.batch) {
      gradient.fill(0);
      let weights = 0;
      for (let i = at; i < Math.min(at + recipe.batch, rows.length); i++) {
        const [set, row] = rows[i];
        const { samples, weight } = sets[set];
        for (let f = 0; f < FEATURES; f++)
          x[f] = (samples.features[row * FEATURES + f] - mean[f]) / deviation[f];
        addGradient(gate, x, samples.chances, 3 * row, weight, gradient);
        weights += weight;
      }
      step++;
      const rate = recipe.rate * (1 - (step - 1) / steps);
      for (let i = 0; i < numbers.length; i++) {
        const g = gradient[i] / weights;
        first[i] += (1 - ADAM.beta1) * (g - first[i]);
        second[i] += (1 - ADAM.beta2) * (g * g - second[i]);
        const corrected = Math.sqrt(second[i] / (1 - ADAM.beta2 ** step)) + ADAM.eps;
        numbers[i] -= (rate * first[i]) / (1 - ADAM.beta1 ** step) / corrected;
      }
    }
  }
  return unstandardised(gate, mean, deviation);
}

/** A gate whose numbers are those of `numbers` [INNER + OUTER], and change with them. */
export function gateOf(numbers: Float64Array): Gate {
  return new Gate(numbers.subarray(0, INNER), numbers.subarray(INNER));
}

const hidden = new Float64Array(HIDDEN);

/**
 * Adds to `gradient` [INNER + OUTER] that of the loss at one token, times `weight`; `chances` [3] from `at` on are as in
 * `Samples`. Returns the loss, in nats.
 */
export function addGradient(
  gate: Gate,
  features: Float64Array,
  chances: ArrayLike<number>,
  at: number,
  weight: number,
  gradient: Float64Array,
): number {
  const [a, b] = gate.outputs(features, hidden);
  const most = Math.max(0, a, b);
  const [u, v, w] = [Math.exp(-most), Math.exp(a - most), Math.exp(b - most)];
  const sum = u + v + w;
  const mixed = Math.max(SMALLEST, (u * chances[at] + v * chances[at + 1] + w * chances[at + 2]) / sum);
  // d loss / d output = share * (1 - chance / mixed)
  const toAlike = (weight * v * (1 - chances[at + 1] / mixed)) / sum;
  const toPhrase = (weight * w * (1 - chances[at + 2] / mixed)) / sum;
  const { outer } = gate;
  const phrase = HIDDEN + 1;
  for (let unit = 0; unit < HIDDEN; unit++) {
    const said = hidden[unit];
    gradient[INNER + unit] += toAlike * said;
    gradient[INNER + phrase + unit] += toPhrase * said;
    const back = (toAlike * outer[unit] + toPhrase * outer[phrase + unit]) * (1 - said * said);
    const row = unit * PER_UNIT;
    for (let i = 0; i < FEATURES; i++) gradient[row + i] += back * features[i];
    gradient[row + FEATURES] += back;
  }
  gradient[INNER + HIDDEN] += toAlike;
  gradient[INNER + phrase + HIDDEN] += toPhrase;
  return -Math.log(mixed);
}

export function lengthOf({ chances }: Samples): number {
  return chances.length / 3;
}

/** The mean and the standard deviation of each feature. */
function momentsOf(sets: readonly Weighted[]) {
  const [mean, square] = [new Float64Array(FEATURES), new Float64Array(FEATURES)];
  let count = 0;
  for (const { samples } of sets) {
    for (let i = 0; i < samples.features.length; i++) {
      mean[i % FEATURES] += samples.features[i];
      square[i % FEATURES] += samples.features[i] ** 2;
    }
    count += lengthOf(samples);
  }
  const deviation = square.map((sum, f) => {
    mean[f] /= count;
    return Math.sqrt(Math.max(0, sum / count - mean[f] ** 2)) + 1e-6;
  });
  return { mean, deviation };
}

/** The gate that says of features as they are what `gate` says of standardised ones. */
function unstandardised(gate: Gate, mean: Float64Array, deviation: Float64Array): Gate {
  const inner = gate.inner.slice();
  for (let row = 0; row < INNER; row += PER_UNIT)
    for (let f = 0; f < FEATURES; f++) {
      inner[row + f] /= deviation[f];
      inner[row + FEATURES] -= inner[row + f] * mean[f];
    }
  return new Gate(inner, gate.outer.slice());
}

/** Fisher and Yates. */
function shuffle<T>(values: T[], draw: () => number): void {
  for (let i = values.length - 1; i > 0; i--) {
    const other = Math.floor(draw() * (i + 1));
    [values[i], values[other]] = [values[other], values[i]];
  }
}
