import { expect, test } from 'vitest';
import { normOnly } from './37-norm-only';
import { openBench, repetitive, runShown, setupOf, shownOf, trialOf } from './experiment.fixtures';

const [a, b] = [repetitive('a', 1, 50, 400), repetitive('b', 60, 50, 400)];

test('trains each text once, on a small model', async () => {
  const runner = await openBench();
  const kept: string[] = [];
  const setup = setupOf([a, b], 3);
  const finding = await runShown(normOnly, setup, runner, { keep: (id) => void kept.push(id) }).finally(() =>
    runner.release(),
  );
  expect(kept).toEqual(['norm/a', 'norm/b']);
  expect(finding.passed).toBeTypeOf('boolean');
  expect(finding.table.rows).toHaveLength(2);
  for (const row of finding.table.rows) expect(row).toHaveLength(finding.table.head.length);
});

test.each([
  ['both fell clearly', [1.12, 1.08], [0.01, 0.04], true, 'each of the 2 texts'],
  ['the interval of one goes below 1', [1.12, 1.03], [0.01, 0.01], false, 'not enough for author b'],
  ['one costs others too much', [1.12, 1.08], [0.06, 0.01], false, 'not enough for author a'],
])('%s', (_, falls, rises, passed, words) => {
  const setup = setupOf([a, b], 30);
  const results = new Map(
    [a, b].map((author, i) => [`norm/${author.id}`, trialOf(author, falls[i], rises[i])]),
  );
  const found = shownOf(normOnly, setup, results);
  expect(found.passed).toBe(passed);
  expect(found.sentence).toContain(words);
  results.delete('norm/b');
  expect(shownOf(normOnly, setup, results)).toMatchObject({
    passed: undefined,
    table: { rows: { length: 1 } },
  });
});
