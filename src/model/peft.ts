import { BASE_SHA256 } from './base';
import type { ModelConfig } from './config';
import { gainNames } from './parameters';
import { type Tensor, writeSafetensors } from './safetensors';

/** A folder as Hugging Face PEFT saves it: file names and contents. */
export type PeftFolder = Record<'adapter_config.json' | 'adapter_model.safetensors', Uint8Array<ArrayBuffer>>;

/**
 * A norm-only adapter in PEFT's layout, for `PeftModel.from_pretrained`. PEFT wraps each tuned norm in a
 * layer of type `LN_TUNING` and saves its copy of the gain under `ln_tuning_layers`.
 * Source: https://github.com/huggingface/peft, tuners/ln_tuning and utils/save_and_load.py
 *
 * @param gains the adapter's float16 gains in `gainNames` order, 2 * norms * width bytes
 */
export function peftFolder(gains: Uint8Array, config: ModelConfig): PeftFolder {
  const size = 2 * config.width;
  const tensors = gainNames(config).map((name, i): [string, Tensor] => [
    `base_model.model.${name.replace(/weight$/, 'ln_tuning_layers.weight')}`,
    { dtype: 'F16', shape: [config.width], bytes: gains.subarray(i * size, (i + 1) * size) },
  ]);
  const adapterConfig = {
    peft_type: 'LN_TUNING',
    task_type: 'CAUSAL_LM',
    base_model_name_or_path: 'fractalmoe-30m',
    inference_mode: true,
    target_modules: ['input_layernorm', 'post_attention_layernorm', 'norm'],
  };
  return {
    'adapter_config.json': new TextEncoder().encode(`${JSON.stringify(adapterConfig, null, 2)}\n`),
    'adapter_model.safetensors': writeSafetensors(tensors, { format: 'pt', base_sha256: BASE_SHA256 }),
  };
}
