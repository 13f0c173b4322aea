import { describe, expect, test } from 'vitest';
import { entrant, reading } from './class.fixtures';
import { answer, choiceOf, closeVote, type Game, NEW_GAME, nextRound, takeBack, tally, vote } from './game';

const three = [entrant('anu', [1]), entrant('babu', [2]), entrant('file')];
/** The first of whatever there is. */
const first = () => 0;
const votes = (game: Game, ...places: number[]) => places.reduce(vote, game);

describe('a round', () => {
  test('shows somebody’s passage, and everybody may have written it', () => {
    const { round } = nextRound(NEW_GAME, three, first);
    expect(round).toMatchObject({ owner: 'anu', candidates: ['anu', 'babu', 'file'], phase: 'class' });
    expect(round?.passage.text).toBe('text of anu');
  });

  test('counts votes, takes one back, and knows no other keys', () => {
    const game = votes(nextRound(NEW_GAME, three, first), 1, 1, 0, 8, -1);
    expect(tally(game.round!)).toEqual([1, 2, 0]);
    expect(choiceOf(game.round!)).toBe('babu');
    expect(choiceOf(takeBack(takeBack(game)).round!)).toBe('babu');
    expect(choiceOf(takeBack(takeBack(takeBack(game))).round!)).toBeUndefined();
  });

  test('a tie is no answer', () => {
    expect(choiceOf(votes(nextRound(NEW_GAME, three, first), 0, 1).round!)).toBeUndefined();
  });

  test('gives points to who was right, once', () => {
    const voted = closeVote(votes(nextRound(NEW_GAME, three, first), 0));
    expect(vote(voted, 1)).toBe(voted);
    const over = answer(voted, [reading('anu', 3.1), reading('babu', 3), reading('file', 3.2)]);
    expect(over).toMatchObject({ rounds: 1, points: { class: 1, models: 0 }, round: { phase: 'answer' } });
    expect(over.round?.readings?.map(({ id }) => id)).toEqual(['babu', 'anu', 'file']);
    expect(over.byChance).toBeCloseTo(1 / 3);
    expect(answer(over, [reading('anu', 1)])).toBe(over);
  });
});

test('every passage is shown once before one is shown again', () => {
  let game = NEW_GAME;
  const owners = Array.from({ length: 3 }, () => {
    game = nextRound(game, three, () => 0.99);
    return game.round?.owner;
  });
  expect(owners).toEqual(['babu', 'anu', 'babu']);
});

test('of a large class nine may have written it, the author among them, in the order of the list', () => {
  const many = Array.from({ length: 30 }, (_, i) => entrant(`${i}`, [i]));
  for (const random of [0, 0.3, 0.7, 0.999]) {
    const { owner, candidates } = nextRound(NEW_GAME, many, () => random).round!;
    expect(candidates).toHaveLength(9);
    expect(candidates).toContain(owner);
    expect([...candidates].sort((a, b) => Number(a) - Number(b))).toEqual(candidates);
  }
});

test('without text, or with one model, there is no round', () => {
  expect(nextRound(NEW_GAME, [entrant('a'), entrant('b')], first).round).toBeUndefined();
  expect(nextRound(NEW_GAME, [entrant('a', [1])], first).round).toBeUndefined();
});
