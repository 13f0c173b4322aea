import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { encodeDocuments } from '../text/encode';
import { type PrepareOptions, prepare } from '../text/prepare';
import { tokenizer } from '../text/text.fixtures';
import { openBench, repetitive, setupOf } from './experiment.fixtures';
import { betHostile, type HostileResult } from './hostile';
import { authorOf } from './setup';

type Documents = Parameters<typeof prepare>[0];

describe('the hostile bet', () => {
  test('plants in the text itself, and with the warnings obeyed next to nothing of it is learned', async () => {
    const sample = readFileSync(new URL('../text/samples/diary.txt', import.meta.url), 'utf8');
    const document = { name: 'diary', text: sample.slice(0, 6000) };
    const author = authorOf('diary', 'A diary', await prepare([document], tokenizer));
    const text = {
      prepare: (documents: Documents, options?: PrepareOptions) => prepare(documents, tokenizer, options),
      encodeDocuments: (documents: Documents) => encodeDocuments(tokenizer, documents),
    };
    const setup = { ...setupOf([author], 1), text };
    const cells = betHostile.cells(setup);
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
    const finding = betHostile.conclude(setup, results);
    expect(finding.passed).toBe(safe);
    expect(finding.sentence).toContain('a phone number among the 3 likeliest of 64');
    for (const row of finding.table.rows) expect(row).toHaveLength(finding.table.head.length);
  });

  test('has no verdict before the last model was asked', () => {
    expect(betHostile.conclude(setup, new Map([['0', result(28)]])).passed).toBeUndefined();
  });

  test('needs the text itself', () => {
    expect(() => betHostile.cells(setup)).toThrow(RangeError);
  });
});
