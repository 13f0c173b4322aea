import { describe, expect, test } from 'vitest';
import { BASE_SHA256 } from '../model/config';
import type { Method } from '../model/run';
import type { AdapterRecord, Comparison } from '../store';
import { FACTS, RUN } from '../store/store.fixtures';
import { hashedSentences } from '../text/sentences';
import {
  compareVersions,
  fairTokens,
  isWaiting,
  learnedFrom,
  linesOf,
  milestonesOf,
  nextVersion,
  offersFor,
  outcomeOf,
  surplusOf,
} from './versions';

/** A text as it is split: sentences to learn from, and held-out passages of so many tokens each. */
const split = (train: string, ...held: string[]) => ({
  train: hashedSentences(train),
  held: held.map((text) => ({ tokens: 50, sentences: hashedSentences(text) })),
});

const version = (number: number, more: Partial<AdapterRecord> & { chosen?: number } = {}): AdapterRecord => {
  const { chosen = number, ...rest } = more;
  return {
    ...{ ...FACTS, baseHash: BASE_SHA256, id: `${number}`, createdAt: number, method: 'norm', bytes: 9216 },
    ...{ sha256: '', version: { line: 'a', number, chosen } },
    ...rest,
  } as AdapterRecord;
};

describe('linesOf', () => {
  test('puts versions together, with the one in use', () => {
    const other = version(1, { id: 'x', version: { line: 'b', number: 1, chosen: 1 } });
    const [newest, oldest] = [version(3, { chosen: 0 }), version(1, { chosen: 5 })];
    const lines = linesOf([newest, other, version(2), oldest]);
    expect(lines.map(({ id, current, versions }) => [id, current.id, versions.map((one) => one.id)])).toEqual(
      [
        ['a', '1', ['3', '2', '1']],
        ['b', 'x', ['x']],
      ],
    );
  });
});

describe('offersFor', () => {
  const before = split('One two three. Four five six. Seven eight.', 'Nine ten. Eleven.');
  const line = (learned = learnedFrom(before)) => linesOf([version(1, { learned })]);
  const newWords = (sentences: ReturnType<typeof split>) =>
    offersFor(line(), { sentences }).map((offer) => offer.newWords);

  test('counts the words of new sentences, wherever they stand', () => {
    expect(newWords(before)).toEqual([0]);
    expect(
      newWords(split('Twelve thirteen. One two three. Four five six.', 'Seven eight.', 'Nine ten.')),
    ).toEqual([2]);
  });

  test('makes none for another text, nor for what was not made here or not of this base', () => {
    expect(newWords(split('All of this is another text.', 'Nine ten.'))).toEqual([]);
    const foreign = [
      version(1, { origin: 'imported' }),
      version(1, { baseHash: 'b', learned: learnedFrom(before) }),
    ];
    for (const one of foreign) expect(offersFor(linesOf([one]), { sentences: before })).toEqual([]);
  });

  test('leaves it open for a model that does not say what it has learned from', () => {
    const [offer] = offersFor(linesOf([version(1)]), { sentences: before });
    expect(offer.line.id).toBe('a');
    expect(offer.newWords).toBeUndefined();
  });

  test('goes on where all that was learned is still to learn from, and after enough steps', () => {
    const goesOn = (sentences: ReturnType<typeof split>, steps = 30, method: Method = 'norm') => {
      const run = { ...RUN, method, steps };
      return offersFor(
        linesOf([version(1, { run, learned: learnedFrom(before) } as Partial<AdapterRecord>)]),
        { sentences },
      ).map((offer) => offer.goesOn);
    };
    const grown = split('One two three. Four five six. Seven eight. Nine ten. Eleven.', 'Twelve thirteen.');
    expect(goesOn(grown)).toEqual([true]);
    expect(goesOn(grown, 29)).toEqual([false]);
    expect(goesOn(grown, 30, 'lora')).toEqual([false]);
    // A sentence was taken out, and one that was learned is held out now.
    expect(goesOn(split('One two three. Four five six. Nine ten. Eleven.', 'Twelve.'))).toEqual([false]);
    expect(goesOn(split('One two three. Four five six. Nine ten.', 'Seven eight.'))).toEqual([false]);
    expect(offersFor(linesOf([version(1)]), { sentences: grown })[0].goesOn).toBe(false);
  });

  test('counts from the newest version that was tested, even where an older one is in use', () => {
    const grown = split('One two three. Four five six. Seven eight. Twelve.', 'Nine ten. Eleven.');
    const countedFrom = (beside?: Comparison) => {
      const second = { line: 'a', number: 2, chosen: 0, ...(beside && { beside }) };
      const versions = [
        version(2, { learned: learnedFrom(grown), version: second }),
        version(1, { learned: learnedFrom(before) }),
      ];
      return offersFor(linesOf(versions), { sentences: grown })[0].newWords;
    };
    expect(countedFrom({ with: 1, tokens: 300, before: 30, after: 31, fall: { value: 30 / 31 } })).toBe(0);
    // Its run was cut off after the first result, and given up.
    expect(countedFrom()).toBe(1);
  });
});

test('a passage of which an older version has learned half the words does not count', () => {
  const { held } = split('', 'One two three. Four five.', 'Six seven. Eight nine.', '…', 'Ten.');
  const learned = hashedSentences('One two three. Eight nine.').map(({ hash }) => hash);
  const fair = fairTokens(held, learned);
  expect([fair.length, fair[0], fair[49], fair[50], fair[100], fair[150]]).toEqual([200, 0, 0, 0, 1, 1]);
  expect(fairTokens(held, []).every((counts) => counts === 1)).toBe(true);
});

describe('two versions on the same text', () => {
  const nll = (value: number, length = 399) => new Float32Array(length).fill(value);
  const all = new Uint8Array(400).fill(1);

  test('are compared on what neither has learned', () => {
    const fair = all.slice().fill(0, 0, 200);
    const [before, after] = [nll(2).fill(0, 0, 199), nll(1.5)];
    const compared = compareVersions(4, { fair }, before, after)!;
    expect(compared).toMatchObject({ with: 4, tokens: 200 });
    expect(compared.before).toBeCloseTo(Math.exp(2), 5);
    expect(compared.after).toBeCloseTo(Math.exp(1.5), 5);
    expect(compared.fall.value).toBeCloseTo(Math.exp(0.5), 5);
  });

  test('are not compared where too little is left', () => {
    expect(compareVersions(1, { fair: all.slice().fill(0, 0, 350) }, nll(2), nll(1))).toBeUndefined();
  });

  test.each([
    [30, 27, { low: 1.05, high: 1.2 }, 'better', false],
    [30, 29.5, { low: 0.98, high: 1.05 }, 'better', true],
    [30, 29.9, { low: 0.98, high: 1.05 }, 'same', false],
    [30, 30.1, { low: 0.95, high: 1.02 }, 'same', false],
    [30, 31, { low: 0.9, high: 1.05 }, 'worse', true],
    [30, 33, { low: 0.85, high: 0.95 }, 'worse', false],
    [30, 33, {}, 'worse', false],
  ])(
    'of perplexities %d and %d in the interval %o are told as %s',
    (before, after, range, outcome, isChance) => {
      const fall = { value: before / after, ...range };
      expect(outcomeOf({ with: 1, tokens: 300, before, after, fall })).toEqual({ outcome, isChance });
    },
  );
});

describe('nextVersion', () => {
  const beside = (after: number) => ({
    with: 2,
    tokens: 300,
    before: 30,
    after,
    fall: { value: 30 / after },
  });
  const versions = [version(2), version(1)];

  test('is in use if it is no worse, and not before it is measured', () => {
    expect(nextVersion('a', versions, true, beside(29))).toMatchObject({ line: 'a', number: 3, chosen: 3 });
    expect(nextVersion('a', versions, true, beside(31))).toMatchObject({ number: 3, chosen: 0 });
    expect(nextVersion('a', versions, true)).toMatchObject({ number: 3, chosen: 3 });
    expect(nextVersion('a', versions, false)).toMatchObject({ number: 3, chosen: 0 });
  });

  test('waits only until it is measured', () => {
    expect(isWaiting(nextVersion('a', versions, false))).toBe(true);
    for (const last of [undefined, beside(29), beside(31)])
      expect(isWaiting(nextVersion('a', versions, true, last))).toBe(false);
  });

  test('is in use where all others are gone', () => {
    expect(nextVersion('a', [], true)).toMatchObject({ number: 1, chosen: 1, earlier: [] });
  });

  test('remembers the versions before it, those that are gone too', () => {
    const { earlier } = nextVersion('a', versions, true);
    expect(earlier).toMatchObject([{ number: 1 }, { number: 2, at: 2, fall: { value: 40 / 35.7 } }]);
    const third = version(3, { version: { line: 'a', number: 3, chosen: 3, earlier } });
    expect(milestonesOf([third]).map(({ number }) => number)).toEqual([1, 2, 3]);
    expect(milestonesOf([{ ...third, run: undefined } as AdapterRecord])).toHaveLength(2);
    expect(milestonesOf(versions)[1].general).toBeCloseTo(RUN.general.after / RUN.general.before - 1, 10);
  });
});

describe('surplusOf', () => {
  const line = (count: number, bytes: number, chosen = count) =>
    linesOf(
      Array.from({ length: count }, (_, i) =>
        version(count - i, { bytes, chosen: count - i === chosen ? 99 : 0 }),
      ),
    )[0];
  const gone = (of: ReturnType<typeof line>) => surplusOf(of).map(({ id }) => id);

  test('is what goes beyond seven earlier versions', () => {
    expect(gone(line(8, 9216))).toEqual([]);
    expect(gone(line(10, 9216))).toEqual(['2', '1']);
  });

  test('is what is too large together: of models that changed everything one earlier stays', () => {
    expect(gone(line(3, 59e6))).toEqual(['1']);
  });

  test('is never the version in use', () => {
    expect(gone(line(10, 9216, 1))).toEqual(['2']);
  });
});
