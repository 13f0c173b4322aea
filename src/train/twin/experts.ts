import type { Numbers } from './product';
import type { Choice } from './router';

/** One layer's experts: w13 [experts, 2 hidden, width] (w1 above w3), w2 [experts, width, hidden]. */
export interface Experts {
  w13: Numbers;
  w2: Numbers;
  width: number;
  hidden: number;
  topK: number;
}

/** out [tokens, width] = x + sum over each token's experts of weight * w2 (silu(w1 b) * w3 b). */
export function forward(x: Numbers, b: Numbers, { chosen, weights }: Choice, sizes: Experts): Float64Array {
  const { w2, width, hidden, topK } = sizes;
  const out = Float64Array.from(x);
  chosen.forEach((expert, i) => {
    const token = Math.floor(i / topK);
    const { act } = hiddenLayer(b, token, expert, sizes);
    for (let o = 0; o < width; o++)
      for (let j = 0; j < hidden; j++)
        out[token * width + o] += weights[i] * w2[(expert * width + o) * hidden + j] * act[j];
  });
  return out;
}

/** The gradients of everything that `forward` reads but x, whose gradient is dOut itself. */
export function backward(b: Numbers, dOut: Numbers, { chosen, weights }: Choice, sizes: Experts) {
  const { w13, w2, width, hidden, topK } = sizes;
  const db = new Float64Array(b.length);
  const dWeights = new Float64Array(weights.length);
  const dW13 = new Float64Array(w13.length);
  const dW2 = new Float64Array(w2.length);
  chosen.forEach((expert, i) => {
    const token = Math.floor(i / topK);
    const { h1, h3, act } = hiddenLayer(b, token, expert, sizes);
    for (let j = 0; j < hidden; j++) {
      let u = 0;
      for (let o = 0; o < width; o++) {
        const at = (expert * width + o) * hidden + j;
        u += w2[at] * dOut[token * width + o];
        dW2[at] += weights[i] * dOut[token * width + o] * act[j];
      }
      dWeights[i] += act[j] * u;
      const s = sigmoid(h1[j]);
      const dh1 = weights[i] * u * h3[j] * s * (1 + h1[j] * (1 - s));
      const dh3 = weights[i] * u * h1[j] * s;
      for (let p = 0; p < width; p++) {
        const at1 = (expert * 2 * hidden + j) * width + p;
        const at3 = at1 + hidden * width;
        dW13[at1] += dh1 * b[token * width + p];
        dW13[at3] += dh3 * b[token * width + p];
        db[token * width + p] += dh1 * w13[at1] + dh3 * w13[at3];
      }
    }
  });
  return { db, dWeights, dW13, dW2 };
}

function hiddenLayer(b: Numbers, token: number, expert: number, { w13, width, hidden }: Experts) {
  const rows = Array.from({ length: 2 * hidden }, (_, r) => {
    let sum = 0;
    for (let p = 0; p < width; p++) sum += w13[(expert * 2 * hidden + r) * width + p] * b[token * width + p];
    return sum;
  });
  const h1 = rows.slice(0, hidden);
  const h3 = rows.slice(hidden);
  return { h1, h3, act: h1.map((z, j) => z * sigmoid(z) * h3[j]) };
}

function sigmoid(z: number): number {
  return 1 / (1 + Math.exp(-z));
}
