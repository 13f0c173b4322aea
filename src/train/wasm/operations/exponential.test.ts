import { describe, expect, test } from 'vitest';
import { compile, MODULES as FEATURES } from '../build/kernels';
import { expectClose, MODULES } from '../kernels.fixtures';

/** `exp4`, `expUpTo0` and `sigmoid4` on many numbers: no kernel shows them alone. */
const PROBE = `import { exp4, expUpTo0, sigmoid4 } from './simd';
export function exponential(x: usize, y: usize, count: i32): void {
  for (let i: usize = 0; i < (<usize>count) << 2; i += 16) v128.store(y + i, exp4(v128.load(x + i)));
}
export function upTo0(x: usize, y: usize, count: i32): void {
  for (let i: usize = 0; i < (<usize>count) << 2; i += 16) v128.store(y + i, expUpTo0(v128.load(x + i)));
}
export function sigmoid(x: usize, y: usize, count: i32): void {
  for (let i: usize = 0; i < (<usize>count) << 2; i += 16) v128.store(y + i, sigmoid4(v128.load(x + i)));
}`;

const PAGE = 65_536;
/** Powers below the smallest normal number of float32 are 0, those above the largest Infinity. */
const [SMALLEST, LARGEST] = [-87.33654, 88.72283];

type Probe = Record<'exponential' | 'upTo0' | 'sigmoid', (x: number, y: number, count: number) => void>;

describe.each(MODULES)('%s', async (name) => {
  const memory = new WebAssembly.Memory({ initial: 64, maximum: 64, shared: true });
  const module = new WebAssembly.Module(await compile(FEATURES[name], PROBE));
  const abort = () => {};
  const probe = new WebAssembly.Instance(module, { env: { memory, abort } }).exports as unknown as Probe;
  const run = (of: keyof Probe, x: Float32Array): Float32Array => {
    const at = PAGE + Math.ceil(x.byteLength / 16) * 16;
    new Float32Array(memory.buffer, PAGE, x.length).set(x);
    probe[of](PAGE, at, x.length);
    return new Float32Array(memory.buffer, at, x.length).slice();
  };

  /** The largest error of `of` beside `exact`, relative to it, over `count` numbers from `from` to `to`. */
  const largestError = (
    of: keyof Probe,
    exact: (x: number) => number,
    from: number,
    to: number,
    count: number,
  ) => {
    const x = Float32Array.from({ length: count }, (_, i) => from + ((to - from) * i) / (count - 1));
    return run(of, x).reduce((most, value, i) => Math.max(most, Math.abs(value / exact(x[i]) - 1)), 0);
  };

  test('e^x from the smallest normal number of float32 to the largest', () => {
    // Measured: 1.19e-7.
    expect(largestError('exponential', Math.exp, SMALLEST + 1e-5, LARGEST - 1e-5, 400_000)).toBeLessThan(
      1.3e-7,
    );
    // Each number of float32 just above 0, and around the halves of ln 2 where another power of two begins.
    expect(largestError('exponential', Math.exp, -1e-3, 1e-3, 100_000)).toBeLessThan(1.3e-7);
    for (const middle of [0.5, -0.5, 1.5, -60.5, 127.5].map((n) => n * Math.LN2))
      expect(largestError('exponential', Math.exp, middle - 1e-3, middle + 1e-3, 20_000)).toBeLessThan(
        1.3e-7,
      );
  });

  test('e^0 is 1, and powers grow with their exponents', () => {
    expect([...run('exponential', Float32Array.of(0, -0, 1e-45, -1e-45))]).toEqual([1, 1, 1, 1]);
    const x = Float32Array.from({ length: 200_000 }, (_, i) => -90 + (180 * i) / 199_999);
    const y = run('exponential', x);
    // Neighbours may be out of order by their last bit.
    const falls = y.subarray(1).filter((value, i) => value < y[i] * (1 - 2 ** -22));
    expect(falls).toHaveLength(0);
  });

  test('what is beyond float32 is 0 or Infinity: no denormal number comes out', () => {
    const below = [-87.34, -88, -95, -103, -104, -1000, -3e38, Number.NEGATIVE_INFINITY];
    expect(run('exponential', Float32Array.from(below)).every((value) => Object.is(value, 0))).toBe(true);
    const above = [88.7229, 89, 128, 1000, 1e10, 3e38, Number.POSITIVE_INFINITY, 88.73];
    expect(run('exponential', Float32Array.from(above)).every((value) => value === Infinity)).toBe(true);
  });

  test('what is not a number stays so, and its neighbours are right', () => {
    const [first, second, third, fourth] = run('exponential', Float32Array.of(Number.NaN, 1, -Number.NaN, 2));
    expect([first, third]).toEqual([Number.NaN, Number.NaN]);
    expectClose([second, fourth], [Math.E, Math.E ** 2], 1e-7);
  });

  test('e^x for x up to 0', () => {
    // Measured: 1.19e-7.
    expect(largestError('upTo0', Math.exp, SMALLEST + 1e-5, 0, 400_000)).toBeLessThan(1.3e-7);
    expect(largestError('upTo0', Math.exp, SMALLEST + 1e-5, SMALLEST + 1e-3, 200)).toBeLessThan(1.3e-7);
    expect([...run('upTo0', Float32Array.of(0, -0, -1e-45, -1e-9))]).toEqual([1, 1, 1, 1]);
    const below = [-87.34, -88, -95, -104, -1000, -3e38, Number.NEGATIVE_INFINITY, Number.NEGATIVE_INFINITY];
    expect(run('upTo0', Float32Array.from(below)).every((value) => Object.is(value, 0))).toBe(true);
    const [first, second, third] = run('upTo0', Float32Array.of(Number.NaN, -1, -Number.NaN, -2));
    expect([first, third]).toEqual([Number.NaN, Number.NaN]);
    expectClose([second], [Math.exp(-1)], 1e-7);
  });

  test('1 / (1 + e^-x)', () => {
    const exact = (x: number) => 1 / (1 + Math.exp(-x));
    // Measured: 1.9e-7.
    expect(largestError('sigmoid', exact, -80, 100, 200_000)).toBeLessThan(3e-7);
    const far = run(
      'sigmoid',
      Float32Array.of(-200, Number.NEGATIVE_INFINITY, 200, Number.POSITIVE_INFINITY),
    );
    expect([...far]).toEqual([0, 0, 1, 1]);
    expect(run('sigmoid', Float32Array.of(Number.NaN, 0, 0, 0))[0]).toBeNaN();
  });
});
