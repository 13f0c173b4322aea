import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { AdapterWeights } from '../model/adapter';
import type { Interval } from '../model/run';
import { ExperimentError } from './experiment';
import { openBench, repetitive, setupOf, shownOf } from './experiment.fixtures';
import { settingsFor } from './setup';
import { distinct, halves, pagesOf, type YearResult, year } from './year';

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

test('distinct has each page once, in the order in which they came', () => {
  const authors = [repetitive('a', 1, 5000, 1000), repetitive('b', 7000, 5000, 450)];
  const pages = distinct(pagesOf(authors, 18));
  expect(pages.map((page) => page[0])).toEqual([1, 201, 401, 601, 801, 7000, 7200]);
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
      ...['gentle', 'eager', 'guarded', 'anew'].flatMap((arm) => days.map((day) => `${arm}:${day}`)),
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
    expect(results.get('guarded:20')).toMatchObject({ adapter: base, pulls: 16 });
    const finding = shownOf(year, setup, results);
    expect(finding.passed).toBeUndefined();
    for (const row of finding.table.rows) expect(row).toHaveLength(finding.table.head.length);
  });

  test('learns anew from the base, by the recommended recipe, from each page so far once', async () => {
    const authors = [repetitive('a', 1, 600, 400), repetitive('b', 1000, 600, 400)];
    const cells = year.cells({ ...setup, authors, steps: undefined });
    const learned: Parameters<typeof runner.train>[] = [];
    const noted: typeof runner = {
      ...runner,
      train(tokens, settings, options) {
        learned.push([tokens, settings, options]);
        return runner.train(tokens, { ...settings, steps: 1 }, options);
      },
    };
    const start = await cells[0].run(noted, new Map());
    const results = new Map([10, 30].map((day) => [`guarded:${day}`, start]));
    for (const day of [10, 30])
      results.set(`anew:${day}`, await cells.find(({ id }) => id === `anew:${day}`)!.run(noted, results));
    const [, early, late] = learned;
    const [a, b] = authors.map(({ train }) => [0, ...train.subarray(0, 200), 0, ...train.subarray(200)]);
    expect([...early[0]]).toEqual(a);
    expect([...late[0]]).toEqual([...a, ...b]);
    for (const [, settings, options] of [early, late]) {
      expect(settings).toEqual(settingsFor({ form: 'quick' }, 'norm'));
      expect(options?.from).toBeUndefined();
    }
    const { fall, lead } = results.get('anew:30')!;
    expect(lead!.value).toBeCloseTo(fall.value / start.fall.value, 5);
  });

  const DAYS = [10, 20, 30, 40];
  const resultOf = (value: number, general: number, lead?: Interval): YearResult => ({
    adapter: { method: 'norm', bytes: new Uint8Array(2) },
    fall: { value, low: value - 0.02, high: value + 0.02 },
    general: { value: general },
    pulls: 0,
    ...(lead && { lead }),
  });

  test.each([
    ['as good and harmless', [1.1, 1.1], 0.01, true],
    ['a little worse, within the interval', [1.1, 1.09], 0.01, true],
    ['clearly worse', [1.2, 1.1], 0.01, false],
    ['harmful in between', [1.1, 1.1], 0.03, false],
    ['no better than the base', [1.0, 1.0], 0.01, false],
  ])('a guard that is %s', (_, [eager, safe], rise, passed) => {
    const results = new Map<string, YearResult>();
    for (const day of DAYS) {
      results.set(`gentle:${day}`, resultOf(1.05, 0));
      results.set(`eager:${day}`, resultOf(eager, 0.1));
      results.set(`guarded:${day}`, resultOf(safe, day === 20 ? rise : 0));
      results.set(`anew:${day}`, resultOf(1.3, 0.2, { value: 1.3 / safe }));
    }
    expect(shownOf(year, setup, results).passed).toBe(passed);
  });

  describe('with the guard or anew', () => {
    const daily = ['gentle', 'eager', 'guarded'].flatMap((arm) =>
      DAYS.map((day): [string, YearResult] => [`${arm}:${day}`, resultOf(1.2, 0)]),
    );

    test.each([
      [{ value: 1.03, low: 1.01, high: 1.05 }, 'anew', 'anew is better in the end: its perplexity is ×1.03'],
      [{ value: 0.8, low: 0.7, high: 0.9 }, 'guarded', 'guard is better in the end: its perplexity is ×1.25'],
      [{ value: 1.03, low: 0.99, high: 1.05 }, 'neither', 'may be chance'],
    ] as const)('%o at the end: %s', (lead, better, words) => {
      const anew = DAYS.map((day): [string, YearResult] => [
        `anew:${day}`,
        // Only the end counts.
        resultOf(1.25, 0.03, day === 40 ? lead : { value: 1 / lead.value }),
      ]);
      const finding = shownOf(year, setup, new Map([...daily, ...anew]));
      expect(finding).toMatchObject({ passed: true, better, lead });
      expect(finding.sentence).toContain('it fell ×1.25 and ended at +3.0%.');
      expect(finding.sentence).toContain(words);
    });

    test('a run that was finished before there was the way anew shows what it has', () => {
      const finding = shownOf(year, setup, new Map(daily));
      expect(finding.better).toBeUndefined();
      expect(finding.sentence).toContain('it fell ×1.20');
      expect(finding.sentence).toContain('has not been measured');
      expect(finding.table.rows).toHaveLength(12);
      for (const chart of finding.charts)
        expect(chart.kind === 'lines' && chart.series.map(({ points }) => points.length)).toEqual([4, 4, 4]);
    });
  });
});

test('the guard reads other general text than it is measured on', () => {
  const { watched, measured } = halves(Int32Array.from({ length: 300 }, (_, i) => i));
  expect([...watched]).toEqual(
    [...Array(128).keys(), ...Array(44).keys()].map((i, at) => (at < 128 ? i : 256 + i)),
  );
  expect([...measured]).toEqual([...Array(128).keys()].map((i) => 128 + i));
});
