import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { CUT_LEVELS, type CutLevel } from './passages';
import { findCut, MAX_HELD_TOKENS, MIN_HELD_TOKENS, MIN_TOKENS, MIN_TRAIN_TOKENS } from './split';

/** Passages `[level, tokens]`; a new document starts where the level says so. */
function passages(...list: [CutLevel, number][]) {
  let document = -1;
  return list.map(([level, length]) => ({
    document: level === 'document' ? ++document : document,
    level,
    ids: { length },
  }));
}
const paragraphs = (n: number, tokens: number): [CutLevel, number][] =>
  Array.from({ length: n }, () => ['paragraph', tokens]);

/** Tokens of both parts, with one for each document that begins there. */
function sizes(list: ReturnType<typeof passages>, cut: number) {
  const size = (part: ReturnType<typeof passages>) =>
    part.reduce((sum, { ids }) => sum + ids.length, 0) +
    part.filter(({ level }) => level === 'document').length;
  return { train: size(list.slice(0, cut)), held: size(list.slice(cut)) };
}

describe('findCut', () => {
  test('holds out the last fifth', () => {
    const list = passages(['document', 0], ...paragraphs(100, 10));
    expect(findCut(list)).toBe(81);
  });

  test('cuts between documents if that comes near a fifth, else between paragraphs', () => {
    const long: [CutLevel, number][] = [['document', 20], ...paragraphs(40, 20)];
    const fair = passages(...long, ['document', 20], ...paragraphs(12, 20));
    expect(findCut(fair)).toBe(41);
    const half = passages(...long, ...long);
    expect(half[findCut(half)!].level).toBe('paragraph');
    const tiny = passages(...long, ['document', 20]);
    expect(tiny[findCut(tiny)!].level).toBe('paragraph');
  });

  test('cuts a wall of text where sentences end, or at least words', () => {
    const sentences = passages(
      ['document', 50],
      ...Array.from({ length: 40 }, (_, i): [CutLevel, number] => [i % 2 ? 'sentence' : 'word', 50]),
    );
    expect(sentences[findCut(sentences)!].level).toBe('sentence');
    const words = passages(
      ['document', 50],
      ...Array.from({ length: 40 }, (): [CutLevel, number] => ['word', 50]),
    );
    expect(words[findCut(words)!].level).toBe('word');
  });

  test('holds out at most what measuring needs', () => {
    const list = passages(['document', 0], ...paragraphs(5000, 10));
    expect(sizes(list, findCut(list)!).held).toBe(2000);
  });

  test('finds no cut in too little text, nor in text that cannot be cut', () => {
    expect(findCut([])).toBeUndefined();
    expect(findCut(passages(['document', 200], ...paragraphs(10, 19)))).toBeUndefined();
    expect(findCut(passages(['document', 5000]))).toBeUndefined();
  });

  test('always finds one if there are enough tokens in small passages, and keeps both parts large enough', () => {
    const level = fc.constantFrom(...CUT_LEVELS);
    const passage = fc.tuple(level, fc.integer({ min: 1, max: 48 }));
    const list = fc
      .array(passage, { minLength: 5, maxLength: 300 })
      .map(([[, tokens], ...rest]) => passages(['document', tokens], ...rest));
    fc.assert(
      fc.property(list, (list) => {
        const cut = findCut(list);
        if (sizes(list, list.length).train < MIN_TOKENS) return;
        expect(cut).toBeDefined();
        const { train, held } = sizes(list, cut!);
        expect(train).toBeGreaterThanOrEqual(MIN_TRAIN_TOKENS);
        expect(held).toBeGreaterThanOrEqual(MIN_HELD_TOKENS);
        expect(held).toBeLessThanOrEqual(MAX_HELD_TOKENS);
      }),
      { numRuns: 500 },
    );
  });
});
