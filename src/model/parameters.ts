import type { ModelConfig } from './config';

/** What a parameter is, which decides how it is stored and which methods train it. */
export type ParameterKind = 'embedding' | 'gain' | 'attention' | 'router' | 'expert';

/** One trainable tensor under its Hugging Face name; matrices are `[out, in]`, `y = W x`. */
export interface Parameter {
  name: string;
  kind: ParameterKind;
  shape: readonly number[];
  /** Number of elements. */
  size: number;
}

export const EMBEDDING = 'model.embed_tokens.weight';
export const FINAL_NORM = 'model.norm.weight';

/** The names of layer `i`'s parameters. */
export function layerNames(i: number) {
  const layer = `model.layers.${i}.`;
  return {
    attentionNorm: `${layer}input_layernorm.weight`,
    q: `${layer}self_attn.q_proj.weight`,
    k: `${layer}self_attn.k_proj.weight`,
    v: `${layer}self_attn.v_proj.weight`,
    o: `${layer}self_attn.o_proj.weight`,
    expertNorm: `${layer}post_attention_layernorm.weight`,
    router: `${layer}block_sparse_moe.gate.weight`,
    expert: (e: number, matrix: 'w1' | 'w2' | 'w3') =>
      `${layer}block_sparse_moe.experts.${e}.${matrix}.weight`,
  };
}

/** Every parameter of the model, in a fixed order: embedding, then layer by layer, then the final norm. */
export function parameters(config: ModelConfig): Parameter[] {
  const table: Parameter[] = [];
  const add = (name: string, kind: ParameterKind, ...shape: number[]) =>
    table.push({ name, kind, shape, size: shape.reduce((a, b) => a * b, 1) });
  const { width, hidden } = config;
  add(EMBEDDING, 'embedding', config.vocab, width);
  for (let i = 0; i < config.layers; i++) {
    const names = layerNames(i);
    add(names.attentionNorm, 'gain', width);
    for (const matrix of ['q', 'k', 'v', 'o'] as const) add(names[matrix], 'attention', width, width);
    add(names.expertNorm, 'gain', width);
    add(names.router, 'router', config.experts, width);
    for (let e = 0; e < config.experts; e++) {
      add(names.expert(e, 'w1'), 'expert', hidden, width);
      add(names.expert(e, 'w2'), 'expert', width, hidden);
      add(names.expert(e, 'w3'), 'expert', hidden, width);
    }
  }
  add(FINAL_NORM, 'gain', width);
  return table;
}

/** The gains of every RMSNorm, in the order in which a norm-only adapter stores them. */
export function gainNames(config: ModelConfig): string[] {
  return parameters(config)
    .filter((p) => p.kind === 'gain')
    .map((p) => p.name);
}
