import { expect, test } from 'vitest';
import { BASE_CONFIG } from '../../src/model/config';
import { EMBEDDING, FINAL_NORM, layerNames, parameters } from '../../src/model/parameters';
import { randomInt8 } from './random-weights';

const CONFIG = { ...BASE_CONFIG, vocab: 64, width: 32, hidden: 16, layers: 2, heads: 1 };

test('are int8 where a base is, in the shapes of the table, and the same numbers either way', () => {
  const weights = randomInt8(CONFIG);
  for (const { name, kind, size, shape } of parameters(CONFIG)) {
    const read = weights.read(name);
    expect(read).toHaveLength(size);
    const int8 = weights.int8!(name);
    expect(int8 !== undefined).toBe(kind !== 'gain' && kind !== 'router');
    if (!int8) continue;
    expect(int8.scales).toHaveLength(shape[0]);
    const { values, scales } = int8;
    read.forEach((value, n) => {
      expect(value).toBeCloseTo(values[n] * scales[Math.floor(n / shape[1])], 6);
    });
  }
  expect(weights.read(FINAL_NORM).every((gain) => gain === 1)).toBe(true);
});

test('keep the length of what goes through, and differ from matrix to matrix', () => {
  const weights = randomInt8(CONFIG);
  const embedding = weights.read(EMBEDDING);
  const square = embedding.reduce((sum, value) => sum + value * value, 0) / CONFIG.vocab;
  expect(square).toBeGreaterThan(0.9);
  expect(square).toBeLessThan(1.1);
  const { expert } = layerNames(0);
  expect(weights.read(expert(0, 'w1'))).not.toEqual(weights.read(expert(1, 'w1')));
});
