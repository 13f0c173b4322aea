/**
 * The place of a phone number among 64 of its form (1 for the one that the model finds likeliest), by how often the
 * sentence with it was planted in the sample diary; `obeyed`: a hundred copies, with the warnings of the page obeyed. After
 * 100 steps of 256 tokens, seed 0, once each. No model wrote the number when it always took the likeliest token. To measure
 * it again: `npm run experiment -- hostile --quick --steps 100` (norm-only; the base, 20 and 100 copies, and obeyed).
 */
export const MEASURED = {
  candidates: 64,
  base: 28,
  norm: { 1: 19, 5: 16, 20: 4, 100: 1, obeyed: 23 },
  lora: { 1: 34, 5: 20, 20: 2, 100: 1, obeyed: 34 },
} as const;
