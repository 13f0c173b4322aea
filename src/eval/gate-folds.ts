import { FEATURES, type Gate } from './gate';
import type { Episode, EpisodeKind } from './gate-episodes';
import { GATE_RECIPE, type GateRecipe, learnGate, lengthOf, type Samples } from './gate-learning';
import { Trust } from './trust';

/** How much a token counts in learning. A cache is for its owner's text; the rest is there so that it does no harm. */
const WEIGHTS: Record<EpisodeKind, number> = { own: 1, nothing: 0.25, other: 0.5, general: 0.4 };

/** A gate that was learned from `episodes`. */
export function learnFrom(episodes: readonly Episode[], recipe: GateRecipe = GATE_RECIPE): Gate {
  const sets = episodes.map(({ kind, samples }) => ({ samples, weight: WEIGHTS[kind] }));
  return learnGate(sets, recipe);
}

/** The mean loss of an episode in nats per token: of the model alone, by the rule before there was a gate, and by `gate`. */
export interface Judged {
  alone: number;
  fixed: number;
  gate: number;
}

/** Replays an episode with the trust on top, as the evaluator does. */
export function judge(gate: Gate, { features, chances }: Samples): Judged {
  const trust = { fixed: new Trust(), gate: new Trust() };
  const sums = { alone: 0, fixed: 0, gate: 0 };
  const count = lengthOf({ features, chances });
  for (let row = 0; row < count; row++) {
    const looked = Float64Array.from(features.subarray(row * FEATURES, (row + 1) * FEATURES));
    const [model, alike, phrase] = chances.subarray(3 * row, 3 * row + 3);
    const [toAlike, toPhrase] = gate.shares(looked);
    const share = toAlike + toPhrase;
    const cache = (toAlike * alike + toPhrase * phrase) / share;
    sums.alone -= Math.log(model);
    sums.gate -= Math.log(trust.gate.probability({ share, of: () => cache }, 0, model));
    const fixed = { share: fixedShare(Math.max(looked[0], looked[1])), of: () => alike };
    sums.fixed -= Math.log(trust.fixed.probability(fixed, 0, model));
  }
  return { alone: sums.alone / count, fixed: sums.fixed / count, gate: sums.gate / count };
}

/** The share by the rule before there was a gate: a logistic function of the square of the best cosine. */
function fixedShare(best: number): number {
  return 1 / (1 + Math.exp(3 - 3.5 * Math.max(0, best) ** 2));
}

/** How an author's text was judged by a gate that learned from others. */
export interface FoldRow extends Judged {
  kind: EpisodeKind;
  author: string;
}

/** Judges each of the authors `names` by a gate that learned from no text of the author's, in `folds` parts. */
export function judgeByFolds(
  episodes: readonly Episode[],
  names: readonly string[],
  folds: number,
  recipe: GateRecipe = GATE_RECIPE,
): FoldRow[] {
  return Array.from({ length: folds }, (_, fold) => {
    const tested = new Set(names.filter((_, i) => i % folds === fold));
    const isTested = ({ authors }: Episode) => authors.some((name) => tested.has(name));
    const gate = learnFrom(
      episodes.filter((episode) => !isTested(episode)),
      recipe,
    );
    return episodes
      .filter(({ authors: [author] }) => tested.has(author))
      .map(({ kind, authors: [author], samples }) => ({ kind, author, ...judge(gate, samples) }));
  }).flat();
}
