import type { Votes } from './vote';

/**
 * When a neural cache is to speak: a small network that was learned once, on other people's texts, and comes with the app
 * (see models/memory-gate). Before each token it looks at what both votes say, at what the model says of the same, and at
 * how the votes have done so far in this text, and shares the prediction out between the model and the two votes.
 */
export class Gate {
  /** `inner` is [HIDDEN, FEATURES + 1], the bias last in each row; `outer` is [2, HIDDEN + 1], of the votes `alike` and `phrase`. */
  constructor(
    readonly inner: Float64Array,
    readonly outer: Float64Array,
  ) {
    if (inner.length !== HIDDEN * (FEATURES + 1) || outer.length !== 2 * (HIDDEN + 1))
      throw new RangeError(`a gate of ${inner.length} and ${outer.length} numbers`);
  }

  /** The shares of both votes, `alike` first, given `features` [FEATURES]: what is left to 1 is the model's. */
  shares(features: Float64Array): [number, number] {
    const [a, b] = this.outputs(features, new Float64Array(HIDDEN));
    // A softmax over three, of which the model's is always 0.
    const most = Math.max(0, a, b);
    const [x, y] = [Math.exp(a - most), Math.exp(b - most)];
    const sum = Math.exp(-most) + x + y;
    return [Math.max(LEAST_SHARE, x / sum), Math.max(LEAST_SHARE, y / sum)];
  }

  /** The two outputs before the softmax; leaves in `hidden` [HIDDEN] what the units between said. */
  outputs(features: Float64Array, hidden: Float64Array): [number, number] {
    const { inner, outer } = this;
    let [a, b] = [outer[HIDDEN], outer[2 * HIDDEN + 1]];
    for (let unit = 0, at = 0; unit < HIDDEN; unit++) {
      let sum = 0;
      for (let i = 0; i < FEATURES; i++) sum += inner[at++] * features[i];
      const said = Math.tanh(sum + inner[at++]);
      hidden[unit] = said;
      a += outer[unit] * said;
      b += outer[HIDDEN + 1 + unit] * said;
    }
    return [a, b];
  }
}

/** A gate never shuts altogether, so that shares can be divided by. */
const LEAST_SHARE = 1e-12;

/** Units between the features and the outputs. */
export const HIDDEN = 16;

/** How fast the running averages of `Advantages` forget. */
const RATES = [0.01, 0.05, 0.3];
/** Of the advantages of one token more is cut off, in nats. */
const MOST_ADVANTAGE = 4;
/** Added to probabilities before their logarithms are taken. */
const LITTLE = 1e-4;

/** How many numbers the gate looks at; see `featuresOf`. */
export const FEATURES = 3 + 2 * (4 + RATES.length);

/**
 * How well both votes have done so far in a text: running averages of their advantages, by how many nats each found the
 * token that came likelier than the model did.
 */
export class Advantages {
  readonly alike = new Float64Array(RATES.length);
  readonly phrase = new Float64Array(RATES.length);

  /** The token came to which the model alone gave `model`, and the votes `alike` and `phrase`. */
  learn(model: number, alike: number, phrase: number): void {
    learn(this.alike, advantage(alike, model));
    learn(this.phrase, advantage(phrase, model));
  }

  copy(): Advantages {
    const copy = new Advantages();
    copy.alike.set(this.alike);
    copy.phrase.set(this.phrase);
    return copy;
  }
}

function advantage(vote: number, model: number): number {
  const nats = Math.log((vote + LITTLE) / (model + LITTLE));
  return Math.min(MOST_ADVANTAGE, Math.max(-MOST_ADVANTAGE, nats));
}

function learn(averages: Float64Array, value: number): void {
  for (const [i, rate] of RATES.entries()) averages[i] += rate * (value - averages[i]);
}

/**
 * What the gate looks at before a token, [FEATURES]; `model` gives the probability that the model alone gives to a token:
 * - how alike the best place is in this text and in the student's own, as cosines (-1 where there is none), and ln(1 + the
 *   longest run of equal tokens);
 * - of each vote: the probability of its first token and what the model says of that same token, each with its logarithm,
 *   and the running averages of its advantage.
 */
export function featuresOf(
  votes: Votes,
  advantages: Advantages,
  model: (token: number) => number,
): Float64Array {
  const features = new Float64Array(FEATURES);
  const { best } = votes;
  features[0] = best[0] ?? -1;
  features[1] = best[1] ?? -1;
  features[2] = Math.log1p(votes.longest);
  let at = 3;
  for (const kind of ['alike', 'phrase'] as const) {
    const { first, confidence } = votes[kind];
    const same = first < 0 ? 0 : model(first);
    features[at++] = confidence;
    features[at++] = Math.log(confidence + LITTLE);
    features[at++] = same;
    features[at++] = Math.log(same + LITTLE);
    features.set(advantages[kind], at);
    at += RATES.length;
  }
  return features;
}
