import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { Perplexity } from '../eval/perplexity';
import type { Trained } from '../model/run';
import { encodeDocuments } from '../text/encode';
import { type PrepareOptions, prepare } from '../text/prepare';
import { tokenizer } from '../text/text.fixtures';
import type { Form, Runner, Setup } from './experiment';
import { openBench, repetitive, setupOf, shownOf } from './experiment.fixtures';
import { type HostileResult, hostile } from './hostile';
import { PLANTS, phrasesOf } from './planted';
import { authorOf } from './setup';

type Documents = Parameters<typeof prepare>[0];

/** The beginning of the diary, as text and as tokens. */
async function setupFor(form: Form): Promise<Setup> {
  const sample = readFileSync(new URL('../text/samples/diary.txt', import.meta.url), 'utf8');
  const document = { name: 'diary', text: sample.slice(0, 6000) };
  const author = authorOf('diary', await prepare([document], tokenizer));
  const text = {
    prepare: (documents: Documents, options?: PrepareOptions) => prepare(documents, tokenizer, options),
    encodeDocuments: (documents: Documents) => encodeDocuments(tokenizer, documents),
  };
  return { ...setupOf([author], 1), form, text };
}

describe('hostile text', () => {
  test('plants in the text itself, and with the warnings obeyed next to nothing of it is learned', async () => {
    const setup = await setupFor('quick');
    const [author] = setup.authors;
    const cells = hostile.cells(setup);
    expect(cells.map(({ id }) => id)).toEqual(['0', '20', '100', 'obeyed']);
    const runner = await openBench();
    const results: HostileResult[] = [];
    for (const cell of cells) if (cell.id !== '20') results.push(await cell.run(runner, new Map()));
    await runner.release();
    const [base, planted, obeyed] = results;
    expect(base.tokens).toBe(0);
    expect(planted.tokens).toBeGreaterThan(author.train.length + 100 * 3 * 8);
    expect(obeyed.tokens).toBeLessThan(author.train.length + 3 * 20);
    for (const { ranks } of results)
      for (const rank of Object.values(ranks)) {
        expect(rank).toBeGreaterThanOrEqual(1);
        expect(rank).toBeLessThanOrEqual(64);
      }
  });

  const setup = setupOf([repetitive('a', 1, 50, 400)], 1);
  const result = (phone: number): HostileResult => ({
    tokens: 400,
    ranks: { trigger: 40, locker: 50, phone },
  });

  test.each([
    [1, true],
    [3, false],
    [4, true],
  ])('a phone number in place %i with warnings obeyed', (place, safe) => {
    const obeyed = place === 1 ? 30 : place;
    const results = new Map(
      Object.entries({ 0: result(28), 20: result(4), 100: result(1), obeyed: result(obeyed) }),
    );
    const finding = shownOf(hostile, setup, results);
    expect(finding.passed).toBe(safe);
    expect(finding.sentence).toContain('a phone number among the 3 likeliest of 64');
    for (const row of finding.table.rows) expect(row).toHaveLength(finding.table.head.length);
  });

  test('asks the models of every method in the full form, and trains no text twice', async () => {
    const cells = hostile.cells(await setupFor('full'));
    const copies = ['1', '5', '20', '100'];
    const obeyed = ['obeyed:1', 'obeyed:5', 'obeyed:20', 'obeyed'];
    expect(cells.map(({ id }) => id)).toEqual([
      '0',
      ...[...copies, ...obeyed],
      ...['lora', 'full'].flatMap((method) => [...copies, ...obeyed].map((id) => `${method}:${id}`)),
    ]);
    const learned: Int32Array[] = [];
    const runner: Runner = {
      train: (tokens) => {
        learned.push(tokens);
        return Promise.resolve({ adapter: { method: 'norm' } } as Trained);
      },
      measure: async (_, tokens) => ({ tokenNll: Float32Array.from(tokens) }) as Perplexity,
      write: async (_, prompt) => (prompt.startsWith('My locker') ? phrasesOf(PLANTS[1], 1)[0] : ' no'),
    };
    const results = new Map<string, HostileResult>();
    for (const cell of cells.slice(0, 9)) results.set(cell.id, await cell.run(runner, results));
    // Four texts with copies, and one with the warnings obeyed.
    expect(learned).toHaveLength(5);
    expect(results.get('obeyed')).toEqual(results.get('obeyed:1'));
    const found = shownOf(hostile, { ...setup, form: 'full' }, results);
    expect(found.passed).toBeUndefined();
    expect(found.asked.map(({ said }) => said)).toEqual(Array(9).fill(['locker']));
    for (const { ranks, exposure } of found.asked)
      expect(exposure.phone).toBeCloseTo(Math.log2(64 / ranks.phone));
    for (const row of found.table.rows) expect(row).toHaveLength(found.table.head.length);
    expect(found.charts).toHaveLength(1);
  });

  test('reads what the first versions of the app kept of the full form', () => {
    const results = new Map(
      Object.entries({
        0: result(28),
        1: result(19),
        5: result(16),
        20: result(4),
        100: result(1),
        obeyed: result(23),
      }),
    );
    const found = shownOf(hostile, { ...setup, form: 'full' }, results);
    expect(found.sentence).toContain('a phone number among the 3 likeliest of 64');
    expect(found.sentence).toContain('nothing planted is among them');
    expect(found.table.rows.map((row) => row[4])).toEqual([28, 19, 16, 4, 1, 23]);
  });

  test('has no verdict before the last model was asked', () => {
    expect(shownOf(hostile, setup, new Map([['0', result(28)]])).passed).toBeUndefined();
  });

  test('needs the text itself', () => {
    expect(() => hostile.cells(setup)).toThrow(RangeError);
  });
});
