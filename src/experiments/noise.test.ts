import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { encodeDocuments } from '../text/encode';
import { prepare } from '../text/prepare';
import { tokenizer } from '../text/text.fixtures';
import { openBench, repetitive, runShown, setupOf, shownOf } from './experiment.fixtures';
import { type NoiseResult, noise } from './noise';
import { authorOf } from './setup';

test('learns four versions of as many tokens, on a small model', async () => {
  const sample = readFileSync(new URL('../text/samples/diary.txt', import.meta.url), 'utf8');
  const document = { name: 'diary', text: sample.slice(0, 6000) };
  const author = authorOf('diary', await prepare([document], tokenizer));
  const text = {
    prepare: (documents: Parameters<typeof prepare>[0]) => prepare(documents, tokenizer),
    encodeDocuments: (documents: Parameters<typeof prepare>[0]) => encodeDocuments(tokenizer, documents),
  };
  const setup = { ...setupOf([author], 1), text };
  const learned: Int32Array[] = [];
  const real = await openBench();
  const runner: typeof real = {
    ...real,
    train: (tokens, ...rest) => {
      learned.push(tokens);
      return real.train(tokens, ...rest);
    },
  };
  const kept = new Map<string, NoiseResult>();
  const finding = await runShown(noise, setup, runner, {
    keep: (id, result) => void kept.set(id, result),
  });
  await real.release();
  expect([...kept.keys()]).toEqual(['clean', 'some', 'much', 'cleaned']);
  expect(learned[0]).toEqual(author.train);
  expect(new Set(learned.map((tokens) => tokens.join())).size).toBe(4);
  for (const { length } of learned) expect(length).toBeLessThanOrEqual(author.train.length);
  expect(finding.passed).toBeTypeOf('boolean');
  expect(finding.table.rows).toHaveLength(4);
  for (const row of finding.table.rows) expect(row).toHaveLength(finding.table.head.length);
  kept.delete('cleaned');
  expect(shownOf(noise, setup, kept).passed).toBeUndefined();
});

test.each([
  ['falls clearly', { value: 1.05, low: 1.02, high: 1.08 }, true],
  ['falls within chance', { value: 1.01, low: 0.98, high: 1.04 }, false],
])('clean text that %s', (_, clean, passed) => {
  const setup = setupOf([repetitive('a', 1, 50, 400)], 1);
  const result: NoiseResult = { tokens: 400, clean, noisy: clean, general: { value: 0 } };
  const results = new Map(['clean', 'some', 'much', 'cleaned'].map((id) => [id, result]));
  expect(shownOf(noise, setup, results).passed).toBe(passed);
});

test('needs the text itself', () => {
  expect(() => noise.cells(setupOf([repetitive('a', 1, 50, 400)], 1))).toThrow(RangeError);
});
