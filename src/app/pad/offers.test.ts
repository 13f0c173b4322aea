import { describe, expect, test } from 'vitest';
import type { Suggestion } from '../../eval/suggest';
import {
  ghostOf,
  isToBeSaid,
  NO_OFFERS,
  narrowed,
  nextWord,
  type Offers,
  placeOf,
  spaceGivesWay,
  withSpace,
} from './offers';

const word = (whole: string, insert: string, replaces = 0): Suggestion => ({
  ...{ word: whole, probability: 0.1, insert, replaces },
});
const offers = (before: string, words: Suggestion[], ghost = ''): Offers => ({
  ...NO_OFFERS,
  ...{ before, words, ghost },
});

/** A field from its text, with `|` for the cursor; a second one ends what is selected. */
function field(drawn: string, isComposing = false) {
  const [before, selected, after] = drawn.split('|');
  const isSelection = after !== undefined;
  return {
    text: drawn.replaceAll('|', ''),
    start: before.length,
    end: before.length + (isSelection ? selected.length : 0),
    isComposing,
  };
}

describe('where something is offered', () => {
  test.each([
    ['I am go|', 'ghost'],
    ['I am |', 'ghost'],
    ['one|\ntwo', 'ghost'],
    ['അവൻ സ്കൂളി|', 'ghost'],
    // Nothing has begun, or something stands behind it in the line.
    ['|', 'words'],
    ['\n|', 'words'],
    ['one | two', 'words'],
    ['one|.', 'words'],
    ['one| ', 'words'],
    // In the middle of a word, of a cluster, or with something selected.
    ['on|e', 'nothing'],
    ["don|'t", 'nothing'],
    ['മഴ|യ', 'nothing'],
    ['സ|്ക', 'nothing'],
    ['one |two|', 'nothing'],
  ])('at "%s": %s', (drawn, place) => {
    expect(placeOf(field(drawn))).toBe(place);
  });

  test('never while a word is composed', () => {
    expect(placeOf(field('I am |', true))).toBe('nothing');
  });
});

describe('until the model answers', () => {
  test('what goes on as it was typed stays, and becomes shorter', () => {
    const old = offers('I am g', [word('going', 'oing'), word('glad', 'lad')], 'oing to school');
    expect(narrowed(old, 'I am go')).toEqual(offers('I am go', [word('going', 'ing')], 'ing to school'));
    expect(narrowed(old, 'I am going')).toEqual(offers('I am going', [], ' to school'));
    expect(narrowed(old, 'I am going ')).toEqual(offers('I am going ', [], 'to school'));
    expect(narrowed(old, 'I am x')).toEqual(offers('I am x', []));
    expect(narrowed(old, 'We g')).toEqual(offers('We g', []));
  });

  test('what was deleted comes back into the words', () => {
    expect(narrowed(offers('I go', [word('going', 'ing')], 'ing'), 'I g')).toEqual(
      offers('I g', [word('going', 'oing')], 'oing'),
    );
  });

  test('half a Malayalam letter is no ghost, and a word replaces the letter that changes', () => {
    const old = offers('സ്', [word('സ്കൂളിൽ', 'സ്കൂളിൽ', 2)]);
    expect(narrowed(old, 'സ്ക').words).toEqual([word('സ്കൂളിൽ', 'സ്കൂളിൽ', 3)]);
    expect(narrowed(old, 'സ്കൂ').words).toEqual([word('സ്കൂളിൽ', 'ളിൽ')]);
    expect(narrowed(offers('മഴ', [], 'യിൽ നനഞ്ഞു'), 'മഴയ').ghost).toBe('');
    expect(narrowed(offers('മഴ', [], 'യിൽ നനഞ്ഞു'), 'മഴയി').ghost).toBe('ൽ നനഞ്ഞു');
  });
});

describe('the ghost', () => {
  test('is the rest of the first word, and what follows it', () => {
    const words = [word('going', 'ing'), word('gone', 'ne')];
    expect(ghostOf(words)).toBe('ing');
    expect(ghostOf(words, 'ing to school')).toBe('ing to school');
    // What followed an older first word.
    expect(ghostOf(words, 'ne home')).toBe('ing');
    expect(ghostOf([])).toBe('');
  });

  test('is none where the letter before the cursor would change', () => {
    expect(ghostOf([word('സ്കൂളിൽ', 'സ്കൂളിൽ', 3)], 'സ്കൂളിൽ പോയി')).toBe('');
  });

  test('is taken word by word', () => {
    expect(nextWord('ing to school')).toBe('ing');
    expect(nextWord(' to school')).toBe(' to');
    expect(nextWord('school.')).toBe('school.');
    expect(nextWord('')).toBe('');
  });
});

test('a word is put with a space, unless one is there', () => {
  expect(withSpace('going', '')).toBe('going ');
  expect(withSpace('going', '\nto')).toBe('going ');
  expect(withSpace('going', '.')).toBe('going ');
  expect(withSpace('going', ' to')).toBe('going');
  expect(withSpace('going', '\u00A0to')).toBe('going');
});

test('that space gives way to what belongs to the word', () => {
  expect(['.', ',', '!', '?', ')', '…'].every(spaceGivesWay)).toBe(true);
  expect(['a', ' ', '(', '“', '-', 'മ', '\n', ''].some(spaceGivesWay)).toBe(false);
});

test('each set of words is said once, and its absence never', () => {
  const [one, other] = [[word('going', 'ing')], [word('gone', 'ne')]];
  expect(isToBeSaid(one, [])).toBe(true);
  expect(isToBeSaid([word('going', 'oing')], one)).toBe(false);
  expect(isToBeSaid(other, one)).toBe(true);
  expect(isToBeSaid([...one, ...other], one)).toBe(true);
  expect(isToBeSaid([], one)).toBe(false);
});
