import type { Numbers } from './product';

/** qkv is [rows * length, 3 width]: queries, keys and values side by side, each with its heads side by side. */
export interface AttentionSizes {
  rows: number;
  length: number;
  width: number;
  heads: number;
}

/** out [rows * length, width]: causal softmax attention. */
export function forward(qkv: Numbers, sizes: AttentionSizes): Float64Array {
  const { width } = sizes;
  const out = new Float64Array((qkv.length / 3) | 0);
  eachQuery(qkv, sizes, (query, keys, p, head) => {
    for (const j of head)
      keys.forEach((key, s) => {
        out[query * width + j] += p[s] * qkv[key * 3 * width + 2 * width + j];
      });
  });
  return out;
}

/** dQkv from dOut [rows * length, width]. */
export function backward(qkv: Numbers, dOut: Numbers, sizes: AttentionSizes): Float64Array {
  const { width, heads } = sizes;
  const scale = 1 / Math.sqrt(width / heads);
  const dQkv = new Float64Array(qkv.length);
  eachQuery(qkv, sizes, (query, keys, p, head) => {
    const dP = keys.map((key) => {
      let sum = 0;
      for (const j of head) sum += dOut[query * width + j] * qkv[key * 3 * width + 2 * width + j];
      return sum;
    });
    const mean = dP.reduce((sum, value, s) => sum + p[s] * value, 0);
    keys.forEach((key, s) => {
      const dS = scale * p[s] * (dP[s] - mean);
      for (const j of head) {
        dQkv[query * 3 * width + j] += dS * qkv[key * 3 * width + width + j];
        dQkv[key * 3 * width + width + j] += dS * qkv[query * 3 * width + j];
        dQkv[key * 3 * width + 2 * width + j] += p[s] * dOut[query * width + j];
      }
    });
  });
  return dQkv;
}

/** For each query of each head: the tokens it sees, their probabilities and the head's columns. */
function eachQuery(
  qkv: Numbers,
  { rows, length, width, heads }: AttentionSizes,
  visit: (query: number, keys: number[], probabilities: number[], head: number[]) => void,
): void {
  const size = width / heads;
  for (let row = 0; row < rows; row++)
    for (let h = 0; h < heads; h++)
      for (let t = 0; t < length; t++) {
        const head = Array.from({ length: size }, (_, j) => h * size + j);
        const keys = Array.from({ length: t + 1 }, (_, s) => row * length + s);
        const query = row * length + t;
        const scores = keys.map((key) => {
          let dot = 0;
          for (const j of head) dot += qkv[query * 3 * width + j] * qkv[key * 3 * width + width + j];
          return dot / Math.sqrt(size);
        });
        const largest = Math.max(...scores);
        const powers = scores.map((score) => Math.exp(score - largest));
        const sum = powers.reduce((a, b) => a + b, 0);
        visit(
          query,
          keys,
          powers.map((power) => power / sum),
          head,
        );
      }
}
