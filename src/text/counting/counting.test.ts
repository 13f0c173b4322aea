import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { trickyText } from '../text.fixtures';
import { clustersOf, findWords } from '../words';
import { commonest, draw, uniformNumbers, withNext, writeOn } from './draw';
import { EDGE, isWord, numberText } from './numbered';
import { partsOf } from './parts';
import { type Follower, FollowerTable, type Order } from './table';
import { askedText, askTable } from './unseen';

const tableOf = (...texts: string[]) => new FollowerTable(numberText(texts));
/** What followed the words of `context`, by how they are spelled inside of a sentence. */
const counts = (table: FollowerTable, context: string, until?: number) =>
  Object.fromEntries(
    table
      .followers(table.idsIn(context), until)
      .each.map(({ id, times }): [string, number] => [table.spelled(id), times]),
  );
const sample = (name: string) => readFileSync(new URL(`../samples/${name}`, import.meta.url), 'utf8').trim();

describe('parts', () => {
  test('are words and what ends sentences, each in one form', () => {
    const text = 'He said: “It’s 3.5 km...” Why?! See notes.txt (now).\n\n- rice\n- tea';
    expect(partsOf(text).map(({ written }) => written)).toEqual([
      ...['He', 'said', 'It’s', '3', '5', 'km', '…', 'Why', '?', 'See', 'notes', 'txt', 'now', '.'],
      ...['rice', '\n', 'tea'],
    ]);
    expect(partsOf('The end!').at(-1)).toEqual({ written: '!', isSign: true, start: 7, end: 8 });
    expect(partsOf('')).toEqual([]);
  });

  test('are where they say, and never a part of a cluster', () => {
    fc.assert(
      fc.property(trickyText, (text) => {
        let last = 0;
        for (const { written, isSign, start, end } of partsOf(text)) {
          expect(start).toBeGreaterThanOrEqual(last);
          expect(end).toBeGreaterThan(start);
          if (!isSign) expect(text.slice(start, end)).toBe(written);
          last = end;
        }
      }),
    );
    const text = sample('wordbox.txt').slice(0, 4000);
    const starts = new Set([0]);
    let at = 0;
    for (const cluster of clustersOf(text)) starts.add((at += cluster.length));
    for (const { start, end } of partsOf(text)) expect(starts.has(start) && starts.has(end)).toBe(true);
  });
});

describe('the table', () => {
  const english = tableOf('The cat saw the dog. The dog saw the cat! A cat ran.');

  test('counts what followed a word, whatever its case', () => {
    expect(counts(english, 'the')).toEqual({ cat: 2, dog: 2 });
    expect(counts(english, 'THE')).toEqual({ cat: 2, dog: 2 });
    expect(counts(english, 'cat')).toEqual({ saw: 1, '!': 1, ran: 1 });
    expect(english.followers(english.idsIn('cat')).total).toBe(3);
    expect(counts(english, 'bird')).toEqual({});
  });

  test('counts what followed two words', () => {
    expect(counts(english, 'saw the')).toEqual({ dog: 1, cat: 1 });
    expect(counts(english, 'dog. the')).toEqual({ dog: 1 });
    expect(counts(english, 'the cat')).toEqual({ saw: 1, '!': 1 });
    expect(counts(english, 'cat the')).toEqual({});
    expect(counts(english, 'bird the')).toEqual({});
  });

  test('knows how sentences begin', () => {
    expect(counts(english, '')).toEqual({ the: 2, A: 1 });
    expect(counts(tableOf('one two\nthree four\nthree'), '')).toEqual({ three: 2, one: 1 });
  });

  test('counts Malayalam by its written words', () => {
    const table = tableOf('മഴ പെയ്തു. മഴ നിന്നു. പിന്നെ മഴ പെയ്തു! ക്ഷമയോടെ ഞാൻ മഴ കണ്ടു.');
    expect(counts(table, 'മഴ')).toEqual({ പെയ്തു: 2, നിന്നു: 1, കണ്ടു: 1 });
    expect(counts(table, 'ഞാൻ മഴ')).toEqual({ കണ്ടു: 1 });
    expect(counts(table, 'പെയ്തു')).toEqual({ '.': 1, '!': 1 });
    expect(counts(table, '')).toEqual({ മഴ: 2, പിന്നെ: 1, ക്ഷമയോടെ: 1 });
    // A half of a cluster, or of a word, is no word.
    expect(counts(table, 'മ')).toEqual({});
  });

  test('lets nothing follow across the edge of a text', () => {
    const table = tableOf('the cat', 'dog the', '', 'cat');
    expect(counts(table, 'the')).toEqual({ cat: 1 });
    expect(counts(table, 'cat')).toEqual({});
    expect(counts(table, 'cat dog')).toEqual({});
    expect(counts(table, '')).toEqual({ the: 1, dog: 1, cat: 1 });
    expect(table.tally(Number.POSITIVE_INFINITY, 9).pairs).toBe(2);
    expect(pairsOf(table)).toEqual(['the cat', 'dog the']);
  });

  test('spells words as the text mostly does, and as it begins sentences', () => {
    const table = tableOf(
      'He is here. The boy saw the USB stick. The usb. a USB, the end. Meera ran. And Meera',
    );
    const [the, usb, meera, he] = table.idsIn('the usb meera he') as number[];
    expect([table.spelled(the), table.spelled(the, EDGE), table.spelled(the, usb)]).toEqual([
      ...['the', 'The', 'the'],
    ]);
    expect(table.spelled(usb)).toBe('USB');
    expect([table.spelled(meera), table.spelled(meera, EDGE)]).toEqual(['Meera', 'Meera']);
    // It stands nowhere but at the beginning.
    expect(table.spelled(he)).toBe('He');
  });

  test('is counted pair by pair, each once', () => {
    const table = tableOf('a b a b. a', 'b a c');
    const until = [...placesOf(table)];
    expect(pairsOf(table)).toEqual(['a b', 'b a', 'a b', 'b .', '. a', 'b a', 'a c']);
    expect(until.map((place) => table.tally(place, 1).pairs)).toEqual([1, 2, 3, 4, 5, 6, 7]);
    expect(table.lastPair()).toBe(until[6]);
    expect(tableOf('', 'one', '').lastPair()).toBe(-1);
    expect(counts(table, 'a', until[0])).toEqual({ b: 1 });
    expect(counts(table, 'a', until[2])).toEqual({ b: 2 });
    expect(counts(table, 'a')).toEqual({ b: 2, c: 1 });
    const [a, b] = table.idsIn('a b') as number[];
    expect(table.tally(until[6], 2).commonest).toEqual([
      { before: a, id: b, times: 2 },
      { before: b, id: a, times: 2 },
    ]);
  });

  test('goes back to one word where two never stood so', () => {
    const table = tableOf('the cat saw the dog.');
    const [the, cat, dog] = table.idsIn('the cat dog') as number[];
    expect(table.known([the, cat], 2).context).toEqual([the, cat]);
    expect(table.known([dog, the], 2)).toMatchObject({ context: [the], followers: { total: 2 } });
    expect(table.known([the, undefined], 2)).toEqual({ context: [], followers: { each: [], total: 0 } });
    expect(table.known([], 2)).toMatchObject({ context: [], followers: { total: 1 } });
  });

  test.each(['diary.txt', 'wordbox.txt', 'malayalam.txt', 'manglish.txt'])(
    'counts every pair of %s, in any order of words',
    (name) => {
      const table = tableOf(sample(name));
      const { ids } = table.numbered;
      const expected = new Map<string, number>();
      for (let place = 1; place + 2 < ids.length; place++) {
        const pair = `${ids[place]} ${ids[place + 1]}`;
        expected.set(pair, (expected.get(pair) ?? 0) + 1);
      }
      let pairs = 0;
      for (const id of table.numbered.inside.keys())
        if (id !== EDGE)
          for (const { id: follower, times } of table.followers([id]).each) {
            expect(expected.get(`${id} ${follower}`)).toBe(times);
            pairs += times;
          }
      expect(table.tally(Number.POSITIVE_INFINITY, 0).pairs).toBe(pairs);
      expect(table.commonestWords().reduce((sum, id) => sum + table.timesOf(id), 0)).toBe(
        findWords(sample(name)).length,
      );
    },
  );
});

describe('drawing', () => {
  const table = tableOf('a b. a b. a b. a b. a c. a c. a d.');
  const followers = table.followers(table.idsIn('a'));

  test('follows the counts', () => {
    const draws = 7000;
    const next = uniformNumbers(7);
    const drawn = new Map<number, number>();
    for (let i = 0; i < draws; i++) {
      const { id } = draw(followers, next());
      drawn.set(id, (drawn.get(id) ?? 0) + 1);
    }
    const chiSquare = followers.each.reduce((sum, { id, times }) => {
      const expected = (draws * times) / followers.total;
      return sum + (drawn.get(id)! - expected) ** 2 / expected;
    }, 0);
    // Two degrees of freedom: by chance it is larger once in a thousand.
    expect(chiSquare).toBeLessThan(13.8);
  });

  test('gives each follower as many tickets as it was counted', () => {
    const tickets = Array.from({ length: 7 }, (_, i) => draw(followers, (i + 0.5) / 7));
    expect(tickets.map(({ ticket }) => ticket)).toEqual([1, 2, 3, 4, 5, 6, 7]);
    expect(tickets.map(({ id }) => table.spelled(id)).join('')).toBe('bbbbccd');
    expect(table.spelled(draw(followers, 1 - 2 ** -53).id)).toBe('d');
    expect(table.spelled(commonest(followers).id)).toBe('b');
  });

  test('draws the same for the same seed', () => {
    const some = (seed: number) => Array.from({ length: 5 }, uniformNumbers(seed));
    expect(some(3)).toEqual(some(3));
    expect(some(3)).not.toEqual(some(4));
  });

  test.each([1, 2] as Order[])('writes on by %i, only with what was seen', (order) => {
    const diary = tableOf(sample('diary.txt'));
    const next = uniformNumbers(order);
    const added = writeOn(diary, [], order, 30, (all) => draw(all, next()).id);
    expect(added.filter(isWord)).toHaveLength(30);
    for (let i = 1; i < added.length; i++) {
      const { each } = diary.followers(added.slice(Math.max(0, i - order), i));
      expect(each.map(({ id }: Follower) => id)).toContain(added[i]);
    }
  });

  test('ends where nothing follows, and with the sign after the last word', () => {
    const short = tableOf('a b c.');
    const write = (words: number) => writeOn(short, short.idsIn('a'), 1, words, (all) => commonest(all).id);
    expect(write(1).map((id) => short.spelled(id))).toEqual(['b']);
    expect(write(2).map((id) => short.spelled(id))).toEqual(['b', 'c', '.']);
    expect(write(9).map((id) => short.spelled(id))).toEqual(['b', 'c', '.']);
  });

  test('spells what is added as the place asks for', () => {
    const text = tableOf('The bus came. Then the bus left.\nhome');
    const [the, bus, home] = text.idsIn('the bus home') as number[];
    const [stop, lineBreak] = [1, 6];
    expect(withNext(text, '', the)).toBe('The');
    expect(withNext(text, 'The', bus)).toBe('The bus');
    expect(withNext(text, 'The bus', stop)).toBe('The bus.');
    expect(withNext(text, 'The bus.', the)).toBe('The bus. The');
    expect(withNext(text, 'I saw', the)).toBe('I saw the');
    expect(withNext(text, 'The bus', lineBreak)).toBe('The bus\n');
    expect(withNext(text, 'The bus\n', home)).toBe('The bus\nhome');
    expect(text.idsIn('The bus\n')).toEqual([the, bus, lineBreak]);
  });
});

describe('unseen text', () => {
  const table = tableOf('The cat ran. The cat sat. The dog ran home.');

  test('is asked for word by word, told that a word comes', () => {
    // After "the" it says "cat", after "cat" it says "ran", after "." it says "The"; after "bird" it knows nothing.
    const held = ['The cat sat. The bird sang. the cat ran'];
    expect(askTable(table, held, 100, 1)).toEqual({ words: 8, known: 7, right: 4 });
    expect(askTable(table, held, 2, 1)).toEqual({ words: 2, known: 2, right: 1 });
    expect(askTable(table, held, 100, 2)).toEqual({ words: 8, known: 6, right: 4 });
    expect(askTable(table, [], 100, 1)).toEqual({ words: 0, known: 0, right: 0 });
  });

  test('is not read across its edges', () => {
    expect(askTable(table, ['He saw the', 'cat'], 100, 1)).toMatchObject({ words: 3, right: 0 });
    expect(askTable(table, ['He saw the cat'], 100, 1)).toMatchObject({ words: 3, right: 1 });
    // A text begins with what the sentences begin with.
    expect(askTable(table, ['home', 'The end'], 100, 2)).toMatchObject({ words: 2, right: 1 });
  });

  test('is the same for a model', () => {
    expect(askedText(['One two', 'three. Four five'], 2)).toBe('One two\n\nthree');
    expect(askedText(['One two', 'three. Four five'], 9)).toBe('One two\n\nthree. Four five');
    expect(askedText([], 2)).toBe('');
  });
});

/** The places of all pairs, one after the other. */
function* placesOf(table: FollowerTable): Generator<number> {
  for (let place = table.nextPair(-1); place !== undefined; place = table.nextPair(place)) yield place;
}

/** All pairs, one after the other. */
const pairsOf = (table: FollowerTable) =>
  Array.from(placesOf(table), (place) => {
    const [before, after] = table.numbered.ids.slice(place, place + 2);
    return `${table.spelled(before)} ${table.spelled(after)}`;
  });
