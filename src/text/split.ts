import { CUT_LEVELS, type CutLevel } from './passages';

/** The least a run can be given: windows of 257 tokens must have room to move in the training text. */
export const MIN_TRAIN_TOKENS = 300;
/** With fewer held-out tokens than this, chance would speak louder than the model. */
export const MIN_HELD_TOKENS = 100;
/** More held-out text would measure no better, only slower; the rest is worth more as training text. */
export const MAX_HELD_TOKENS = 2000;
/** The held-out share that is aimed at, and the least: repeats will still be taken out of it. */
const HELD_SHARE = 0.2;
const LEAST_HELD_AIM = 150;
/** The least text that can be split. */
export const MIN_TOKENS = MIN_TRAIN_TOKENS + LEAST_HELD_AIM;

/** A cut in a better place is taken if the held-out part is still within this factor of the aim. */
const AIM_TOLERANCE = 1.5;

/** A passage, as far as the split needs to know it. */
export interface SplitPassage {
  level: CutLevel;
  ids: { length: number };
}

/**
 * Chooses where the held-out part begins: it is the end of the text, about a fifth of it, cut between
 * two documents if that comes near enough, else between paragraphs, lines, sentences, words. A
 * document's start is a token of its own. Returns the index of the first held-out passage, or
 * nothing if no cut leaves both parts as large as they must be.
 */
export function findCut(passages: readonly SplitPassage[]): number | undefined {
  const train = cumulate(passages);
  const total = train[passages.length];
  const held = train.map((tokens) => total - tokens);
  const aim = Math.min(MAX_HELD_TOKENS, Math.max(LEAST_HELD_AIM, HELD_SHARE * total));
  const nearest = (cuts: readonly number[]) =>
    [...cuts].sort((a, b) => Math.abs(held[a] - aim) - Math.abs(held[b] - aim)).at(0);
  const allowed = Array.from(passages.keys()).filter(
    (i) => train[i] >= MIN_TRAIN_TOKENS && held[i] >= MIN_HELD_TOKENS && held[i] <= MAX_HELD_TOKENS,
  );
  const near = allowed.filter((i) => held[i] >= aim / AIM_TOLERANCE && held[i] <= aim * AIM_TOLERANCE);
  for (const level of CUT_LEVELS) {
    const cut = nearest(near.filter((i) => passages[i].level === level));
    if (cut !== undefined) return cut;
  }
  return nearest(allowed);
}

/** Tokens of the first 0, 1, ... passages, with one more for each document begun: [passages + 1]. */
function cumulate(passages: readonly SplitPassage[]): number[] {
  const sums = [0];
  passages.forEach(({ ids, level }, i) => {
    sums.push(sums[i] + ids.length + (level === 'document' ? 1 : 0));
  });
  return sums;
}
