import { BASE_PARTS } from 'virtual:base-parts';
import tokenizerUrl from '../../models/fractalmoe-30m/tokenizer.json?url';
import tokenizerConfig from '../../models/fractalmoe-30m/tokenizer_config.json';
import { PartStore, PartsError, type PartsProgress } from '../offline/parts';
import { sha256 } from './sha256';

/** sha256 of the base's `model.safetensors`: the base's identity, to which adapters are bound. */
export const BASE_SHA256 = 'c7326603a58b75a5a6d807093e7e6cd74253816bbcc1741c7a748bbd8d9c9c67';
export const BASE_BYTES = 37_966_448;

/** The base as it came over: what the workers are started with. */
export interface BaseFiles {
  /** `model.safetensors`; posted to workers as a copy, never transferred away. */
  weights: ArrayBuffer;
  tokenizer: object;
  tokenizerConfig: object;
}

let parts: PartStore | undefined;

/**
 * The base, from what this browser keeps and, for the rest, from the host; every part is checked against its hash.
 * `keeps`: whether it is to be kept, if the browser can; `kept`: whether all of it is.
 * Rejects with a `PartsError`, whose sentence is for people; the next call goes on from there.
 */
export async function loadBase(
  onProgress: (progress: PartsProgress) => void,
  keeps = true,
): Promise<BaseFiles & { kept: boolean }> {
  parts ??= new PartStore(BASE_PARTS, {
    fetch: (url, options) => fetch(url, options),
    caches: globalThis.caches,
    locks: navigator.locks,
    estimate: navigator.storage?.estimate?.bind(navigator.storage),
    sha256: crypto.subtle && sha256,
    wait: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
    now: () => performance.now(),
  });
  const [{ bytes, kept }, tokenizer] = await Promise.all([parts.load(onProgress, keeps), fetchTokenizer()]);
  return { weights: bytes, tokenizer, tokenizerConfig, kept };
}

async function fetchTokenizer(): Promise<object> {
  const response = await fetch(tokenizerUrl).catch(() => undefined);
  const tokenizer = response?.ok && (await response.json().catch(() => undefined));
  if (!tokenizer)
    throw new PartsError(
      'unreachable',
      'The tokenizer could not be fetched; please check the connection and try again.',
    );
  return tokenizer;
}
