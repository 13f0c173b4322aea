import { BASE_PARTS } from 'virtual:base-parts';
import tokenizerUrl from '../../models/fractalmoe-30m/tokenizer.json?url';
import tokenizerConfig from '../../models/fractalmoe-30m/tokenizer_config.json';
import type { BaseFiles } from '../model/config';
import { sha256 } from '../model/sha256';
import { PartStore, PartsError, type PartsProgress } from './parts';

let parts: PartStore | undefined;

/**
 * The base, from what this browser keeps and, for the rest, from the host; every part is checked against its hash.
 * `keeps`: whether it is to be kept, if the browser can; `kept`: whether all of it is.
 * Rejects with a `PartsError`; the next call goes on from there.
 */
export async function loadBase(
  onProgress: (progress: PartsProgress) => void,
  keeps = true,
): Promise<BaseFiles & { kept: boolean }> {
  const [{ bytes, kept }, tokenizer] = await Promise.all([
    partStore().load(onProgress, keeps),
    loadTokenizer(),
  ]);
  return { weights: bytes, ...tokenizer, kept };
}

/** The tokenizer alone, which is here long before the weights are. Rejects with a `PartsError`. */
export const loadTokenizer = async (): Promise<Pick<BaseFiles, 'tokenizer' | 'tokenizerConfig'>> => ({
  tokenizer: await fetchTokenizer(),
  tokenizerConfig,
});

/** How many parts of the base lie in this browser as they should, by their hashes. */
export const countKeptParts = () => partStore().countKept();

function partStore(): PartStore {
  parts ??= new PartStore(BASE_PARTS, {
    fetch: (url, options) => fetch(url, options),
    caches: globalThis.caches,
    locks: navigator.locks,
    channel: (name) => new BroadcastChannel(name),
    estimate: navigator.storage?.estimate?.bind(navigator.storage),
    sha256: crypto.subtle && sha256,
    wait: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
    now: () => performance.now(),
  });
  return parts;
}

async function fetchTokenizer(): Promise<object> {
  const response = await fetch(tokenizerUrl).catch(() => undefined);
  if (!response?.ok) throw new PartsError('unreachable');
  const text = await response.text().catch(() => {
    throw new PartsError('unreachable');
  });
  try {
    return JSON.parse(text);
  } catch {
    // Something on the way has changed it.
    throw new PartsError('damaged');
  }
}
