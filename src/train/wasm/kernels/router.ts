import { exp1 } from './simd';
import { next } from './threads';

/** Tokens of one task. */
const CHUNK: i32 = 64;

/**
 * Each token's `topK` best of its `scores` [tokens, experts], best first, the lower index among equals: `chosen`
 * [tokens, topK], and their softmax, `weights` [tokens, topK].
 */
export function route(
  scores: usize,
  chosen: usize,
  weights: usize,
  tokens: i32,
  experts: i32,
  topK: i32,
): void {
  for (let from = next() * CHUNK; from < tokens; from = next() * CHUNK)
    for (let t = from; t < min(from + CHUNK, tokens); t++)
      choose(
        scores + ((<usize>(t * experts)) << 2),
        chosen + ((<usize>(t * topK)) << 2),
        weights + ((<usize>(t * topK)) << 2),
        experts,
        topK,
      );
}

function choose(scores: usize, chosen: usize, weights: usize, experts: i32, topK: i32): void {
  let sum: f32 = 0;
  let best: f32 = 0;
  for (let i = 0; i < topK; i++) {
    let winner = -1;
    for (let e = 0; e < experts; e++)
      if (!has(chosen, i, e) && (winner < 0 || scoreOf(scores, e) > scoreOf(scores, winner))) winner = e;
    store<i32>(chosen + ((<usize>i) << 2), winner);
    const score = scoreOf(scores, winner);
    if (i == 0) best = score;
    const power = exp1(score - best);
    store<f32>(weights + ((<usize>i) << 2), power);
    sum += power;
  }
  for (let i: usize = 0; i < (<usize>topK) << 2; i += 4) store<f32>(weights + i, load<f32>(weights + i) / sum);
}

function has(chosen: usize, count: i32, expert: i32): bool {
  for (let i = 0; i < count; i++) if (load<i32>(chosen + ((<usize>i) << 2)) == expert) return true;
  return false;
}

// @ts-ignore: decorator
@inline
function scoreOf(scores: usize, expert: i32): f32 {
  return load<f32>(scores + ((<usize>expert) << 2));
}

/** dScores [tokens, experts] from dWeights [tokens, topK]: what was not chosen has no gradient. */
export function routeBackward(
  chosen: usize,
  weights: usize,
  dWeights: usize,
  dScores: usize,
  tokens: i32,
  experts: i32,
  topK: i32,
): void {
  for (let from = next() * CHUNK; from < tokens; from = next() * CHUNK)
    for (let t = from; t < min(from + CHUNK, tokens); t++) {
      const own = dScores + ((<usize>(t * experts)) << 2);
      memory.fill(own, 0, (<usize>experts) << 2);
      const first = (<usize>(t * topK)) << 2;
      const end = first + ((<usize>topK) << 2);
      let mean: f32 = 0;
      for (let i = first; i < end; i += 4) mean += load<f32>(weights + i) * load<f32>(dWeights + i);
      for (let i = first; i < end; i += 4) {
        const expert = <usize>load<i32>(chosen + i);
        store<f32>(own + (expert << 2), load<f32>(weights + i) * (load<f32>(dWeights + i) - mean));
      }
    }
}
