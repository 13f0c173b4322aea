import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { BASE_CONFIG } from '../../../model/config';
import { noise } from '../../engine.fixtures';
import { relativeError } from '../../reference';
import { group } from '../../twin/grouping';
import { forward } from '../../twin/product';
import * as twin from '../../twin/router';
import { KernelTest } from '../device.fixtures';
import type { Routing } from './grouping';
import { route, routeBackward, routeBackwardRouter } from './router';

const TOLERANCE = 1e-6;

let gpu: KernelTest;
beforeAll(async () => {
  gpu = await KernelTest.open();
});
afterAll(() => gpu.close());

describe.each([
  [1, 4, 2],
  [37, 8, 2],
  [70, 16, 3],
  [9, 5, 5],
  [5, 3, 1],
  [5, 1, 1],
])('%i tokens, %i experts, %i chosen', (tokens, experts, topK) => {
  const config = { ...BASE_CONFIG, width: 12, experts, topK };
  const x = noise(1, tokens * config.width);
  const router = noise(2, experts * config.width);
  const exact = forward(x, router, tokens, experts, config.width);
  const { chosen, weights } = twin.choose(exact, experts, topK);

  test('chooses and weighs', async () => {
    const routing = routingOf(tokens * topK);
    const scores = gpu.empty(tokens * experts);
    await gpu.run({ length: tokens }, ...route(config, gpu.tensor(router), gpu.tensor(x), scores, routing));
    expect(relativeError(await gpu.floats(scores), exact)).toBeLessThan(TOLERANCE);
    expect(await gpu.integers(routing.chosen)).toEqual(chosen);
    expect(relativeError(await gpu.floats(routing.weights), weights)).toBeLessThan(TOLERANCE);
  });

  test('backward', async () => {
    const dWeights = noise(3, tokens * topK);
    const tables = group(chosen, experts, 8);
    const routing = {
      ...routingOf(tokens * topK),
      weights: gpu.tensor(weights),
      assignments: gpu.tensor(Uint32Array.from(tables.assignments)),
      groups: gpu.tensor(Uint32Array.from(tables.groups.flat())),
    };
    const [dScores, dRouter] = [gpu.empty(tokens * topK), gpu.empty(experts * config.width)];
    await gpu.run(
      { length: tokens },
      routeBackward(config, routing, gpu.tensor(dWeights), dScores),
      routeBackwardRouter(config, routing, gpu.tensor(x), dScores, dRouter),
    );
    const expected = twin.backwardWeights(weights, dWeights, topK);
    // with one expert chosen its weight is always 1 and nothing comes back
    expect(distance(await gpu.floats(dScores), expected)).toBeLessThan(TOLERANCE);
    const expectedRouter = twin.backwardRouter(x, expected, chosen, { ...config, width: config.width });
    expect(distance(await gpu.floats(dRouter), expectedRouter)).toBeLessThan(TOLERANCE);
  });
});

test('ties go to the lower index', async () => {
  const config = { ...BASE_CONFIG, width: 4, experts: 4, topK: 2 };
  const router = Float32Array.from([1, 0, 0, 0, 2, 0, 0, 0, 2, 0, 0, 0, 2, 0, 0, 0]);
  const x = Float32Array.from([1, 0, 0, 0, -1, 0, 0, 0, 0, 1, 1, 1]);
  const routing = routingOf(6);
  await gpu.run({ length: 3 }, ...route(config, gpu.tensor(router), gpu.tensor(x), gpu.empty(12), routing));
  expect(await gpu.integers(routing.chosen)).toEqual([1, 2, 0, 1, 0, 1]);
});

function routingOf(assignments: number): Routing {
  return {
    topK: 1,
    block: 8,
    chosen: gpu.tensor(new Uint32Array(assignments)),
    weights: gpu.empty(assignments),
    rows: gpu.empty(1),
    assignments: gpu.empty(1),
    blocks: gpu.empty(1),
    groups: gpu.empty(1),
  };
}

/** Euclidean distance relative to the larger of 1 and the expected length: expected zeros are no trouble. */
function distance(computed: Float32Array, expected: Float64Array): number {
  return relativeError([1, ...computed], [1, ...expected]);
}
