import type { AdapterWeights } from '../model/adapter';
import { float16ToFloat32, float32ToFloat16 } from '../model/float16';
import type { Interval } from '../model/run';

/**
 * The guard: every few days (`apart`) it reads text by nobody in particular, and if perplexity has risen there by more than
 * chance explains, the gains go a share of their way back to the base's, again and again until it has not.
 */
export const GUARD = { apart: 5, share: 0.2 };
/** After this many shares next to nothing is left of what was learned. */
const MOST_PULLS = 20;
/** General text is cut into pieces of this many tokens: the guard reads every other one, and is measured on the rest. */
const PIECE = 128;

/** A norm-only adapter whose gains have gone `share` of their way back to those of `base`; of the same length. */
export function pulled(adapter: AdapterWeights, base: AdapterWeights, share: number): AdapterWeights {
  const to = float16ToFloat32(base.bytes);
  const gains = float16ToFloat32(adapter.bytes).map((gain, i) => gain + share * (to[i] - gain));
  return { method: 'norm', bytes: float32ToFloat16(gains) };
}

/**
 * The adapter, gone back towards `base` until general perplexity, which `rise` tells, is no longer surely above the base's;
 * and how often it went back. The base itself, if nothing less will do.
 */
export async function guarded(
  adapter: AdapterWeights,
  base: AdapterWeights,
  rise: (adapter: AdapterWeights) => Promise<Interval>,
): Promise<{ adapter: AdapterWeights; pulls: number }> {
  let now = adapter;
  for (let pulls = 0; pulls < MOST_PULLS; pulls++) {
    const { value, low = value } = await rise(now);
    if (low <= 0) return { adapter: now, pulls };
    now = pulled(now, base, GUARD.share);
  }
  return { adapter: base, pulls: MOST_PULLS };
}

/** General text for the guard, and for measuring what it did: pieces of `PIECE` tokens, one after the other, in turn. */
export function halves(general: Int32Array): { watched: Int32Array; measured: Int32Array } {
  const half = (which: number) => general.filter((_, i) => Math.floor(i / PIECE) % 2 === which);
  return { watched: half(0), measured: half(1) };
}
