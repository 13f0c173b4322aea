import { expect, test } from 'vitest';
import type { EvaluatedModel } from '../eval/evaluator';
import type { Guesses } from '../eval/suggest-typing';
import { numberText } from '../text/counting/numbered';
import { FollowerTable } from '../text/counting/table';
import { hashedSentences, hashesOf } from '../text/sentences';
import { findWords } from '../text/words';
import { type Ladder, measureLadder, type OwnModel } from './ladder';
import { ASKED_WORDS } from './voice';

const LEARNED = 'The cat ran home. The cat sat. The dog saw the cat run up to the old tree by the road.';
const own = (learned: string): OwnModel => ({
  model: { kind: 'base', memory: Int32Array.of(1, 2, 3) },
  learned: hashesOf(hashedSentences(learned)),
});

/** Models that guess every second word. */
function evaluatorFor(asked: { model: EvaluatedModel; text: string }[]) {
  return {
    async guesses(
      model: EvaluatedModel,
      text: string,
      words: number,
      signal?: AbortSignal,
      onProgress?: (soFar: Guesses) => void,
    ): Promise<Guesses> {
      asked.push({ model, text });
      signal?.throwIfAborted();
      const all = findWords(text).slice(1, words + 1).length;
      for (let i = 1; i <= all; i++) onProgress?.({ words: i, right: Math.floor(i / 2) });
      return { words: all, right: Math.floor(all / 2) };
    },
  };
}

const table = new FollowerTable(numberText([LEARNED]));
const measure = (held: string[], own: OwnModel | undefined, signal = new AbortController().signal) => {
  const asked: { model: EvaluatedModel; text: string }[] = [];
  const told: Ladder[] = [];
  const ended = measureLadder(evaluatorFor(asked), table, held, own, (ladder) => told.push(ladder), signal);
  return { ended, asked, told };
};

test('all are asked for the same words, and the counts are there at once', async () => {
  const { ended, asked, told } = measure(['The cat ran. A bird', 'sang.'], own('The cat sat.'));
  expect(await ended).toEqual({
    words: 5,
    one: { words: 5, known: 4, right: 2 },
    two: { words: 5, known: 3, right: 2 },
    base: { words: 5, right: 2 },
    own: { words: 5, right: 2 },
    read: 0,
  });
  expect(asked.map(({ text }) => text)).toEqual(Array(2).fill('The cat ran. A bird\n\nsang'));
  expect(asked.map(({ model }) => model.memory)).toEqual([undefined, Int32Array.of(1, 2, 3)]);
  expect(told[0]).toMatchObject({ words: 5, one: { right: 2 } });
  expect(told[0].base).toBeUndefined();
  expect(told.map(({ read }) => read)).toEqual([undefined, ...Array(told.length - 1).fill(0)]);
  expect(told.map(({ base }) => base?.words ?? 0)).toEqual([0, 0, 1, 2, 3, 4, ...Array(8).fill(5)]);
});

test('of a long text as many as a class can wait for', async () => {
  const { ended, asked } = measure(['one two three four '.repeat(200)], undefined);
  expect(await ended).toMatchObject({ words: ASKED_WORDS, base: { words: ASKED_WORDS } });
  expect(findWords(asked[0].text)).toHaveLength(ASKED_WORDS + 1);
  expect(asked).toHaveLength(1);
});

test('it is told what the student’s model has read before', async () => {
  const held = [
    'The dog saw the cat run up to the old tree by the road.\n\nThen all of them went home. It rained.',
  ];
  expect(await measure(held, own(LEARNED)).ended).toMatchObject({ words: 21, read: 13 });
  expect(await measure(held, own('It rained. And so on.')).ended).toMatchObject({ read: 0 });
  expect((await measure(held, undefined).ended).read).toBeUndefined();
});

test('ends when it is told to', async () => {
  const controller = new AbortController();
  controller.abort(new Error('enough'));
  await expect(measure(['one two'], undefined, controller.signal).ended).rejects.toThrow('enough');
});
