import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { findRepeats, wordsOf } from './repeats';

describe('wordsOf', () => {
  test.each([
    ["It's 5 o'clock, Meera!", ['it', 's', '5', 'o', 'clock', 'meera']],
    ['അവൻ്റെ കുട, "മഴ"!', ['അവൻ്റെ', 'കുട', 'മഴ']],
    ['ക്\u200dഷ ക്ഷ', ['ക്ഷ', 'ക്ഷ']],
    ['😄 --- {} ❤\ufe0f👩\u200d👧', ['😄', '❤', '👩', '👧']],
  ])('%s', (text, words) => expect(wordsOf(text)).toEqual(words));
});

describe('findRepeats', () => {
  const training = [
    'Today I woke up late. The bus had left, so I walked all the way to school in the rain with Meera.',
    'അമ്മ പറഞ്ഞു നാളെ രാവിലെ നേരത്തെ എഴുന്നേൽക്കണം ഇല്ലെങ്കിൽ ബസ് കിട്ടില്ല.\n\nബ്രെഡ്\n\nപാൽ വാങ്ങണം\n\nമുട്ട ആറെണ്ണം',
  ];
  const repeats = (...held: string[]) => findRepeats(training, held);

  test('finds a passage that is in the training text, whatever its case, spaces and signs', () => {
    expect(repeats('THE BUS HAD LEFT — so i walked,\nall the way to school in the rain!')).toEqual([true]);
    expect(repeats('"അമ്മ പറഞ്ഞു, നാളെ രാവിലെ നേരത്തെ എഴുന്നേൽക്കണം; ഇല്ലെങ്കിൽ ബസ് കിട്ടില്ല"')).toEqual([true]);
  });

  test('finds one of which half repeats, and leaves one of which less does', () => {
    // 15 words have eight 8-grams: with 11 words from the training text four are found, with 10 three.
    const eleven = 'The bus had left so I walked all the way to';
    const ten = 'The bus had left so I walked all the way';
    expect(repeats(`${eleven} nowhere on that day`, `${ten} down nowhere on this day`)).toEqual([
      true,
      false,
    ]);
  });

  test('asks for every word of a passage of five to seven', () => {
    expect(repeats('I woke up late. The', 'I woke up late. A', 'today i woke up late')).toEqual([
      true,
      false,
      true,
    ]);
  });

  test('leaves a short passage that is alone, and judges short neighbours as one', () => {
    expect(repeats('ബ്രെഡ്')).toEqual([false]);
    expect(repeats('ബ്രെഡ്', 'പാൽ വാങ്ങണം', 'മുട്ട ആറെണ്ണം')).toEqual([true, true, true]);
    expect(repeats('മുട്ട ആറെണ്ണം', 'ബ്രെഡ്', 'പാൽ വാങ്ങണം')).toEqual([false, false, false]);
    expect(repeats('ബ്രെഡ്', 'one that is long and new', 'പാൽ വാങ്ങണം')).toEqual([false, false, false]);
  });

  test('takes a short passage along when what is around it repeats', () => {
    const one = 'The bus had left, so I walked';
    const two = 'to school in the rain with Meera';
    const other = 'one that is long and new';
    expect(repeats('Dear diary', one, 'Why?', two, 'Good night')).toEqual([true, true, true, true, true]);
    expect(repeats('Dear diary', other, 'Why?', two, 'So', other)).toEqual([
      false,
      false,
      false,
      true,
      false,
      false,
    ]);
  });

  test('does not read across two documents', () => {
    expect(repeats('in the rain with Meera. അമ്മ പറഞ്ഞു നാളെ')).toEqual([false]);
  });

  test('leaves passages without a word, and has nothing to say of nothing', () => {
    expect(repeats('***', '')).toEqual([false, false]);
    expect(repeats()).toEqual([]);
    expect(findRepeats([], ['one that is long and new'])).toEqual([false]);
  });

  test('never leaves a passage of five or more words that is in the training text', () => {
    const word = fc.constantFrom('a', 'b', 'c', 'അ');
    const text = fc.array(word, { maxLength: 60 }).map((words) => words.join(' '));
    fc.assert(
      fc.property(fc.array(text, { maxLength: 3 }), fc.array(text, { maxLength: 6 }), (training, held) => {
        const isRepeat = findRepeats(training, held);
        held.forEach((passage, i) => {
          const found = training.some((text) => ` ${text} `.includes(` ${passage} `));
          if (wordsOf(passage).length >= 5 && found) expect(isRepeat[i]).toBe(true);
        });
      }),
    );
  });
});
