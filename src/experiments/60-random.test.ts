import { afterAll, beforeAll, expect, test } from 'vitest';
import { type RandomResult, random } from './60-random';
import { openBench, repetitive, runShown, setupOf, shownOf } from './experiment.fixtures';

let runner: Awaited<ReturnType<typeof openBench>>;
beforeAll(async () => {
  runner = await openBench();
});
afterAll(() => runner.release());

const setup = setupOf([repetitive('a', 1, 50, 400), repetitive('b', 60, 50, 300)], 2);

test('trains random tokens once and each text twice, on a small model', async () => {
  const kept = new Map<string, RandomResult>();
  const finding = await runShown(random, setup, runner, {
    keep: (id, result) => void kept.set(id, result),
  });
  expect([...kept.keys()]).toEqual(['random', 'shuffled:a', 'real:a', 'shuffled:b', 'real:b']);
  expect(finding.passed).toBeTypeOf('boolean');
  expect(finding.charts).toHaveLength(2);
  expect(finding.table.rows).toHaveLength(6);
  for (const row of finding.table.rows) expect(row).toHaveLength(finding.table.head.length);
  kept.delete('real:b');
  expect(shownOf(random, setup, kept)).toMatchObject({ passed: undefined, charts: [{ title: 'author a' }] });
});

test.each([
  ['the text is clearly better everywhere', [1.05, 1.02], true],
  ['one text is not', [1.05, 0.99], false],
])('%s', (_, lows, passed) => {
  const one = { value: 1.1 };
  const results = lows.map((low, i): [string, RandomResult] => [
    `real:${'ab'[i]}`,
    { real: one, random: one, shuffled: one, general: one, margin: { value: 1.1, low, high: 1.2 } },
  ]);
  expect(shownOf(random, setup, new Map(results)).passed).toBe(passed);
});
