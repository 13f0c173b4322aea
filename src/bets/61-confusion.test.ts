import { afterAll, beforeAll, expect, it } from 'vitest';
import { bet61, type ConfusionResult } from './61-confusion';
import { runBet } from './run';
import { openBench, repetitive, setupOf } from './testing';

let bench: Awaited<ReturnType<typeof openBench>>;
beforeAll(async () => {
  bench = await openBench();
});
afterAll(() => bench.release());

const authors = [repetitive('a', 1, 50, 400), repetitive('b', 600, 50, 400)];

it('measures every model on every text, and counts no model that was there before', async () => {
  const { adapter } = await bench.train(authors[0].train, {
    method: 'norm',
    steps: 2,
    lr: 1e-2,
    seed: 0,
    rows: 1,
    length: 256,
  });
  const setup = { ...setupOf(authors, 2), adapters: [{ name: 'an old one', weights: adapter }] };
  const kept = new Map<string, ConfusionResult>();
  const finding = await runBet(bet61, setup, bench, { keep: (id, result) => void kept.set(id, result) });
  expect([...kept.keys()]).toEqual(['train:a', 'train:b', 'held:a', 'held:b']);
  const [matrix] = finding.pictures;
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
      const before = await bench.measure({ kind: 'base' }, held);
      const after = await bench.measure(adapter, held);
      expect(falls[r][c]).toBeCloseTo(before.perplexity / after.perplexity, 5);
    }
  for (const row of finding.table.rows) expect(row).toHaveLength(finding.table.head.length);
  kept.delete('held:b');
  expect(bet61.conclude(setup, kept).passed).toBeUndefined();
});

it('needs two authors', () => {
  expect(() => bet61.cells(setupOf(authors.slice(0, 1), 2))).toThrow(/add a sample/);
});
