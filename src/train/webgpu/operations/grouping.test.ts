import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { BASE_CONFIG } from '../../../model/config';
import { noise } from '../../engine.fixtures';
import * as twin from '../../twin/grouping';
import { KernelTest } from '../device.fixtures';
import { capacity, group, type Routing } from './grouping';

const NONE = 0xffffffff;

let gpu: KernelTest;
beforeAll(async () => {
  gpu = await KernelTest.open();
});
afterAll(() => gpu.close());

const random = (experts: number, count: number) =>
  Array.from(noise(experts + count, count), (value) => Math.floor(((value + 1) / 2) * experts));

describe.each([8, 64])('in blocks of %i,', (block) => {
  test.each([
    ['one token', 8, 2, [5, 3]],
    ['some to each', 4, 2, random(4, 74)],
    ['all to two experts', 8, 2, Array.from({ length: 60 }, (_, i) => (i % 2) * 7)],
    ['one expert', 1, 1, Array.from({ length: 13 }, () => 0)],
    ['sixteen experts', 16, 3, random(16, 999)],
  ] as const)('%s', async (_, experts, topK, choices) => {
    const config = { ...BASE_CONFIG, experts, topK };
    const chosen = [...choices];
    const tokens = chosen.length / topK;
    const rows = capacity(config, tokens, block);
    const routing: Routing = {
      topK,
      block,
      chosen: gpu.tensor(Uint32Array.from(chosen)),
      weights: gpu.empty(1),
      rows: gpu.tensor(new Uint32Array(chosen.length)),
      assignments: gpu.tensor(new Uint32Array(rows)),
      blocks: gpu.tensor(new Uint32Array(rows / block)),
      groups: gpu.tensor(new Uint32Array(experts * 2)),
    };
    await gpu.run({ length: tokens }, group(config, routing));
    const expected = twin.group(chosen, experts, block);
    expect(await gpu.integers(routing.rows)).toEqual(expected.rows);
    expect((await gpu.integers(routing.assignments)).slice(0, expected.assignments.length)).toEqual(
      expected.assignments,
    );
    const blocks = await gpu.integers(routing.blocks);
    expect(blocks.slice(0, expected.blocks.length)).toEqual(expected.blocks);
    expect(blocks.slice(expected.blocks.length).every((expert) => expert === NONE)).toBe(true);
    const groups = await gpu.integers(routing.groups);
    expect(groups).toEqual(expected.groups.flat());
  });
});
