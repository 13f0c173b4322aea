import { describe, expect, test } from 'vitest';
import { encodeDocuments } from './encode';
import { tokenizer } from './text.fixtures';

describe('encodeDocuments', () => {
  test('starts each document with id 0, cleans it, and leaves empty ones out', async () => {
    const documents = ['\uFEFFone\r\ntwo\n\n', ' \n', 'അവന്\u200d'].map((text) => ({ name: '', text }));
    const ids = await encodeDocuments(tokenizer, documents);
    expect(Array.from(ids)).toEqual([0, ...tokenizer.encode('one\ntwo'), 0, ...tokenizer.encode('അവൻ')]);
  });

  test('gives the ids of the whole text, and word of how far it is', async () => {
    const text = 'അമ്മ said: "don\'t!"\n\n  x = 12345;\n'.repeat(1000).trim();
    const shares: number[] = [];
    const documents = [1, 2, 3].map(() => ({ name: '', text }));
    const ids = await encodeDocuments(tokenizer, documents, { onProgress: (share) => shares.push(share) });
    const expected = [0, ...tokenizer.encode(text)];
    expect(Array.from(ids)).toEqual([...expected, ...expected, ...expected]);
    expect(shares.length).toBeGreaterThanOrEqual(5);
    expect(shares).toEqual(shares.toSorted((a, b) => a - b));
    expect(shares.at(-1)).toBeGreaterThan(0.9);
    expect(shares.at(-1)).toBeLessThanOrEqual(1);
  });

  test('ends when it is called off', async () => {
    const controller = new AbortController();
    const shares: number[] = [];
    const onProgress = (share: number) => {
      shares.push(share);
      controller.abort();
    };
    const documents = [{ name: '', text: 'word after word '.repeat(5000) }];
    const ids = encodeDocuments(tokenizer, documents, { signal: controller.signal, onProgress });
    await expect(ids).rejects.toThrow('abort');
    expect(shares).toHaveLength(1);
  });
});
