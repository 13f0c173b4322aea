import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { AdapterWeights } from '../model/adapter';
import { float16ToFloat32, float32ToFloat16 } from '../model/float16';
import { ExperimentError } from './experiment';
import { openBench, repetitive, setupOf, shownOf } from './experiment.fixtures';
import { guarded, halves, pagesOf, pulled, type YearResult, year } from './year';

describe('pagesOf', () => {
  test('gives every author as many days, page by page, and begins again', () => {
    const authors = [repetitive('a', 1, 5000, 1000), repetitive('b', 7000, 5000, 450)];
    const pages = pagesOf(authors, 12);
    expect(pages.map((page) => page[0])).toEqual([
      1, 201, 401, 601, 801, 1, 7000, 7200, 7000, 7200, 7000, 7200,
    ]);
    expect(pages.every(({ length }) => length === 200)).toBe(true);
  });

  test('asks for more text', () => {
    expect(() => pagesOf([repetitive('a', 1, 50, 399)], 40)).toThrow(ExperimentError);
  });
});

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

test('the guard reads other general text than it is measured on', () => {
  const { watched, measured } = halves(Int32Array.from({ length: 300 }, (_, i) => i));
  expect([...watched]).toEqual(
    [...Array(128).keys(), ...Array(44).keys()].map((i, at) => (at < 128 ? i : 256 + i)),
  );
  expect([...measured]).toEqual([...Array(128).keys()].map((i) => 128 + i));
});

describe('the year', () => {
  const setup = setupOf([repetitive('a', 1, 50, 400), repetitive('b', 600, 50, 400)], 1);
  let runner: Awaited<ReturnType<typeof openBench>>;
  beforeAll(async () => {
    runner = await openBench();
  });
  afterAll(() => runner.release());

  test('goes on from yesterday, and from where the guard went back to, on a small model', async () => {
    const cells = year.cells(setup);
    const days = [10, 20, 30, 40];
    expect(cells.map(({ id }) => id)).toEqual([
      'start',
      ...['gentle', 'eager', 'guarded'].flatMap((arm) => days.map((day) => `${arm}:${day}`)),
    ]);
    const learned: [lr: number, from: AdapterWeights | undefined, adapter: AdapterWeights][] = [];
    /** Whether general text is made out to be far worse: a runner cannot be told to drift. */
    let drifts = false;
    const watched: typeof runner = {
      ...runner,
      async train(tokens, settings, options) {
        const trained = await runner.train(tokens, settings, options);
        learned.push([settings.lr, options?.from, trained.adapter]);
        return trained;
      },
      async measure(model, tokens) {
        const read = await runner.measure(model, tokens);
        return drifts ? { ...read, tokenNll: read.tokenNll.map((nll) => 2 * nll) } : read;
      },
    };
    const results = new Map<string, YearResult>();
    for (const id of ['start', 'gentle:10', 'eager:10', 'guarded:10', 'guarded:20']) {
      drifts = id === 'guarded:20';
      const cell = cells.find((one) => one.id === id)!;
      results.set(id, await cell.run(watched, results));
    }
    const start = results.get('start')!;
    // But for the rounding to float16, in which the real base's gains are stored.
    expect(start.fall.value).toBeCloseTo(1, 3);
    expect(start.general.value).toBeCloseTo(0, 3);
    const [, ...trained] = learned;
    expect(trained.map(([lr]) => lr)).toEqual([...Array(10).fill(1e-3), ...Array(30).fill(5e-3)]);
    const base = start.adapter;
    for (const first of [0, 10, 20]) {
      expect(trained[first][1]).toBe(base);
      for (let day = 1; day < 10; day++) expect(trained[first + day][1]).toBe(trained[first + day - 1][2]);
    }
    // Nothing drifted in the first ten days, and in the next the guard goes all the way.
    expect(results.get('guarded:10')).toMatchObject({ adapter: trained[29][2], pulls: 0 });
    expect(trained[35][1]).toBe(base);
    expect(results.get('guarded:20')).toMatchObject({ adapter: base, pulls: 40 });
    const finding = shownOf(year, setup, results);
    expect(finding.passed).toBeUndefined();
    for (const row of finding.table.rows) expect(row).toHaveLength(finding.table.head.length);
  });

  test.each([
    ['as good and harmless', [1.1, 1.1], 0.01, true],
    ['a little worse, within the interval', [1.1, 1.09], 0.01, true],
    ['clearly worse', [1.2, 1.1], 0.01, false],
    ['harmful in between', [1.1, 1.1], 0.03, false],
    ['no better than the base', [1.0, 1.0], 0.01, false],
  ])('a guard that is %s', (_, [eager, safe], rise, passed) => {
    const adapter = { method: 'norm', bytes: new Uint8Array(2) } as const;
    const result = (value: number, general: number): YearResult => ({
      adapter,
      fall: { value, low: value - 0.02, high: value + 0.02 },
      general: { value: general },
      pulls: 0,
    });
    const results = new Map<string, YearResult>();
    for (const day of [10, 20, 30, 40]) {
      results.set(`gentle:${day}`, result(1.05, 0));
      results.set(`eager:${day}`, result(eager, 0.1));
      results.set(`guarded:${day}`, result(safe, day === 20 ? rise : 0));
    }
    expect(shownOf(year, setup, results).passed).toBe(passed);
  });
});
