import type { Numbers } from './product';

/** Expert and weight of each assignment, [tokens, topK]. */
export interface Choice {
  chosen: number[];
  weights: number[];
}

/** scores [tokens, experts] -> the topK largest (ties to the lower index), weighted p_e / sum of the chosen p. */
export function choose(scores: Numbers, experts: number, topK: number): Choice {
  const chosen: number[] = [];
  const weights: number[] = [];
  for (let token = 0; token < scores.length / experts; token++) {
    const row = Array.from({ length: experts }, (_, e) => scores[token * experts + e]);
    const total = row.reduce((sum, score) => sum + Math.exp(score), 0);
    const p = row.map((score) => Math.exp(score) / total);
    const best = row
      .map((_, e) => e)
      .sort((a, b) => row[b] - row[a] || a - b)
      .slice(0, topK);
    const sum = best.reduce((s, e) => s + p[e], 0);
    chosen.push(...best);
    weights.push(...best.map((e) => p[e] / sum));
  }
  return { chosen, weights };
}

/** The gradients of the chosen scores from those of the weights, both [tokens, topK]. */
export function backwardWeights(weights: Numbers, dWeights: Numbers, topK: number): Float64Array {
  const dScores = new Float64Array(weights.length);
  for (let i = 0; i < weights.length; i++) {
    const first = i - (i % topK);
    let mean = 0;
    for (let j = first; j < first + topK; j++) mean += weights[j] * dWeights[j];
    dScores[i] = weights[i] * (dWeights[i] - mean);
  }
  return dScores;
}

/** The gradient of the router's weights [experts, width] from those of the chosen scores. */
export function backwardRouter(
  x: Numbers,
  dScores: Numbers,
  chosen: Numbers,
  sizes: { experts: number; topK: number; width: number },
): Float64Array {
  const { experts, topK, width } = sizes;
  const dRouter = new Float64Array(experts * width);
  for (let i = 0; i < chosen.length; i++)
    for (let j = 0; j < width; j++)
      dRouter[chosen[i] * width + j] += dScores[i] * x[Math.floor(i / topK) * width + j];
  return dRouter;
}
