import { expect, test } from 'vitest';
import { encodeDocuments } from '../text/encode';
import { prepare } from '../text/prepare';
import { tokenizer } from '../text/text.fixtures';
import { templatedAuthor, templatedNotes } from './templated';

const text = {
  encodeDocuments: (documents: Parameters<typeof encodeDocuments>[1]) =>
    encodeDocuments(tokenizer, documents),
};

test('has about the tokens of bet 10, and the same each time', async () => {
  const { train, held } = await templatedAuthor(text);
  expect(train.length).toBeGreaterThan(2700);
  expect(train.length).toBeLessThan(3300);
  expect(held.length).toBeGreaterThan(430);
  expect(held.length).toBeLessThan(570);
  expect(await templatedAuthor(text)).toEqual(await templatedAuthor(text));
});

test('repeats in its held-out part what it says before, so that preparing it would leave nothing to measure', async () => {
  const { train, held } = templatedNotes();
  const prepared = await prepare([{ name: 'notes', text: `${train}\n\n${held}` }], tokenizer);
  expect(prepared).toMatchObject({ kind: 'repetitive' });
  const lines = new Set(train.split('\n'));
  const fresh = held.split('\n').filter((line) => !lines.has(line));
  // Only lines with a date or a count differ.
  expect(fresh.length).toBeGreaterThan(0);
  for (const line of fresh) expect(line).toMatch(/\d/);
});
