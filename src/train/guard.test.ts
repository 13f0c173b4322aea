import { describe, expect, test } from 'vitest';
import { type AdapterWeights, unpackGains } from '../model/adapter';
import { BASE_CONFIG } from '../model/config';
import { float16ToFloat32, float32ToFloat16 } from '../model/float16';
import { readBytes } from '../model/model.fixtures';
import { gainNames } from '../model/parameters';
import { openWeights } from '../model/weights';
import { baseAdapter, guarded, pulled } from './guard';

describe('pulled', () => {
  const adapter = (...gains: number[]): AdapterWeights => ({
    method: 'norm',
    bytes: float32ToFloat16(Float32Array.from(gains)),
  });

  test('goes a share of the way back', () => {
    const { bytes } = pulled(adapter(2, 1, 0.5), adapter(1, 1, 1), 0.5);
    expect([...float16ToFloat32(bytes)]).toEqual([1.5, 1, 0.75]);
  });
});

describe('guarded', () => {
  const adapter = (gain: number): AdapterWeights => ({
    method: 'norm',
    bytes: float32ToFloat16(Float32Array.of(gain)),
  });
  const gainOf = ({ bytes }: AdapterWeights) => float16ToFloat32(bytes)[0];
  const base = adapter(1);

  test('changes nothing while nothing has drifted', async () => {
    const learned = adapter(3);
    expect(await guarded(learned, base, async () => ({ value: 0.01, low: -0.01 }))).toEqual({
      adapter: learned,
      pulls: 0,
    });
  });

  test('goes back by a fifth until general text is no worse than it may be', async () => {
    const rise = async (one: AdapterWeights) => ({ value: gainOf(one) - 1, low: gainOf(one) - 1.5 });
    const { adapter: safe, pulls } = await guarded(adapter(2), base, rise);
    expect(pulls).toBe(4);
    expect(gainOf(safe)).toBeCloseTo(1 + 0.8 ** 4, 3);
  });

  test('ends with the base where nothing less will do', async () => {
    const { adapter: safe } = await guarded(adapter(2), base, async () => ({ value: 1 }));
    expect(safe).toBe(base);
  });
});

test("the base's own gains are an adapter that changes nothing", () => {
  const weights = readBytes('models/fractalmoe-30m/model.safetensors').buffer;
  const gains = unpackGains(baseAdapter(weights).bytes, BASE_CONFIG);
  const base = openWeights(new Uint8Array(weights), BASE_CONFIG);
  const { width } = BASE_CONFIG;
  for (const [i, name] of gainNames(BASE_CONFIG).entries())
    for (const [j, gain] of base.read(name).entries())
      expect(Math.abs(gains[i * width + j] - gain)).toBeLessThan(1e-3 * Math.abs(gain) + 1e-6);
});
