import { expect, test } from 'vitest';
import { shootout } from './49-shootout';
import { openBench, repetitive, runShown, setupOf, shownOf, trialOf } from './experiment.fixtures';

const [a, b] = [repetitive('a', 1, 50, 400), repetitive('b', 60, 50, 400)];

test('trains the first text with each method, on a small model, or every text', async () => {
  const runner = await openBench();
  const setup = setupOf([a, b], 2);
  const sizes: number[] = [];
  const finding = await runShown(shootout, setup, runner, {
    keep: (_, { bytes }) => void sizes.push(bytes),
  }).finally(() => runner.release());
  expect(finding.passed).toBeTypeOf('boolean');
  expect(finding.table.rows.map(([, method]) => method)).toEqual(['norm', 'lora', 'full']);
  expect(sizes[0]).toBeLessThan(sizes[1]);
  expect(sizes[1]).toBeLessThan(sizes[2]);
  expect(shootout.cells({ ...setup, form: 'full' }).map(({ id }) => id)).toEqual(
    ['a', 'b'].flatMap((id) => ['norm', 'lora', 'full'].map((method) => `${method}/${id}`)),
  );
});

test.each([
  ['norm-only is better in both', [1.2, 0.01], [1.1, 0.02], true, 'Norm-only learns at least'],
  [
    'norm-only is worse in both',
    [1.1, 0.02],
    [1.2, 0.01],
    false,
    'The advantage of norm-only is its small size',
  ],
  ['each is better in one', [1.1, 0.01], [1.2, 0.02], false, 'Neither'],
])('%s', (_, norm, full, passed, words) => {
  const setup = { ...setupOf([a, b], 20), form: 'full' } as const;
  const results = new Map(
    [a, b].flatMap((author) => [
      [`norm/${author.id}`, trialOf(author, norm[0], norm[1])],
      [`lora/${author.id}`, trialOf(author, 1.13, 0.01, { method: 'lora' })],
      [`full/${author.id}`, trialOf(author, full[0], full[1], { method: 'full' })],
    ]),
  );
  const found = shownOf(shootout, setup, results);
  expect(found).toMatchObject({ passed, sentence: expect.stringContaining(words) });
  // A text that not all methods have learned would make their means those of different texts.
  results.delete('full/b');
  expect(shownOf(shootout, setup, results)).toMatchObject({
    passed: undefined,
    sentence: expect.stringContaining('on one text'),
    table: { rows: { length: 5 } },
  });
});
