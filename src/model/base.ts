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
