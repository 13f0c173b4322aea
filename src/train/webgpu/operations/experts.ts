import type { ModelConfig } from '../../../model/config';
import type { View } from '../buffers';
import { elementwise, type Operation, type Step, spread } from '../program';
import { capacity, type Routing } from './grouping';
import {
  type Adapted,
  adapt,
  adaptBackwardFactors,
  adaptBackwardInput,
  type Factors,
  type LoraScratch,
} from './lora';
import { type Matrix, product } from './product';

/**
 * The weights, or gradients, of one layer's experts. `w13` is [experts, 2 hidden, width], an expert's w1 above
 * its w3; `w2` is [experts, width, hidden].
 */
export interface ExpertWeights {
  w13: Matrix;
  w2: Matrix;
}

/** The experts' matrices as LoRA adapts them, the factors' gradients, and scratch with a row per assignment. */
export interface ExpertLora {
  w13: Adapted;
  w2: Adapted;
  gradients: Record<'w13' | 'w2', Factors>;
  scratch: LoraScratch;
}

/** Scratch of all layers, with a row per assignment. */
export interface ExpertScratch {
  /** [capacity, hidden] */
  act: View;
  /** [capacity, width] */
  y: View;
}

/**
 * out = x + sum over each token's experts of weight * w2 (silu(w1 b) * w3 b); x, b and out are [tokens, width].
 * Only the chosen experts are computed. Assigns `h` [capacity, 2 hidden], the scratch and `out`.
 */
export function experts(
  config: ModelConfig,
  { w13, w2 }: ExpertWeights,
  routing: Routing,
  { x, b, h, out }: { x: View; b: View; h: View; out: View },
  { act, y }: ExpertScratch,
  lora?: ExpertLora,
): Operation[] {
  const { width, hidden } = config;
  const { m, sizes } = rowsOf(config, routing);
  return [
    product(
      'forward',
      { a: b, b: w13, c: h },
      (step) => ({
        m: m(step),
        n: 2 * hidden,
        k: width,
        a: { row: width },
        b: { row: width, outer: 2 * hidden * width },
        c: { row: 2 * hidden },
      }),
      { routing, gather: 'a' },
    ),
    ...(lora ? adapt(lora.w13, b, h, lora.scratch) : []),
    {
      shader: 'experts',
      entryPoint: 'forwardSwiglu',
      constants: { HIDDEN4: hidden / 4, BLOCK: routing.block },
      reads: [h, routing.blocks],
      writes: [act],
      sizes,
      workgroups: (step) => elementwise((m(step) * hidden) / 4),
    },
    product(
      'forward',
      { a: act, b: w2, c: y },
      (step) => ({
        m: m(step),
        n: width,
        k: hidden,
        a: { row: hidden },
        b: { row: hidden, outer: width * hidden },
        c: { row: width },
      }),
      { routing },
    ),
    ...(lora ? adapt(lora.w2, act, y, lora.scratch) : []),
    {
      shader: 'experts',
      entryPoint: 'forwardCombine',
      constants: { WIDTH4: width / 4, TOP_K: config.topK },
      reads: [x, y, routing.rows, routing.weights],
      writes: [out],
      sizes,
      workgroups: ({ tokens }) => elementwise((tokens * width) / 4),
    },
  ];
}

/**
 * From dOut [tokens, width] through the experts' last product and the SwiGLU: assigns dWeights [tokens, topK],
 * turns `h` into its gradient, and leaves weight * act in `scratch.act`; of LoRA, assigns the gradients of w2's
 * factors.
 */
export function expertsBackwardHidden(
  config: ModelConfig,
  { w2 }: ExpertWeights,
  routing: Routing,
  { dOut, h, dWeights }: { dOut: View; h: View; dWeights: View },
  { act }: ExpertScratch,
  lora?: ExpertLora,
): Operation[] {
  const { width, hidden } = config;
  const { m, sizes } = rowsOf(config, routing);
  return [
    product(
      'backwardInput',
      { a: dOut, b: w2, c: act },
      (step) => ({
        m: m(step),
        n: hidden,
        k: width,
        a: { row: width },
        b: { row: hidden, outer: width * hidden },
        c: { row: hidden },
      }),
      { routing, gather: 'a' },
    ),
    ...(lora ? adaptBackwardInput(lora.w2, dOut, act, lora.scratch) : []),
    {
      shader: 'experts',
      entryPoint: 'backwardSwiglu',
      constants: { HIDDEN4: hidden / 4, BLOCK: routing.block },
      reads: [routing.weights, routing.assignments, routing.blocks, routing.groups],
      writes: [h, act, dWeights],
      sizes,
      workgroups: (step) => spread(m(step)),
    },
    // the weight of the row is in act by now, and so counts once in each factor
    ...(lora ? adaptBackwardFactors(lora.w2, lora.gradients.w2, { x: act, dy: dOut }, lora.scratch) : []),
  ];
}

/**
 * Assigns db [tokens, width]: what the experts' first product and the router's scores send back; of LoRA, which needs
 * the `b` that `experts` read, the gradients of w13's factors as well.
 */
export function expertsBackwardInput(
  config: ModelConfig,
  { w13 }: ExpertWeights,
  routing: Routing,
  { dh, dScores, router, db }: { dh: View; dScores: View; router: View; db: View },
  { y }: ExpertScratch,
  lora?: ExpertLora & { b: View },
): Operation[] {
  const { width, hidden } = config;
  const { m, sizes } = rowsOf(config, routing);
  return [
    product(
      'backwardInput',
      { a: dh, b: w13, c: y },
      (step) => ({
        m: m(step),
        n: width,
        k: 2 * hidden,
        a: { row: 2 * hidden },
        b: { row: width, outer: 2 * hidden * width },
        c: { row: width },
      }),
      { routing },
    ),
    ...(lora
      ? [
          ...adaptBackwardInput(lora.w13, dh, y, lora.scratch),
          ...adaptBackwardFactors(lora.w13, lora.gradients.w13, { x: lora.b, dy: dh }, lora.scratch),
        ]
      : []),
    {
      shader: 'experts',
      entryPoint: 'backwardCombine',
      constants: { WIDTH4: width / 4, TOP_K: config.topK },
      reads: [y, routing.rows, dScores, routing.chosen, router],
      writes: [db],
      sizes,
      workgroups: ({ tokens }) => elementwise((tokens * width) / 4),
    },
  ];
}

/**
 * Assigns the gradients of the experts' weights, zero for an expert without tokens. `dh` and `act` are what
 * `expertsBackwardHidden` left, b what `experts` read, dOut the gradient of its result.
 */
export function expertsBackwardWeights(
  config: ModelConfig,
  gradients: { w13: View; w2: View },
  routing: Routing,
  { dOut, dh, b }: { dOut: View; dh: View; b: View },
  { act }: ExpertScratch,
): Operation[] {
  const { width, hidden } = config;
  const { m } = rowsOf(config, routing);
  return [
    product(
      'backwardWeight',
      { a: dOut, b: act, c: gradients.w2 },
      (step) => ({
        m: width,
        n: hidden,
        k: m(step),
        outer: config.experts,
        a: { row: width },
        b: { row: hidden },
        c: { row: hidden, outer: width * hidden },
      }),
      { routing, gather: 'a' },
    ),
    product(
      'backwardWeight',
      { a: dh, b, c: gradients.w13 },
      (step) => ({
        m: 2 * hidden,
        n: width,
        k: m(step),
        outer: config.experts,
        a: { row: 2 * hidden },
        b: { row: width },
        c: { row: width, outer: 2 * hidden * width },
      }),
      { routing, gather: 'b' },
    ),
  ];
}

function rowsOf(config: ModelConfig, { block }: Routing) {
  const m = ({ tokens }: Step) => capacity(config, tokens, block);
  return { m, sizes: (step: Step) => [step.tokens, m(step)] };
}
