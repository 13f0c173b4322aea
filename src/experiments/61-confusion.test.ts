import { afterAll, beforeAll, expect, test } from 'vitest';
import { en } from '../i18n/en';
import { type ConfusionResult, confusion } from './61-confusion';
import { ExperimentError } from './experiment';
import { openBench, repetitive, runShown, setupOf, shownOf } from './experiment.fixtures';

let runner: Awaited<ReturnType<typeof openBench>>;
beforeAll(async () => {
  runner = await openBench();
});
afterAll(() => runner.release());

const authors = [repetitive('a', 1, 50, 400), repetitive('b', 600, 50, 400)];

test('measures every model on every text, and counts no model that was there before', async () => {
  const { adapter } = await runner.train(authors[0].train, {
    method: 'norm',
    steps: 2,
    lr: 1e-2,
    seed: 0,
    rows: 1,
    length: 256,
  });
  const setup = { ...setupOf(authors, 2), adapters: [{ id: 'old', name: 'an old one', weights: adapter }] };
  const kept = new Map<string, ConfusionResult>();
  const finding = await runShown(confusion, setup, runner, {
    keep: (id, result) => void kept.set(id, result),
  });
  expect([...kept.keys()]).toEqual(['train:a', 'train:b', 'held:a', 'held:b']);
  const [matrix] = finding.charts;
  expect(matrix).toMatchObject({
    kind: 'matrix',
    rows: ['author a', 'author b', 'an old one (kept)'],
    columns: ['author a', 'author b'],
  });
  if (matrix.kind !== 'matrix') return;
  const falls = matrix.values as number[][];
  expect(finding.passed).toBe(falls[0][0] > falls[1][0] && falls[1][1] > falls[0][1]);
  for (const [c, { held }] of authors.entries())
    for (const [r, id] of ['train:a', 'train:b'].entries()) {
      const { adapter } = kept.get(id) as { adapter: (typeof setup.adapters)[0]['weights'] };
      const before = await runner.measure({ kind: 'base' }, held);
      const after = await runner.measure(adapter, held);
      expect(falls[r][c]).toBeCloseTo(before.perplexity / after.perplexity, 5);
    }
  for (const row of finding.table.rows) expect(row).toHaveLength(finding.table.head.length);
  kept.delete('held:b');
  expect(shownOf(confusion, setup, kept).passed).toBeUndefined();
});

test('needs two authors', () => {
  const cells = () => confusion.cells(setupOf(authors.slice(0, 1), 2));
  expect(cells).toThrow(ExperimentError);
  expect(cells).toThrow(/one-author/);
  expect(en.errors.byDomain.experiment['one-author']).toMatch(/add a sample/i);
});

test('reads what the first versions of the app kept, with names in the results', () => {
  const column = (falls: number[], runnerUp: string) => ({
    falls: falls.map((value) => ({ value })),
    overMean: { value: 1.1 },
    runnerUp,
    overRunnerUp: { value: 1.05, low: 1.01, high: 1.09 },
  });
  const three = [...authors, repetitive('c', 1200, 50, 400)];
  const results = new Map<string, ConfusionResult>([
    ['held:a', column([1.2, 1.1, 1.15], 'A school diary')],
    ['held:b', column([1.1, 1.2, 1.05], 'My text')],
    ['held:c', column([1.02, 1.1, 1.2], 'My text')],
  ]);
  const { passed, table } = shownOf(confusion, setupOf(three, 2), results);
  expect(passed).toBe(true);
  const best = table.head.indexOf('the best other');
  expect(table.rows.map((row) => row[best])).toEqual(['author c', 'author a', 'author b']);
});
