import type { Entrant } from './entrants';
import type { Passage } from './held-text';
import { ranked } from './ranking';
import type { Reading } from './readings';

/** A key from 1 to 9 for each. */
export const MOST_CANDIDATES = 9;

/** A passage without a name: first the class votes, then the models do, then the answer is told. */
export interface Round {
  passage: Passage;
  /** Id of the entrant whose text it is. */
  owner: string;
  /** Ids of those whose it may be, in the order of their keys. */
  candidates: string[];
  /** The places of those whom the class has named so far, one for each vote. */
  votes: number[];
  phase: 'class' | 'models' | 'answer';
  /** What the candidates' models made of it, once they have voted. */
  readings?: Reading[];
}

export interface Game {
  /** Rounds that were played to the end, and who was right how often. */
  rounds: number;
  points: { class: number; models: number };
  /** How often somebody who only guesses would have been right. */
  byChance: number;
  /** The passages that were shown, by their texts. */
  shown: string[];
  round?: Round;
}

export const NEW_GAME: Game = { rounds: 0, points: { class: 0, models: 0 }, byChance: 0, shown: [] };

/** The next round, with a passage that was not shown yet, as long as there are any; `random` gives numbers from 0 to 1. */
export function nextRound(game: Game, entrants: readonly Entrant[], random: () => number): Game {
  const pick = <T>(from: readonly T[]): T =>
    from[Math.min(from.length - 1, Math.floor(random() * from.length))];
  const all = entrants.flatMap(({ id, text }) =>
    (text?.passages ?? []).map((passage) => ({ owner: id, passage })),
  );
  if (all.length === 0 || entrants.length < 2) return { ...game, round: undefined };
  const fresh = all.filter(({ passage }) => !game.shown.includes(passage.text));
  const left = fresh.length > 0 ? fresh : all;
  // First whose, then which: who wrote more is not asked about more often.
  const owner = pick([...new Set(left.map((one) => one.owner))]);
  const { passage } = pick(left.filter((one) => one.owner === owner));
  const others = entrants.map(({ id }) => id).filter((id) => id !== owner);
  while (others.length > MOST_CANDIDATES - 1) others.splice(others.indexOf(pick(others)), 1);
  // In the order of the list, so that a key stays one person's.
  const candidates = entrants.map(({ id }) => id).filter((id) => id === owner || others.includes(id));
  const shown = [...(fresh.length > 0 ? game.shown : []), passage.text];
  return { ...game, shown, round: { passage, owner, candidates, votes: [], phase: 'class' } };
}

const inRound = (game: Game, phase: Round['phase'], change: (round: Round) => Partial<Round>): Game =>
  game.round?.phase === phase ? { ...game, round: { ...game.round, ...change(game.round) } } : game;

/** One vote of the class for the candidate at `place`, counted from 0; one that is not there gets none. */
export const vote = (game: Game, place: number): Game =>
  inRound(game, 'class', ({ votes, candidates }) => ({
    votes: place >= 0 && place < candidates.length ? [...votes, place] : votes,
  }));

/** Takes the last vote back. */
export const takeBack = (game: Game): Game =>
  inRound(game, 'class', ({ votes }) => ({ votes: votes.slice(0, -1) }));

/** The class has voted. */
export const closeVote = (game: Game): Game => inRound(game, 'class', () => ({ phase: 'models' }));

/** The models have voted: the round is over, and points are given. */
export function answer(game: Game, readings: readonly Reading[]): Game {
  const { round } = game;
  if (round?.phase !== 'models') return game;
  const { owner, candidates } = round;
  const over: Round = { ...round, phase: 'answer', readings: ranked(readings) };
  return {
    ...game,
    rounds: game.rounds + 1,
    points: {
      class: game.points.class + (choiceOf(round) === owner ? 1 : 0),
      models: game.points.models + (over.readings?.[0]?.id === owner ? 1 : 0),
    },
    byChance: game.byChance + 1 / candidates.length,
    round: over,
  };
}

/** How many votes each candidate has, in their order. */
export const tally = ({ candidates, votes }: Round): number[] =>
  candidates.map((_, place) => votes.filter((one) => one === place).length);

/** Whom the class names: who has the most votes, alone. */
export function choiceOf(round: Round): string | undefined {
  const counts = tally(round);
  const most = Math.max(0, ...counts);
  const leading = round.candidates.filter((_, place) => counts[place] === most);
  return most > 0 && leading.length === 1 ? leading[0] : undefined;
}
