import type { ModelConfig } from '../../src/model/config';

/**
 * Which experts a layer's tokens go to. Each token has `topK` slots, slot `s` being token `floor(s / topK)`'s; sorted
 * by expert, every expert has its rows in one piece.
 */
export interface Routing {
  /** The expert of each slot, [tokens * topK]. */
  expertOfSlot: Int32Array;
  /** The token of each slot, sorted by expert, [tokens * topK]. */
  tokenOfSorted: Int32Array;
  /** Where each slot is in that order, [tokens * topK]. */
  sortedOfSlot: Int32Array;
  /** The experts that have rows, in order, and how many. */
  used: { expert: number; rows: number }[];
}

/** The routing by the router's scores [tokens, experts]; among equal scores the lower expert's goes first. */
export function routeByScores(scores: ArrayLike<number>, { experts, topK }: ModelConfig): Routing {
  const slots = (scores.length / experts) * topK;
  const expertOfSlot = new Int32Array(slots);
  for (let token = 0; token * topK < slots; token++) {
    const score = (e: number) => scores[token * experts + e];
    const ranked = Array.from({ length: experts }, (_, e) => e).sort((a, b) => score(b) - score(a) || a - b);
    expertOfSlot.set(ranked.slice(0, topK), token * topK);
  }
  const sorted = Array.from({ length: slots }, (_, slot) => slot).sort(
    (a, b) => expertOfSlot[a] - expertOfSlot[b] || a - b,
  );
  const sortedOfSlot = new Int32Array(slots);
  sorted.forEach((slot, place) => {
    sortedOfSlot[slot] = place;
  });
  const used = Array.from({ length: experts }, (_, expert) => ({
    expert,
    rows: expertOfSlot.filter((e) => e === expert).length,
  })).filter(({ rows }) => rows > 0);
  return {
    expertOfSlot,
    tokenOfSorted: Int32Array.from(sorted, (slot) => Math.floor(slot / topK)),
    sortedOfSlot,
    used,
  };
}
