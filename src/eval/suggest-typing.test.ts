import { expect, test } from 'vitest';
import type { Suggester } from './suggest';
import { countGuesses, sharesOf, typeOut } from './suggest-typing';

/** Suggests the first words of a list that fit, in the list's order. */
function suggesterOf(list: readonly string[]): Pick<Suggester, 'suggest'> {
  return {
    async suggest(text, { count = 3, except } = {}) {
      const typed = /[^\s.,]*$/.exec(text)![0];
      return list
        .filter((word) => word.startsWith(typed) && word !== typed && !except?.has(word))
        .slice(0, count)
        .map((word) => ({ word, probability: 0.1, insert: word.slice(typed.length), replaces: 0 }));
    },
  };
}

test('counts hits, and a key for each letter and for what ends a word', async () => {
  const suggester = suggesterOf(['the', 'cat', 'sat', 'then', 'mat']);
  // the: first, 1 key of 4. cat: offered, 1 of 4. then: after "the", "cat" and "sat" were passed over, "t" offers it: 2 of 5.
  const typing = await typeOut(suggester, 'the cat, then');
  expect(typing).toEqual({ words: 3, first: 1, offered: 2, characters: 13, keys: 4 });
  const { hit1, hit3, savings } = sharesOf(typing);
  expect([hit1, hit3]).toEqual([1 / 3, 2 / 3]);
  expect(savings).toBeCloseTo(1 - 4 / 13);
});

test('a word that is never suggested costs what it costs anyway; a character of Malayalam is one key', async () => {
  expect(await typeOut(suggesterOf([]), 'ക്ഷമ go')).toEqual({
    ...{ words: 2, first: 0, offered: 0, characters: 5 + 3, keys: 5 + 3 },
  });
});

test('a suggestion that was passed over makes room for others', async () => {
  // Three are offered and passed over; the fourth is offered after one letter, though three others fit it as well.
  const typing = await typeOut(suggesterOf(['to', 'too', 'tool', 'tower']), 'tower', { count: 3 });
  expect(typing.keys).toBe(2);
});

test('tells how far it is, and ends between two words when it is told to', async () => {
  const controller = new AbortController();
  const told: number[] = [];
  const onProgress = (done: number) => {
    told.push(done);
    if (done > 3) controller.abort(new Error('enough'));
  };
  const { signal } = controller;
  await expect(typeOut(suggesterOf(['one']), 'one two three', { onProgress, signal })).rejects.toThrow(
    'enough',
  );
  expect(told).toEqual([3, 7]);
});

test('counts the words that are guessed as they are written, after the very first', async () => {
  const told: unknown[] = [];
  const guesses = await countGuesses(suggesterOf(['the']), 'the The the. the end', 3, undefined, (soFar) =>
    told.push(soFar),
  );
  expect(guesses).toEqual({ words: 3, right: 2 });
  expect(told).toEqual([
    { words: 1, right: 0 },
    { words: 2, right: 1 },
    { words: 3, right: 2 },
  ]);
});
