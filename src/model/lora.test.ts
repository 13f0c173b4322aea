import { describe, expect, test } from 'vitest';
import { BASE_CONFIG } from './config';
import { initialLora, LORA_RANKS, type Lora, loraNames, loraOf, loraParameters, withLora } from './lora';
import { TINY_CONFIG, tinyWeights } from './model.fixtures';
import { layerNames, parameters } from './parameters';

const CASES = LORA_RANKS.flatMap((rank): Lora[] => [
  { rank, targets: 'attention' },
  { rank, targets: 'all' },
]);

describe('factors', () => {
  test('are added to the matrices of attention, or of the experts too', () => {
    const names = (lora: Lora) => loraParameters(BASE_CONFIG, lora).map(({ name }) => name);
    expect(names({ rank: 4, targets: 'attention' })).toHaveLength(2 * 4 * 4);
    expect(names({ rank: 4, targets: 'all' })).toHaveLength(2 * 4 * (4 + 3 * 8));
    expect(names({ rank: 4, targets: 'all' }).slice(0, 2)).toEqual([
      'model.layers.0.self_attn.q_proj.lora_A.weight',
      'model.layers.0.self_attn.q_proj.lora_B.weight',
    ]);
    const w2 = loraNames(layerNames(1).expert(2, 'w2'));
    const table = new Map(
      loraParameters(TINY_CONFIG, { rank: 8, targets: 'all' }).map((factor) => [factor.name, factor.shape]),
    );
    expect(table.get(w2.a)).toEqual([8, TINY_CONFIG.hidden]);
    expect(table.get(w2.b)).toEqual([TINY_CONFIG.width, 8]);
  });

  test.each(CASES)('begin with B zero and A uniform: rank $rank, targets $targets', (lora) => {
    const start = initialLora(BASE_CONFIG, lora, 5);
    const bound = 1 / Math.sqrt(BASE_CONFIG.width);
    for (const { name, size } of loraParameters(BASE_CONFIG, lora)) {
      const values = start.get(name)!;
      expect(values).toHaveLength(size);
      const largest = values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
      if (name.includes('lora_B')) expect(largest).toBe(0);
      else {
        expect(largest).toBeLessThanOrEqual(bound);
        expect(largest).toBeGreaterThan(0.99 * bound);
        const square = values.reduce((sum, value) => sum + value * value, 0) / size;
        // The mean square of a uniform number is a third; five standard deviations of the smallest A.
        expect(Math.abs(square / bound ** 2 - 1 / 3)).toBeLessThan(0.035);
      }
    }
    const { a } = loraNames(layerNames(3).o);
    expect(initialLora(BASE_CONFIG, lora, 5).get(a)).toEqual(start.get(a));
    expect(initialLora(BASE_CONFIG, lora, 6).get(a)).not.toEqual(start.get(a));
  });

  test.each(CASES)('tell their rank and targets: $rank, $targets', (lora) => {
    const factors = loraParameters(TINY_CONFIG, lora).map(
      ({ name, size }) => [name, { length: size }] as const,
    );
    expect(loraOf(TINY_CONFIG, new Map(factors))).toEqual(lora);
  });
});

describe('merged weights', () => {
  const lora: Lora = { rank: 4, targets: 'attention' };
  const factors = new Map(
    loraParameters(TINY_CONFIG, lora).map(({ name, size }, i) => [
      name,
      Float32Array.from({ length: size }, (_, at) => Math.sin(1 + i + 7 * at)),
    ]),
  );
  const merged = withLora(tinyWeights(), TINY_CONFIG, factors);

  test('are W + B A where there are factors, and untouched elsewhere', () => {
    const base = tinyWeights();
    for (const { name, shape } of parameters(TINY_CONFIG)) {
      const a = factors.get(loraNames(name).a);
      const b = factors.get(loraNames(name).b);
      const w = base.read(name);
      const [, columns] = shape;
      const expected = w.map((value, at) => {
        if (!a || !b) return value;
        const [row, column] = [Math.floor(at / columns), at % columns];
        return value + [0, 1, 2, 3].reduce((sum, k) => sum + b[4 * row + k] * a[k * columns + column], 0);
      });
      const values = merged.read(name);
      values.forEach((value, at) => {
        expect(Math.abs(value - expected[at]), name).toBeLessThan(1e-6);
      });
      expect(a === undefined).toBe(!name.includes('_proj'));
    }
  });

  test('are written where they are asked for', () => {
    const name = layerNames(1).o;
    const room = new Float32Array(10 + TINY_CONFIG.width ** 2);
    const into = room.subarray(10);
    expect(merged.read(name, into)).toBe(into);
    expect(into).toEqual(merged.read(name));
    expect(room.subarray(0, 10)).toEqual(new Float32Array(10));
  });
});
