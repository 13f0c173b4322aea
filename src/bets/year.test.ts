import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { AdapterWeights } from '../model/adapter';
import { float16ToFloat32, float32ToFloat16 } from '../model/float16';
import { openBench, repetitive, setupOf } from './testing';
import { betYear, pagesOf, pulled, type YearResult } from './year';

describe('pagesOf', () => {
  it('gives every author as many days, page by page, and begins again', () => {
    const authors = [repetitive('a', 1, 5000, 1000), repetitive('b', 7000, 5000, 450)];
    const pages = pagesOf(authors, 12);
    expect(pages.map((page) => page[0])).toEqual([
      1, 201, 401, 601, 801, 1, 7000, 7200, 7000, 7200, 7000, 7200,
    ]);
    expect(pages.every(({ length }) => length === 200)).toBe(true);
  });

  it('asks for more text', () => {
    expect(() => pagesOf([repetitive('a', 1, 50, 399)], 40)).toThrow(RangeError);
  });
});

describe('pulled', () => {
  const adapter = (...gains: number[]): AdapterWeights => ({
    method: 'norm',
    bytes: float32ToFloat16(Float32Array.from(gains)),
  });

  it('goes a share of the way back', () => {
    const { bytes } = pulled(adapter(2, 1, 0.5), adapter(1, 1, 1), 0.5);
    expect([...float16ToFloat32(bytes)]).toEqual([1.5, 1, 0.75]);
  });

  it('keeps years of days that all move a gain the same way within fifty of them', () => {
    const base = adapter(1);
    fc.assert(
      fc.property(fc.double({ min: 0.0005, max: 0.01, noNaN: true }), (move) => {
        let now = base;
        let furthest = 0;
        for (let day = 1; day <= 1000; day++) {
          const [gain] = float16ToFloat32(now.bytes);
          now = adapter(gain + move);
          furthest = Math.max(furthest, float16ToFloat32(now.bytes)[0] - 1);
          if (day % 10 === 0) now = pulled(now, base, 0.2);
        }
        // A gain above 1 is kept in steps of 2^-10, and so rounded by half of one.
        expect(furthest).toBeLessThan(50 * (move + 2 ** -11) + 2 ** -10);
      }),
    );
  });
});

describe('the year', () => {
  const setup = setupOf([repetitive('a', 1, 50, 400), repetitive('b', 600, 50, 400)], 1);
  let bench: Awaited<ReturnType<typeof openBench>>;
  beforeAll(async () => {
    bench = await openBench();
  });
  afterAll(() => bench.release());

  it('goes on from yesterday, and replays earlier days with the guard, on a small model', async () => {
    const cells = betYear.cells(setup);
    const days = [10, 20, 30, 40];
    expect(cells.map(({ id }) => id)).toEqual([
      'start',
      ...['plain', 'guarded'].flatMap((arm) => days.map((day) => `${arm}:${day}`)),
    ]);
    const learned: [tokens: number, from: AdapterWeights | undefined, adapter: AdapterWeights][] = [];
    const watched: typeof bench = {
      ...bench,
      async train(tokens, settings, options) {
        const trained = await bench.train(tokens, settings, options);
        learned.push([tokens.length, options?.from, trained.adapter]);
        return trained;
      },
    };
    const results = new Map<string, YearResult>();
    for (const id of ['start', 'plain:10', 'guarded:10', 'guarded:20']) {
      const cell = cells.find((one) => one.id === id)!;
      results.set(id, await cell.run(watched, results));
    }
    const start = results.get('start')!;
    // But for the rounding to float16, in which the real base's gains are stored.
    expect(start.fall.value).toBeCloseTo(1, 3);
    expect(start.general.value).toBeCloseTo(0, 3);
    const [, ...trained] = learned;
    expect(trained.map(([tokens]) => tokens)).toEqual([...Array(10).fill(201), 201, ...Array(19).fill(402)]);
    const base = start.adapter;
    expect(trained[0][1]).toBe(base);
    for (let day = 1; day < 10; day++) {
      expect(trained[day][1]).toBe(trained[day - 1][2]);
      expect(trained[10 + day][1]).toBe(trained[9 + day][2]);
    }
    expect(trained[10][1]).toBe(base);
    expect(trained[20][1]).toEqual(pulled(trained[19][2], base, 0.2));
    expect(results.get('guarded:20')!.adapter).toBe(trained[29][2]);
    const finding = betYear.conclude(setup, results);
    expect(finding.passed).toBeUndefined();
    for (const row of finding.table.rows) expect(row).toHaveLength(finding.table.head.length);
  });

  it.each([
    ['as good and harmless', [1.1, 1.1], 0.01, true],
    ['a little worse, within the interval', [1.1, 1.09], 0.01, true],
    ['clearly worse', [1.2, 1.1], 0.01, false],
    ['harmful in between', [1.1, 1.1], 0.03, false],
    ['no better than the base', [1.0, 1.0], 0.01, false],
  ])('a guard that is %s', (_, [plain, guarded], rise, passed) => {
    const adapter = { method: 'norm', bytes: new Uint8Array(2) } as const;
    const result = (value: number, general: number): YearResult => ({
      adapter,
      fall: { value, low: value - 0.02, high: value + 0.02 },
      general: { value: general },
    });
    const results = new Map<string, YearResult>();
    for (const day of [10, 20, 30, 40]) {
      results.set(`plain:${day}`, result(plain, 0.1));
      results.set(`guarded:${day}`, result(guarded, day === 20 ? rise : 0));
    }
    expect(betYear.conclude(setup, results).passed).toBe(passed);
  });
});
