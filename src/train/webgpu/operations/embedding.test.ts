import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { BASE_CONFIG } from '../../../model/config';
import { noise } from '../../engine.fixtures';
import { relativeError } from '../../reference';
import * as twin from '../../twin/embedding';
import { KernelTest } from '../device.fixtures';
import { packTiles } from '../matrices';
import { embed, embedBackward, NONE, occurrences } from './embedding';

const TOLERANCE = 1e-7;
const config = { ...BASE_CONFIG, vocab: 12, width: 20 };

let gpu: KernelTest;
beforeAll(async () => {
  gpu = await KernelTest.open();
});
afterAll(() => gpu.close());

test('occurrences link equal ids in order', () => {
  const { firsts, repeats } = occurrences(Int32Array.of(5, 2, 5, 5, 2, 9));
  expect([...firsts]).toEqual([0, 1, 5]);
  expect([...repeats]).toEqual([2, 4, 3, NONE, NONE, NONE]);
});

describe.each([
  ['one token', [3]],
  ['all different', [0, 11, 4, 7]],
  ['all the same', Array.from({ length: 37 }, () => 11)],
  ['some repeated', [1, 2, 1, 0, 1, 2, 5, 5, 0]],
])('%s', (_, list) => {
  const ids = Int32Array.from(list);
  const table = noise(1, config.vocab * config.width);

  test('forward copies rows', async () => {
    const x = gpu.empty(ids.length * config.width);
    await gpu.run({ length: ids.length }, embed(config, gpu.tensor(ids), { values: gpu.tensor(table) }, x));
    expect(await gpu.floats(x)).toEqual(Float32Array.from(twin.forward(ids, table, config.width)));
  });

  test('forward of a frozen table scales its int8 rows', async () => {
    const int8 = Int8Array.from(table, (value) => Math.round(127 * value));
    const scales = noise(3, config.vocab);
    const numbers = Float32Array.from(int8, (value, i) => value * scales[Math.floor(i / config.width)]);
    const frozen = { values: gpu.tensor(packTiles(int8, config.width)), scales: gpu.tensor(scales) };
    const x = gpu.empty(ids.length * config.width);
    await gpu.run({ length: ids.length }, embed(config, gpu.tensor(ids), frozen, x));
    expect(await gpu.floats(x)).toEqual(Float32Array.from(twin.forward(ids, numbers, config.width)));
  });

  test('backward adds to the rows that occur', async () => {
    const dx = noise(2, ids.length * config.width);
    const dTable = gpu.tensor(table);
    const { firsts, repeats } = occurrences(ids);
    const tables = { ids: gpu.tensor(ids), firsts: gpu.tensor(firsts), repeats: gpu.tensor(repeats) };
    const step = { length: ids.length, distinct: firsts.length };
    await gpu.run(step, embedBackward(config, tables, gpu.tensor(dx), dTable));
    const expected = twin.backward(ids, dx, table, config.width);
    expect(relativeError(await gpu.floats(dTable), expected)).toBeLessThan(TOLERANCE);
  });
});
