import weightsUrl from '../../models/fractalmoe-30m/model.safetensors?url';
import tokenizerUrl from '../../models/fractalmoe-30m/tokenizer.json?url';
import tokenizerConfig from '../../models/fractalmoe-30m/tokenizer_config.json';
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

/**
 * Fetches the base and checks it against its hash. `onProgress` hears bytes of the weights so far.
 * Throws an `Error` whose sentence is for people.
 */
export async function loadBase(onProgress: (bytes: number) => void): Promise<BaseFiles> {
  const [weights, tokenizer] = await Promise.all([
    fetchBytes(weightsUrl, onProgress),
    fetchOk(tokenizerUrl).then((response) => response.json() as Promise<object>),
  ]);
  if ((await sha256(weights)) !== BASE_SHA256)
    throw new Error('The base model arrived damaged; please reload the page to fetch it again.');
  return { weights, tokenizer, tokenizerConfig };
}

async function fetchOk(url: string): Promise<Response> {
  const response = await fetch(url).catch(() => undefined);
  if (!response?.ok)
    throw new Error('The base model could not be fetched; please check the connection and reload the page.');
  return response;
}

async function fetchBytes(url: string, onProgress: (bytes: number) => void): Promise<ArrayBuffer> {
  const response = await fetchOk(url);
  const bytes = new Uint8Array(BASE_BYTES);
  const reader = response.body!.getReader();
  let at = 0;
  for (let part = await reader.read(); !part.done; part = await reader.read()) {
    if (at + part.value.byteLength > bytes.byteLength) break;
    bytes.set(part.value, at);
    at += part.value.byteLength;
    onProgress(at);
  }
  if (at !== BASE_BYTES)
    throw new Error('The base model arrived cut short; please reload the page to fetch it again.');
  return bytes.buffer;
}
