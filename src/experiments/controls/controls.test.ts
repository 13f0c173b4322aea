import { beforeAll, describe, expect, test } from 'vitest';
import { unpackGains } from '../../model/adapter';
import { BASE_CONFIG } from '../../model/config';
import { readBytes } from '../../model/model.fixtures';
import { gainNames } from '../../model/parameters';
import { openWeights } from '../../model/weights';
import { CONTROLS } from '.';

describe('the controls', () => {
  let base: Float32Array;
  beforeAll(() => {
    const weights = openWeights(readBytes('models/fractalmoe-30m/model.safetensors'), BASE_CONFIG);
    base = Float32Array.from(gainNames(BASE_CONFIG).flatMap((name) => [...weights.read(name)]));
  });

  test.each(CONTROLS)('$id is an adapter that has moved, and not far', ({ url }) => {
    const gains = unpackGains(readBytes(url.slice(1)), BASE_CONFIG);
    const moved = gains.map((gain, i) => Math.abs(gain - base[i]));
    const mean = moved.reduce((sum, by) => sum + by, 0) / moved.length;
    // A hundred steps of at most 1e-3, on half of it on average.
    expect(mean).toBeGreaterThan(0.001);
    expect(Math.max(...moved)).toBeLessThan(0.2);
  });

  test('are all different', () => {
    const all = CONTROLS.map(({ url }) => readBytes(url.slice(1)).join());
    expect(new Set(all).size).toBe(all.length);
  });
});
