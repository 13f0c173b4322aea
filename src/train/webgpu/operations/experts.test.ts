import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { BASE_CONFIG } from '../../../model/config';
import { noise } from '../../engine.fixtures';
import { relativeError } from '../../reference';
import * as twin from '../../twin/experts';
import { KernelTest } from '../device.fixtures';
import { EXPERT_BLOCKS } from '../shaders';
import { experts, expertsBackwardHidden, expertsBackwardInput, expertsBackwardWeights } from './experts';
import { capacity, group, type Routing } from './grouping';

const TOLERANCE = 2e-6;
const EXPERTS = 4;

describe.each(['registers', 'tiles'] as const)('with %s,', (core) => {
  let gpu: KernelTest;
  const block = EXPERT_BLOCKS[core];
  beforeAll(async () => {
    gpu = await KernelTest.open(core);
  });
  afterAll(() => gpu.close());

  describe.each([
    ['one token', 2, [3, 1]],
    ['some to each', 2, [0, 1, 2, 3, 0, 2, 1, 0, 3, 2, 1, 3, 0, 3]],
    ['all to one expert', 1, Array.from({ length: 21 }, () => 2)],
    ['all experts for each token', 4, [0, 1, 2, 3, 3, 2, 1, 0, 2, 0, 3, 1]],
  ])('%s', (_, topK, chosen) => {
    const config = { ...BASE_CONFIG, width: 20, hidden: 12, experts: EXPERTS, topK };
    const { width, hidden } = config;
    const tokens = chosen.length / topK;
    const rows = capacity(config, tokens, block);
    const x = noise(1, tokens * width);
    const b = noise(2, tokens * width);
    const w13 = noise(3, EXPERTS * 2 * hidden * width);
    const w2 = noise(4, EXPERTS * width * hidden);
    const weights = noise(5, chosen.length).map((value) => (value + 1) / 2);
    const dOut = noise(6, tokens * width);
    const choice = { chosen, weights: [...weights] };
    const sizes = { w13, w2, width, hidden, topK };

    test('forward, then backward', async () => {
      const routing: Routing = {
        topK,
        block,
        chosen: gpu.tensor(Uint32Array.from(chosen)),
        weights: gpu.tensor(weights),
        rows: gpu.tensor(new Uint32Array(chosen.length)),
        assignments: gpu.tensor(new Uint32Array(rows)),
        blocks: gpu.tensor(new Uint32Array(rows / block)),
        groups: gpu.tensor(new Uint32Array(EXPERTS * 2)),
      };
      const matrices = { w13: { values: gpu.tensor(w13) }, w2: { values: gpu.tensor(w2) } };
      const gradients = { w13: gpu.empty(w13.length), w2: gpu.empty(w2.length) };
      const scratch = { act: gpu.empty(rows * hidden), y: gpu.empty(rows * width) };
      const [h, out, db] = [
        gpu.empty(rows * 2 * hidden),
        gpu.empty(tokens * width),
        gpu.empty(tokens * width),
      ];
      const [bView, dOutView, dWeights] = [gpu.tensor(b), gpu.tensor(dOut), gpu.empty(chosen.length)];
      const dScores = gpu.tensor(new Float32Array(chosen.length));
      const router = gpu.tensor(noise(7, EXPERTS * width));
      await gpu.run(
        { length: tokens },
        group(config, routing),
        ...experts(config, matrices, routing, { x: gpu.tensor(x), b: bView, h, out }, scratch),
        ...expertsBackwardHidden(config, matrices, routing, { dOut: dOutView, h, dWeights }, scratch),
        ...expertsBackwardWeights(config, gradients, routing, { dOut: dOutView, dh: h, b: bView }, scratch),
        ...expertsBackwardInput(config, matrices, routing, { dh: h, dScores, router, db }, scratch),
      );
      expect(relativeError(await gpu.floats(out), twin.forward(x, b, choice, sizes))).toBeLessThan(TOLERANCE);
      const expected = twin.backward(b, dOut, choice, sizes);
      expect(relativeError(await gpu.floats(db), expected.db)).toBeLessThan(TOLERANCE);
      expect(relativeError(await gpu.floats(dWeights), expected.dWeights)).toBeLessThan(TOLERANCE);
      expect(relativeError(await gpu.floats(gradients.w13), expected.dW13)).toBeLessThan(TOLERANCE);
      expect(relativeError(await gpu.floats(gradients.w2), expected.dW2)).toBeLessThan(TOLERANCE);
      for (const view of [h, scratch.act, scratch.y]) await gpu.floats(view);
    });

    test('the router’s scores send their part back to the input', async () => {
      const router = noise(7, EXPERTS * width);
      const dScores = noise(8, chosen.length);
      const routing: Routing = {
        topK,
        block,
        chosen: gpu.tensor(Uint32Array.from(chosen)),
        weights: gpu.tensor(weights),
        rows: gpu.tensor(new Uint32Array(chosen.length)),
        assignments: gpu.tensor(new Uint32Array(rows)),
        blocks: gpu.tensor(new Uint32Array(rows / block)),
        groups: gpu.tensor(new Uint32Array(EXPERTS * 2)),
      };
      const scratch = { act: gpu.empty(1), y: gpu.empty(rows * width) };
      const db = gpu.empty(tokens * width);
      const views = {
        dh: gpu.tensor(new Float32Array(rows * 2 * hidden)),
        dScores: gpu.tensor(dScores),
        router: gpu.tensor(router),
        db,
      };
      const matrices = { w13: { values: gpu.tensor(w13) }, w2: { values: gpu.empty(1) } };
      await gpu.run(
        { length: tokens },
        group(config, routing),
        ...expertsBackwardInput(config, matrices, routing, views, scratch),
      );
      const expected = new Float64Array(tokens * width);
      chosen.forEach((expert, i) => {
        for (let j = 0; j < width; j++)
          expected[Math.floor(i / topK) * width + j] += dScores[i] * router[expert * width + j];
      });
      expect(relativeError(await gpu.floats(db), expected)).toBeLessThan(TOLERANCE);
    });
  });

  test('hidden values far from zero keep silu and its slope finite', async () => {
    const config = { ...BASE_CONFIG, width: 4, hidden: 4, experts: 1, topK: 1 };
    const b = Float32Array.of(1, 0, 0, 0);
    const w13 = new Float32Array(2 * 4 * 4);
    [-200, 200, -90, 0.5].forEach((value, j) => {
      w13[j * 4] = value;
      w13[(4 + j) * 4] = 1;
    });
    const w2 = noise(1, 16);
    const sizes = { w13, w2, width: 4, hidden: 4, topK: 1 };
    const choice = { chosen: [0], weights: [1] };
    const rows = capacity(config, 1, block);
    const routing: Routing = {
      topK: 1,
      block,
      chosen: gpu.tensor(Uint32Array.of(0)),
      weights: gpu.tensor([1]),
      rows: gpu.tensor(Uint32Array.of(0)),
      assignments: gpu.tensor(new Uint32Array(rows)),
      blocks: gpu.tensor(new Uint32Array(rows / block)),
      groups: gpu.tensor(new Uint32Array(2)),
    };
    const [h, out, db, dWeights] = [gpu.empty(rows * 8), gpu.empty(4), gpu.empty(4), gpu.empty(1)];
    const scratch = { act: gpu.empty(rows * 4), y: gpu.empty(rows * 4) };
    const matrices = { w13: { values: gpu.tensor(w13) }, w2: { values: gpu.tensor(w2) } };
    const [bView, dOut] = [gpu.tensor(b), gpu.tensor(noise(2, 4))];
    const zero = gpu.tensor([0]);
    const router = gpu.tensor(new Float32Array(4));
    await gpu.run(
      { length: 1 },
      group(config, routing),
      ...experts(
        config,
        matrices,
        routing,
        { x: gpu.tensor(new Float32Array(4)), b: bView, h, out },
        scratch,
      ),
      ...expertsBackwardHidden(config, matrices, routing, { dOut, h, dWeights }, scratch),
      ...expertsBackwardInput(config, matrices, routing, { dh: h, dScores: zero, router, db }, scratch),
    );
    const x = new Float32Array(4);
    expect(relativeError(await gpu.floats(out), twin.forward(x, b, choice, sizes))).toBeLessThan(TOLERANCE);
    expect(relativeError(await gpu.floats(db), twin.backward(b, noise(2, 4), choice, sizes).db)).toBeLessThan(
      TOLERANCE,
    );
  });
});
