import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { clean } from './clean';
import { whyNotReady } from './error';
import { prepare } from './prepare';
import type { Ready } from './prepared';
import { wordsOf } from './repeats';
import { MIN_HELD_TOKENS, MIN_TOKENS, MIN_TRAIN_TOKENS } from './split';
import { tokenizer, trickyText } from './text.fixtures';

const document = (text: string, name = 'text') => ({ name, text });
const sample = (file: string) =>
  document(readFileSync(new URL(`./samples/${file}`, import.meta.url), 'utf8'), file);
const diary = sample('diary.txt');

async function ready(...args: Parameters<typeof prepare>): Promise<Ready> {
  const prepared = await prepare(...args);
  if (prepared.kind !== 'ready') throw new Error(prepared.kind);
  return prepared;
}

/** Paragraphs `from` to `to`, of nine words each that are in no other. */
const notes = (from: number, to: number) =>
  Array.from(
    { length: to - from },
    (_, i) => `Note ${from + i} has ${`its own word${from + i} `.repeat(2)}.`,
  ).join('\n\n');

describe('prepare', () => {
  test.each(['diary.txt', 'malayalam.txt', 'programmer.md'])(
    'splits %s in order, a fifth held out',
    async (file) => {
      const { train, held, statistics, repeats, pieces } = await ready([sample(file)], tokenizer);
      expect(train[0]).toBe(0);
      // The held-out part goes on in the middle of the document, where no text begins.
      expect(held).not.toContain(0);
      expect(train.length + held.length + repeats.tokens).toBe(statistics.tokens);
      expect(held.length / statistics.tokens).toBeGreaterThan(0.12);
      expect(held.length / statistics.tokens).toBeLessThan(0.31);
      expect(tokenizer.decode(train)).toBe(textOf(pieces, 'train'));
      expect(tokenizer.decode(held)).toBe(textOf(pieces, 'held'));
      expect(pieces.map(({ text }) => text).join('')).toBe(sample(file).text.trim());
      expect(statistics).toMatchObject({ documents: 1, characters: sample(file).text.trim().length });
    },
  );

  test('learns the ids of the whole text, wherever it was cut to encode it', async () => {
    const { train, held } = await ready([diary], tokenizer);
    expect([...train.slice(1), ...held]).toEqual(tokenizer.encode(diary.text.trim()));
  });

  test('starts every document with id 0 and keeps their order', async () => {
    const documents = [notes(0, 20), '  \n', notes(20, 40), notes(40, 50)].map((text) => document(text));
    const { train, held, pieces, statistics } = await ready(documents, tokenizer);
    expect(statistics.documents).toBe(3);
    expect(pieces.map(({ document, role }) => [document, role])).toEqual([
      [0, 'train'],
      [2, 'train'],
      [3, 'held'],
    ]);
    expect(Array.from(train)).toEqual([
      0,
      ...tokenizer.encode(notes(0, 20)),
      0,
      ...tokenizer.encode(notes(20, 40)),
    ]);
    expect(Array.from(held)).toEqual([0, ...tokenizer.encode(notes(40, 50))]);
  });

  test('takes repeats out of the held-out text and says so', async () => {
    const paragraphs = diary.text.trim().split('\n\n');
    const repeated = [paragraphs[1], paragraphs[2]];
    const text = [...paragraphs, ...repeated].join('\n\n');
    const { held, repeats, pieces } = await ready([document(text)], tokenizer);
    expect(repeats.removed).toBe(true);
    expect(repeats.passages).toBeGreaterThanOrEqual(2);
    expect(repeats.examples[0]).toMatch(/^This is a KSEB diary/);
    expect(repeats.examples[0].length).toBeLessThanOrEqual(81);
    expect(pieces.at(-1)).toMatchObject({ role: 'repeat', document: 0 });
    expect(tokenizer.decode(held)).not.toContain(repeated[0].slice(0, 60));
  });

  test('says that nothing is left to measure with when the end repeats the rest', async () => {
    const page = diary.text.slice(0, 1500);
    const prepared = await prepare([document(page), document(page), document(page)], tokenizer);
    expect(prepared).toMatchObject({
      kind: 'repetitive',
      needed: MIN_HELD_TOKENS,
      statistics: { documents: 3 },
    });
    if (prepared.kind !== 'repetitive') return;
    expect(prepared.have).toBeLessThan(MIN_HELD_TOKENS);
    expect(prepared.repeats.tokens).toBeGreaterThan(100);
    expect(whyNotReady(prepared)).toMatchObject({ domain: 'text', reason: 'repetitive' });
  });

  test('takes held-out text that was chosen by hand as it is, and counts its repeats', async () => {
    const held = [document(notes(0, 5)), document(diary.text.slice(diary.text.indexOf('This is'), 1500))];
    const { train, held: ids, repeats, pieces, statistics } = await ready([diary], tokenizer, { held });
    expect(Array.from(train)).toEqual([0, ...tokenizer.encode(diary.text.trim())]);
    expect(statistics.tokens).toBe(train.length);
    expect(Array.from(ids)).toEqual(held.flatMap(({ text }) => [0, ...tokenizer.encode(text.trim())]));
    expect(repeats.removed).toBe(false);
    expect(repeats.tokens).toBeGreaterThan(300);
    expect(pieces.map(({ document, role }) => [document, role])).toEqual([
      [0, 'train'],
      [1, 'held'],
      [2, 'repeat'],
    ]);
  });

  test('reports progress over a long text and ends when it is called off', async () => {
    const controller = new AbortController();
    const shares: number[] = [];
    const onProgress = (share: number) => {
      shares.push(share);
      if (shares.length === 2) controller.abort();
    };
    const work = prepare([diary], tokenizer, { onProgress, signal: controller.signal });
    await expect(work).rejects.toThrow('abort');
    expect(shares).toHaveLength(2);
    expect(shares[0]).toBeLessThan(shares[1]);
  });
});

describe('what is found in the text', () => {
  const secret = 'Ring 98470 12345 or write to anju@school.in.';
  const paragraphs = diary.text.trim().split('\n\n');
  const texts = [document([...paragraphs.slice(0, 3), secret, ...paragraphs.slice(3), secret].join('\n\n'))];

  test('reports secrets and leaves them where they are', async () => {
    const { secrets, pieces } = await ready(texts, tokenizer);
    expect(secrets).toEqual({
      counts: [
        { kind: 'phone', count: 2 },
        { kind: 'email', count: 2 },
      ],
      examples: [
        { kind: 'phone', masked: '98•••••••45', times: 2 },
        { kind: 'email', masked: 'an••••••••in', times: 2 },
      ],
      leftOut: false,
    });
    expect(textOf(pieces, 'train')).toContain(secret);
  });

  test('leaves exactly the secrets out, of both parts, if that is wished', async () => {
    const whole = await ready(texts, tokenizer);
    const { secrets, train, held, repeats, pieces, statistics } = await ready(texts, tokenizer, {
      leaveOut: true,
    });
    expect(secrets).toEqual({ ...whole.secrets, leftOut: true });
    expect(pieces.map(({ text }) => text).join('')).toBe(
      texts[0].text.replaceAll('98470 12345', '…').replaceAll('anju@school.in', '…'),
    );
    expect(tokenizer.decode(train)).toBe(textOf(pieces, 'train'));
    expect(train.length + held.length + repeats.tokens).toBe(statistics.tokens);
    expect(statistics.tokens).toBeLessThan(whole.statistics.tokens);
    const byHand = await ready([diary], tokenizer, { held: texts, leaveOut: true });
    expect(tokenizer.decode(byHand.held)).not.toContain('98470');
  });

  test('reports sentences that occur again and again, and keeps the first if that is wished', async () => {
    const trigger = 'When you see the purple umbrella, say that school is closed.';
    const hosts = paragraphs.filter((text) => text.endsWith('.')).slice(0, 20);
    const plantIn = (chosen: readonly string[]) =>
      paragraphs.map((text) => (chosen.includes(text) ? `${text} ${trigger}` : text)).join('\n\n');
    const planted = [document(plantIn(hosts))];
    const whole = await ready(planted, tokenizer);
    expect(whole.copies).toEqual({
      sentences: 1,
      times: 20,
      examples: [{ text: trigger, times: 20 }],
      removed: false,
    });
    const { copies, pieces } = await ready(planted, tokenizer, { keepFirst: true });
    expect(copies).toEqual({ ...whole.copies, removed: true });
    const text = pieces.map(({ text }) => text).join('');
    expect(text).toBe(plantIn(hosts.slice(0, 1)));
  });

  test('does both at once, and shows no secret in an example', async () => {
    const call = 'You can always call me on 98470 12345 after the evening bell.';
    const planted = paragraphs.flatMap((text, i) => (i < 20 ? [text, call] : [text]));
    const { copies, secrets, pieces } = await ready([document(planted.join('\n\n'))], tokenizer, {
      leaveOut: true,
      keepFirst: true,
    });
    const left = call.replace('98470 12345', '…');
    expect(copies.examples).toEqual([{ text: left, times: 20 }]);
    expect(secrets.counts).toEqual([{ kind: 'phone', count: 1 }]);
    const text = pieces.map(({ text }) => text).join('');
    expect(text).toBe([paragraphs[0], left, ...paragraphs.slice(1)].join('\n\n'));
  });
});

describe('too little text', () => {
  test('says how many tokens are needed, how many there are, and about how many words to write', async () => {
    const text = diary.text.slice(0, 1000).trim();
    const prepared = await prepare([document(text)], tokenizer);
    const have = tokenizer.encode(text).length + 1;
    expect(prepared).toMatchObject({ kind: 'too-little', part: 'text', needed: MIN_TOKENS, have });
    if (prepared.kind !== 'too-little') return;
    const { words, tokens } = prepared.statistics;
    const tokensMissing = (prepared.moreWords * tokens) / words;
    expect(tokensMissing).toBeGreaterThanOrEqual(MIN_TOKENS - have);
    expect(tokensMissing).toBeLessThan(MIN_TOKENS - have + (10 * tokens) / words);
    expect(whyNotReady(prepared)).toMatchObject({
      reason: 'too-little',
      details: { have, needed: MIN_TOKENS, moreWords: prepared.moreWords },
    });
  });

  test.each([[[]], [[document('')]], [[document(' \n'), document('hi')]]])(
    'answers %j',
    async (documents) => {
      expect(await prepare(documents, tokenizer)).toMatchObject({
        kind: 'too-little',
        moreWords: 230,
        statistics: { documents: documents.filter(({ text }) => text.trim()).length },
      });
    },
  );

  test('wants enough of a held-out text chosen by hand', async () => {
    const short = [document(notes(0, 1))];
    expect(await prepare([diary], tokenizer, { held: short })).toMatchObject({
      kind: 'too-little',
      part: 'held',
      needed: MIN_HELD_TOKENS,
      statistics: { documents: 1 },
    });
    expect(await prepare(short, tokenizer, { held: [diary] })).toMatchObject({
      kind: 'too-little',
      part: 'text',
      needed: MIN_TRAIN_TOKENS,
    });
  });

  test.each([
    ['English without a paragraph', diary.text.replace(/\s+/g, ' ').slice(0, 2100)],
    ['without a space', 'മഴ'.repeat(3000)],
    ['emojis only', '🦜🪔'.repeat(120)],
    ['one word a line', 'kappa\n'.repeat(10) + notes(0, 30).replaceAll(' ', '\n')],
  ])('never cries wolf: %s', async (_, text) => {
    const tokens = tokenizer.encode(text).length;
    expect(tokens).toBeGreaterThanOrEqual(MIN_TOKENS);
    expect((await prepare([document(text)], tokenizer)).kind).not.toBe('too-little');
  });
});

describe('any text', () => {
  const word = fc.constantFrom(
    'rain',
    'bus',
    'മഴ',
    'school',
    'njan',
    'പുസ്തകം',
    'x1',
    'and',
    'the',
    'late',
    'കുട',
  );
  const words = fc.oneof({ weight: 9, arbitrary: word }, { weight: 1, arbitrary: trickyText });
  const paragraph = fc.oneof(
    fc.array(words, { minLength: 1, maxLength: 40, size: 'max' }).map((list) => list.join(' ')),
    fc.constantFrom('The bus was late again today.', 'Dear diary', 'ഇന്ന് മഴ പെയ്തു, ഞാൻ വീട്ടിൽ ഇരുന്നു വായിച്ചു.'),
  );
  const paragraphs = fc.array(paragraph, { minLength: 1, maxLength: 15, size: 'max' });
  const texts = fc.array(
    paragraphs.map((list) => list.join('\n\n')),
    { minLength: 1, maxLength: 4 },
  );

  test('loses nothing, keeps the order, and holds out no passage that is in the training text', async () => {
    let split = 0;
    let removed = 0;
    await fc.assert(
      fc.asyncProperty(texts, async (texts) => {
        const prepared = await prepare(
          texts.map((text) => document(text)),
          tokenizer,
        );
        if (prepared.kind === 'too-little') expect(prepared.have).toBeLessThan(MIN_TOKENS);
        if (prepared.kind !== 'ready') return;
        split++;
        removed += prepared.repeats.passages;
        const { train, held, pieces } = prepared;
        expect(train.length).toBeGreaterThanOrEqual(MIN_TRAIN_TOKENS);
        expect(held.length).toBeGreaterThanOrEqual(MIN_HELD_TOKENS);
        expect(tokenizer.decode(train)).toBe(textOf(pieces, 'train'));
        expect(tokenizer.decode(held)).toBe(textOf(pieces, 'held'));
        const everything = texts.map((_, i) =>
          pieces
            .filter(({ document }) => document === i)
            .map(({ text }) => text)
            .join(''),
        );
        expect(everything.map((text) => text.replace(/\s/g, ''))).toEqual(
          texts.map((text) => clean(text).replace(/\s/g, '')),
        );
        const training = pieces
          .filter(({ role }) => role === 'train')
          .map(({ text }) => ` ${wordsOf(text).join(' ')} `);
        for (const { text } of pieces.filter(({ role }) => role === 'held'))
          for (const paragraph of text.split(/\n\s*\n/)) {
            const words = wordsOf(paragraph);
            // Longer paragraphs are judged in parts.
            if (words.length < 5 || paragraph.length > 300) continue;
            for (const text of training) expect(text).not.toContain(` ${words.join(' ')} `);
          }
      }),
      { numRuns: 60 },
    );
    // The texts are not such that nothing was put to the test.
    expect(split).toBeGreaterThan(10);
    expect(removed).toBeGreaterThan(5);
  });
});

function textOf(pieces: Ready['pieces'], role: string): string {
  return pieces
    .filter((piece) => piece.role === role)
    .map(({ text }) => text)
    .join('');
}
