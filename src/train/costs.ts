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
 * On the processor, two threads, the shortest step of 128, 256 and 512 tokens takes: norm-only 0.21, 0.43 and 0.84 s, LoRA
 * 0.27, 0.49 and 0.90 s, full 0.98, 1.36 and 1.97 s. LoRA's many small products take a time of their own. In full
 * fine-tuning the arithmetic of the products is half as much again; besides, each step moves 38 million weights and
 * gradients to the graph and back and takes AdamW through them, whatever the number of tokens.
 *
 * On graphics processors (emulated ones: no other was at hand) a step of 512 tokens by llvmpipe takes 3.4 s norm-only,
 * 3.4 to 3.8 s with LoRA and 7.6 to 8.9 s in full; one of 64 tokens by SwiftShader 1.35 s norm-only and 3.0 s in full.
 * So nothing there depends on the number of steps alone.
 */
const STEPS: Record<EngineName, Record<Method, StepCost>> = {
  cpu: {
    norm: { perToken: 1, perStep: 0 },
    lora: { perToken: 1, perStep: 40 },
    full: { perToken: 1.5, perStep: 400 },
  },
  webgpu: {
    norm: { perToken: 1, perStep: 0 },
    lora: { perToken: 1.05, perStep: 0 },
    full: { perToken: 2.4, perStep: 0 },
  },
};

/** To open an engine, in norm-only tokens: 1.4 to 1.9 s on the processor. Plans have the machine's own time instead. */
export const OPENING = 1000;

/**
 * What a run takes once besides, in norm-only tokens: a larger engine, the known-answer test of its method, and handing over
 * what was learned. On the processor 0.4 s norm-only, which is not counted, 1.7 to 2 s with LoRA and 6 s in full.
 */
export const ONCE: Record<Method, number> = { norm: 0, lora: 1000, full: 3500 };

/** Forward alone: 0.50 to 0.54 on the processor, for a held-out text in whole contexts. */
export const FORWARD = 0.5;

/** A token by the evaluator, which works on the processor, where the processor trains too. */
export const EVALUATOR = 0.6;

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
