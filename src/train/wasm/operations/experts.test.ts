import { describe, test } from 'vitest';
import { BASE_CONFIG, type ModelConfig } from '../../../model/config';
import { noise } from '../../engine.fixtures';
import * as twin from '../../twin/experts';
import { type Activations, capacity, type LayerActivations } from '../activations';
import { expectClose, type KernelTest, withKernels } from '../kernels.fixtures';
import type { LayerMatrices, Matrix } from '../matrices';
import type { Operation } from '../program';
import {
  type Experts,
  experts,
  expertsBackwardHidden,
  expertsBackwardInput,
  expertsBackwardWeights,
} from './experts';

/** Measured: at most 2.7e-7. */
const TOLERANCE = 2e-6;

/** What a layer's experts are given. */
interface Given {
  b: Float32Array;
  dOut: Float32Array;
  w13: Float32Array;
  w2: Float32Array;
  router: Float32Array;
  chosen: readonly number[];
  weights: Float32Array;
  dScores: Float32Array;
}

/** Everything that a layer's experts need in memory, and their grouping as an operation. */
function place(on: KernelTest, config: ModelConfig, given: Given) {
  const { width, hidden, topK, experts: count } = config;
  const tokens = given.chosen.length / topK;
  const rows = capacity(config, tokens, on.panel);
  const integers = (length: number) => on.kept(new Int32Array(length));
  const matrix = (values: number, out: number, columns: number): Matrix => ({
    values,
    groups: count,
    out,
    in: columns,
  });
  const routing = {
    chosen: on.given(Int32Array.from(given.chosen)),
    weights: on.given(given.weights),
    rows: integers(tokens * topK),
    sources: integers(rows),
    assignments: integers(rows),
    groups: integers(2 * count),
    total: integers(1),
  };
  const act = {
    normed: on.given(given.b),
    dx: on.given(given.dOut),
    act: on.empty(rows * hidden),
    u: on.empty(rows * hidden),
    y: on.empty(rows * width),
    dWeights: on.empty(tokens * topK),
    dNormed: on.empty(tokens * width),
    dScores: on.given(given.dScores),
  } as Partial<Activations> as Activations;
  const kept = {
    routing,
    h: on.empty(rows * 2 * hidden),
  } as Partial<LayerActivations> as LayerActivations;
  const weights = {
    w13: matrix(on.given(given.w13), 2 * hidden, width),
    w2: matrix(on.given(given.w2), width, hidden),
    router: matrix(on.given(given.router), count, width),
  } as Partial<LayerMatrices> as LayerMatrices;
  const gradients = {
    w13: matrix(on.empty(given.w13.length), 2 * hidden, width),
    w2: matrix(on.empty(given.w2.length), width, hidden),
  } as Partial<LayerMatrices> as LayerMatrices;
  const workspace = on.workspace(rows * on.panels(Math.max(2 * hidden, width)));
  const own: Experts = { config, workspace, act, kept, weights, tokens };
  const { groups, rows: ofRows, sources, assignments, total } = routing;
  const group: Operation = [
    'group',
    ...[routing.chosen, tokens, topK, count],
    ...[groups, ofRows, sources, assignments, total],
  ];
  return { own, kept, act, gradients, group };
}

withKernels((on) => {
  describe.each([
    ['one token', 2, [3, 1]],
    ['some to each', 2, [0, 1, 2, 3, 0, 2, 1, 0, 3, 2, 1, 3, 0, 3]],
    ['all to one expert', 1, Array.from({ length: 21 }, () => 2)],
    ['all experts for each token', 4, [0, 1, 2, 3, 3, 2, 1, 0, 2, 0, 3, 1]],
  ])('%s', (_, topK, chosen) => {
    const config = { ...BASE_CONFIG, width: 21, hidden: 11, experts: 4, topK };
    const { width, hidden } = config;
    const tokens = chosen.length / topK;
    const x = noise(1, tokens * width);
    const given: Given = {
      b: noise(2, tokens * width),
      dOut: noise(6, tokens * width),
      w13: noise(3, 4 * 2 * hidden * width),
      w2: noise(4, 4 * width * hidden),
      router: noise(7, 4 * width),
      chosen,
      weights: noise(5, chosen.length).map((value) => (value + 1) / 2),
      dScores: new Float32Array(tokens * 4),
    };
    const { b, dOut, w13, w2 } = given;
    const choice = { chosen: [...chosen], weights: [...given.weights] };
    const sizes = { w13, w2, width, hidden, topK };

    test.each([true, false])('forward, then backward; gradients of the matrices: %s', (trains) => {
      const { own, kept, act, gradients, group } = place(on, config, given);
      const next = on.empty(tokens * width);
      own.kept = { ...kept, middle: on.given(x) };
      on.run(
        group,
        ...experts(own, next),
        ...expertsBackwardHidden(own, trains),
        ...(trains ? expertsBackwardWeights(own, gradients) : []),
        ...expertsBackwardInput(own),
      );
      expectClose(on.floats(next), twin.forward(x, b, choice, sizes), TOLERANCE);
      const expected = twin.backward(b, dOut, choice, sizes);
      expectClose(on.floats(act.dNormed), expected.db, TOLERANCE);
      expectClose(on.floats(act.dWeights), expected.dWeights, TOLERANCE);
      if (!trains) return;
      expectClose(on.floats(gradients.w13.values), expected.dW13, TOLERANCE);
      expectClose(on.floats(gradients.w2.values), expected.dW2, TOLERANCE);
    });

    test('the router’s scores send their part back to the input', () => {
      const dScores = noise(8, tokens * 4);
      const { own, act, group } = place(on, config, { ...given, dScores });
      const rows = capacity(config, tokens, on.panel);
      own.kept = { ...own.kept, h: on.given(new Float32Array(rows * 2 * hidden)) };
      on.run(group, ...expertsBackwardInput(own));
      const expected = new Float64Array(tokens * width);
      chosen.forEach((expert, i) => {
        const token = Math.floor(i / topK);
        for (let j = 0; j < width; j++)
          expected[token * width + j] += dScores[token * 4 + expert] * given.router[expert * width + j];
      });
      expectClose(on.floats(act.dNormed), expected, TOLERANCE);
    });
  });

  test('hidden values far from zero keep silu and its slope finite', () => {
    const config = { ...BASE_CONFIG, width: 6, hidden: 6, experts: 1, topK: 1 };
    const w13 = new Float32Array(2 * 6 * 6);
    [-200, 200, -90, 0.5, -88.5, 300].forEach((value, j) => {
      w13[j * 6] = value;
      w13[(6 + j) * 6] = 1;
    });
    const given: Given = {
      b: Float32Array.of(1, 0, 0, 0, 0, 0),
      dOut: noise(2, 6),
      w13,
      w2: noise(1, 36),
      router: new Float32Array(6),
      chosen: [0],
      weights: Float32Array.of(1),
      dScores: new Float32Array(1),
    };
    const { own, act, group } = place(on, config, given);
    const x = new Float32Array(6);
    const next = on.empty(6);
    own.kept = { ...own.kept, middle: on.given(x) };
    on.run(group, ...experts(own, next), ...expertsBackwardHidden(own, false), ...expertsBackwardInput(own));
    const sizes = { w13, w2: given.w2, width: 6, hidden: 6, topK: 1 };
    const choice = { chosen: [0], weights: [1] };
    expectClose(on.floats(next), twin.forward(x, given.b, choice, sizes), TOLERANCE);
    const { db } = twin.backward(given.b, given.dOut, choice, sizes);
    expectClose(on.floats(act.dNormed), db, TOLERANCE);
  });
});
