import { type AdapterWeights, packAdapter } from '../model/adapter';
import { BASE_CONFIG } from '../model/config';
import { float16ToFloat32, float32ToFloat16 } from '../model/float16';
import { gainNames } from '../model/parameters';
import type { Interval } from '../model/run';
import { openWeights } from '../model/weights';

/** How far the gains go back each time. */
const SHARE = 0.2;
/** After this many shares a sixth is left of what was learned, and each costs a measuring of all the text. */
const MOST_PULLS = 8;

/** The base's own gains, as an adapter that changes nothing. `weights` is the base's file. */
export function baseAdapter(weights: ArrayBuffer): AdapterWeights {
  const base = openWeights(new Uint8Array(weights), BASE_CONFIG);
  const gains = gainNames(BASE_CONFIG).map((name) => [name, base.read(name)] as const);
  return packAdapter('norm', new Map(gains), BASE_CONFIG);
}

/** A norm-only adapter whose gains have gone `share` of their way back to those of `base`; of the same length. */
export function pulled(adapter: AdapterWeights, base: AdapterWeights, share: number): AdapterWeights {
  const to = float16ToFloat32(base.bytes);
  const gains = float16ToFloat32(adapter.bytes).map((gain, i) => gain + share * (to[i] - gain));
  return { method: 'norm', bytes: float32ToFloat16(gains) };
}

/**
 * The guard of a model that goes on from what it has learned, so that it does not drift away from the base: the adapter, its
 * gains gone back towards those of `base` by a share, again and again, until general perplexity, which `rise` tells, is no
 * longer above the base's by more than chance explains; and how often they went back. The base itself, if nothing less will do.
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
    now = pulled(now, base, SHARE);
  }
  return { adapter: base, pulls: MOST_PULLS };
}
