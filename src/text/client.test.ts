import { expose } from 'comlink';
import { afterEach, describe, expect, test } from 'vitest';
import { connectText, type TextClient } from './client';
import { numberText } from './counting/numbered';
import { TextService } from './service';
import { TOKENIZER_FILES, tokenizer } from './text.fixtures';

/** A client and its service, with a message channel in place of the worker's. */
function connected(files = TOKENIZER_FILES) {
  const { port1, port2 } = new MessageChannel();
  expose(new TextService(), port1);
  const connection = connectText(port2, files);
  channels.push(() => {
    port1.close();
    port2.close();
  });
  return connection;
}
const channels: (() => void)[] = [];
afterEach(() => {
  for (const close of channels.splice(0)) close();
});

const document = (text: string) => ({ name: 'text', text });
/** New words all along, so that nothing repeats. */
const longText = (characters: number) => {
  let text = '';
  for (let i = 0; text.length < characters; i++)
    text += `Sentence ${i} tells of matter ${i} and of nothing else.\n\n`;
  return text;
};

describe('the text client', () => {
  test('prepares beside the page', async () => {
    const { client } = connected();
    const shares: number[] = [];
    // Enough for seven shares: the last ones may come after the answer, by another channel.
    const prepared = await client.prepare([document(longText(60_000))], {
      onProgress: (share) => shares.push(share),
    });
    expect(prepared).toMatchObject({ kind: 'ready' });
    if (prepared?.kind !== 'ready') return;
    expect(prepared.train).toBeInstanceOf(Int32Array);
    expect(shares.length).toBeGreaterThanOrEqual(3);
  });

  test('gives the texts of a stream of ids back', async () => {
    const { client } = connected();
    const ids = await client.encodeDocuments([document('മഴ പെയ്തു.'), document('It rained.\n\nA lot.')]);
    expect(await client.decode(ids)).toEqual(['മഴ പെയ്തു.', 'It rained.\n\nA lot.']);
    expect(await client.decode(ids.slice(2))).toHaveLength(2);
    expect(await client.decode(new Int32Array(0))).toEqual([]);
  });

  test('passes held-out text on', async () => {
    const { client } = connected();
    const held = [document(longText(1000))];
    const prepared = await client.prepare([document(longText(5000))], { held });
    expect(prepared).toMatchObject({ kind: 'ready', repeats: { removed: false } });
  });

  test('lets the latest request win', async () => {
    const { client } = connected();
    const asked = [60_000, 50_000, 40_000, 20_000].map((size) => client.prepare([document(longText(size))]));
    const answers = await Promise.all(asked);
    expect(answers.slice(0, 3)).toEqual([undefined, undefined, undefined]);
    expect(answers[3]?.statistics.characters).toBe(longText(20_000).trim().length);
  });

  test('lets a request that is apart neither win nor lose', async () => {
    const { client } = connected();
    const sizes = [20_000, 30_000, 10_000];
    const [typed, apart, typedLater] = await Promise.all(
      sizes.map((size, i) => client.prepare([document(longText(size))], { apart: i === 1 })),
    );
    expect(typed).toBeUndefined();
    expect(apart?.statistics.characters).toBe(longText(30_000).trim().length);
    const [first, between] = await Promise.all([
      client.prepare([document(longText(20_000))]),
      client.prepare([document(longText(10_000))], { apart: true }),
    ]);
    expect([first, between, typedLater].map((answer) => answer?.kind)).toEqual(['ready', 'ready', 'ready']);
  });

  test('encodes documents that are not to be split', async () => {
    const { client } = connected();
    const ids = await client.encodeDocuments([document('a'), document('b')]);
    expect(Array.from(ids)).toEqual([0, ...tokenizer.encode('a'), 0, ...tokenizer.encode('b')]);
    const secret = await client.encodeWithoutSecrets([document('Call me at 98470 12345.'), document('b')]);
    expect(Array.from(secret)).toEqual([
      0,
      ...tokenizer.encode('Call me at ….'),
      0,
      ...tokenizer.encode('b'),
    ]);
  });

  test('numbers the words of texts, to be counted', async () => {
    const { client } = connected();
    const texts = ['The bus was late. The bus!', 'മഴ പെയ്തു.'];
    expect(await client.number(texts)).toEqual(numberText(texts));
  });

  test('rejects every call with a tokenizer that cannot be opened', async () => {
    const { client } = connected({ ...TOKENIZER_FILES, tokenizer: {} });
    await expect(client.encodeDocuments([document('a')])).rejects.toThrow('text/other-tokenizer');
    await expect(client.prepare([document('a')])).rejects.toThrow('text/other-tokenizer');
  });

  test('rejects what waits and what comes when the worker has stopped', async () => {
    const { port2 } = new MessageChannel();
    const { client, fail } = connectText(port2, TOKENIZER_FILES);
    const calls: (keyof TextClient)[] = ['prepare', 'encodeDocuments', 'encodeWithoutSecrets'];
    const waiting = calls.map((call) => expect(client[call]([] as never)).rejects.toThrow('stopped'));
    fail(new Error('stopped'));
    await Promise.all(waiting);
    await expect(client.encodeDocuments([])).rejects.toThrow('stopped');
    port2.close();
  });
});
