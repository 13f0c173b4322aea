import type { Entrant } from './entrants';
import type { Reading } from './readings';

/** An entrant with a text of its own, if it is given token ids. */
export function entrant(id: string, ids?: number[], more: Partial<Entrant> = {}): Entrant {
  const text = ids && {
    ids: Int32Array.from(ids),
    passages: [{ ids: Int32Array.from(ids), text: `text of ${id}` }],
  };
  return {
    ...{ id, name: id, method: 'norm' as const, weights: async () => weights },
    ...(text && { text, profile: id }),
    ...more,
  };
}

const weights = { method: 'norm' as const, bytes: new Uint8Array(9216) };

/** A reading of `length` predicted tokens, each with about `nll` nats. */
export function reading(id: string, nll: number, length = 320): Reading {
  const all = Float32Array.from({ length }, (_, i) => nll + 0.5 * Math.sin(i));
  return { id, nll: all, perplexity: Math.exp(nll) };
}
