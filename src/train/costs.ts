import type { EngineName, Method } from '../model/run';

/**
 * What an engine's work takes, as a multiple of what a norm-only step takes per token on the same machine: the one place
 * for these numbers. `npm run bench -- --part processor` measures them again on the processor, and `--part job` shows
 * whether a promise made of them holds.
 */

/** A step of a method takes `perToken` for each of its tokens and `perStep` whatever its size, in norm-only tokens. */
interface StepCost {
  perToken: number;
  perStep: number;
}

/**
 * On the processor, two threads, the shortest step of 128, 256 and 512 tokens takes: norm-only 0.12, 0.24 and 0.47 s, LoRA
 * 0.14, 0.23 to 0.29 and 0.45 to 0.53 s, full 0.21, 0.39 and 0.71 s. In full fine-tuning the arithmetic of the products is
 * half as much again, and AdamW goes through 38 million weights whatever the number of tokens. Its steps are 1.1 to 1.9
 * times as long as the shortest in a run that also reads and writes its 450 MB for checkpoints.
 *
 * On graphics processors (emulated ones: no other was at hand) a step of 512 tokens by llvmpipe takes 3.4 s norm-only,
 * 3.4 to 3.8 s with LoRA and 7.6 to 8.9 s in full; one of 64 tokens by SwiftShader 1.35 s norm-only and 3.0 s in full.
 * So nothing there depends on the number of steps alone.
 */
const STEPS: Record<EngineName, Record<Method, StepCost>> = {
  cpu: {
    norm: { perToken: 1, perStep: 0 },
    lora: { perToken: 1.05, perStep: 20 },
    full: { perToken: 1.6, perStep: 150 },
  },
  webgpu: {
    norm: { perToken: 1, perStep: 0 },
    lora: { perToken: 1.05, perStep: 0 },
    full: { perToken: 2.4, perStep: 0 },
  },
};

/** To open an engine, in norm-only tokens: 0.2 s on the processor. Plans have the machine's own time instead. */
export const OPENING = 200;

/**
 * What a run takes once besides, in norm-only tokens: a larger engine, the known-answer test of its method, and handing over
 * what was learned. On the processor 0.2 s norm-only, which is not counted, 0.4 s with LoRA and 3 s in full.
 */
export const ONCE: Record<Method, number> = { norm: 0, lora: 500, full: 3500 };

/** Forward alone: 0.48 to 0.54 on the processor, for a held-out text in whole contexts. */
export const FORWARD = 0.5;

/** A token by the evaluator, which works on the processor too and by another program: 1 ms beside 0.92 ms. */
export const EVALUATOR = 1.1;

/** The evaluator with a neural cache beside without one, with 3,000 tokens in it. */
export const WITH_CACHE = 1.2;

/** How long a token of a method's step takes beside norm-only, but for what each step takes whatever its size. */
export function tokenCost(engine: EngineName, method: Method): number {
  return STEPS[engine][method].perToken;
}

/** As how many of a method's own tokens a step of `tokens` tokens counts. */
export function stepTokens(engine: EngineName, method: Method, tokens: number): number {
  const { perToken, perStep } = STEPS[engine][method];
  return tokens + perStep / perToken;
}
