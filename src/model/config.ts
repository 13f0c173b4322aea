import file from '../../models/fractalmoe-30m/config.json';

/** Sizes of a FractalMoE model: a decoder-only mixture-of-experts transformer laid out as Mixtral. */
export interface ModelConfig {
  /** Number of token ids; the embedding is tied to the output head. */
  vocab: number;
  /** Width of the residual stream. */
  width: number;
  layers: number;
  heads: number;
  /** Experts in each layer, and how many of them each token is sent to. */
  experts: number;
  topK: number;
  /** Hidden width of one SwiGLU expert. */
  hidden: number;
  /** Longest sequence the model was trained on, in tokens. */
  context: number;
  /** RMSNorm epsilon. */
  eps: number;
  /** RoPE base frequency. */
  theta: number;
}

/** Reads the fields of a Hugging Face Mixtral `config.json` that FractalMoE uses. */
export function parseConfig(json: typeof file): ModelConfig {
  return {
    vocab: json.vocab_size,
    width: json.hidden_size,
    layers: json.num_hidden_layers,
    heads: json.num_attention_heads,
    experts: json.num_local_experts,
    topK: json.num_experts_per_tok,
    hidden: json.intermediate_size,
    context: json.max_position_embeddings,
    eps: json.rms_norm_eps,
    theta: json.rope_theta,
  };
}

/** The base this app ships: FractalMoE 30M. */
export const BASE_CONFIG: ModelConfig = parseConfig(file);

/** Size of one attention head. */
export function headSize(config: ModelConfig): number {
  return config.width / config.heads;
}

/** id 0 starts every document and ends every text: `<|endoftext|>`. */
export const END_OF_TEXT = 0;

/** A target with this value is not predicted (PyTorch's `ignore_index`). */
export const IGNORE = -100;

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
