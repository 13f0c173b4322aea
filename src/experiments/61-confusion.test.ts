import { afterAll, beforeAll, expect, test } from 'vitest';
import { bet61, type ConfusionResult } from './61-confusion';
import { openBench, repetitive, setupOf } from './experiment.fixtures';
import { runExperiment } from './run';

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
  const setup = { ...setupOf(authors, 2), adapters: [{ name: 'an old one', weights: adapter }] };
  const kept = new Map<string, ConfusionResult>();
  const finding = await runExperiment(bet61, setup, runner, {
    keep: (id, result) => void kept.set(id, result),
  });
  expect([...kept.keys()]).toEqual(['train:a', 'train:b', 'held:a', 'held:b']);
  const [matrix] = finding.charts;
  expect(matrix).toMatchObject({
    kind: 'matrix',
    rows: ['author a', 'author b', 'an old one'],
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
  expect(bet61.conclude(setup, kept).passed).toBeUndefined();
});

test('needs two authors', () => {
  expect(() => bet61.cells(setupOf(authors.slice(0, 1), 2))).toThrow(/add a sample/);
});
