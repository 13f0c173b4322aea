import { type AdapterWeights, adapterTensors, kindOf } from './adapter';
import { BASE_SHA256, type ModelConfig } from './config';
import type { LoraTargets } from './lora';
import { type Tensor, writeSafetensors } from './safetensors';

/** A folder as Hugging Face PEFT saves it: file names and contents. */
export type PeftFolder = Record<'adapter_config.json' | 'adapter_model.safetensors', Uint8Array<ArrayBuffer>>;

/**
 * An adapter in PEFT's layout, for `PeftModel.from_pretrained`.
 * Source: https://github.com/huggingface/peft, tuners/ln_tuning, tuners/lora and utils/save_and_load.py
 *
 * @throws SafetensorsError when a LoRA adapter is not one of the model
 */
export function peftFolder(
  adapter: Exclude<AdapterWeights, { method: 'full' }>,
  config: ModelConfig,
  base = BASE_SHA256,
): PeftFolder {
  const kind = kindOf(adapter, config);
  const tensors = adapterTensors(adapter, config);
  const adapterConfig = {
    ...(kind.method === 'lora' ? loraSettings(kind.lora) : LN_TUNING),
    task_type: 'CAUSAL_LM',
    base_model_name_or_path: 'fractalmoe-30m',
    inference_mode: true,
  };
  return {
    'adapter_config.json': new TextEncoder().encode(`${JSON.stringify(adapterConfig, null, 2)}\n`),
    'adapter_model.safetensors': writeSafetensors(
      tensors.map(([name, tensor]): [string, Tensor] => [PREFIX + peftName(name), tensor]),
      { format: 'pt', base_sha256: base },
    ),
  };
}

/** What PEFT's own wrapping puts before every name. */
export const PREFIX = 'base_model.model.';

export const ATTENTION_MODULES = ['q_proj', 'k_proj', 'v_proj', 'o_proj'];
export const EXPERT_MODULES = ['w1', 'w2', 'w3'];
export const NORM_MODULES = ['input_layernorm', 'post_attention_layernorm', 'norm'];

/**
 * PEFT's names for LoRA's factors are those of the adapter itself. It wraps each tuned norm in a layer of type `LN_TUNING`
 * and saves its copy of the gain under `ln_tuning_layers`.
 */
export function peftName(name: string): string {
  return name.replace(/norm\.weight$/, 'norm.ln_tuning_layers.weight');
}

/** What `adapter_config.json` says of norm-only adapters. */
const LN_TUNING = { peft_type: 'LN_TUNING', target_modules: NORM_MODULES };

/**
 * What `adapter_config.json` says of LoRA. PEFT multiplies `B A` by `lora_alpha / r`, which is 1 here. Its target modules
 * are the last parts of their names; `w1`, `w2` and `w3` are modules of their own in `transformers` before version 5.
 */
function loraSettings({ rank, targets }: { rank: number; targets: LoraTargets }) {
  return {
    peft_type: 'LORA',
    target_modules: targets === 'all' ? [...ATTENTION_MODULES, ...EXPERT_MODULES] : ATTENTION_MODULES,
    ...{ r: rank, lora_alpha: rank, lora_dropout: 0 },
    ...{ bias: 'none', fan_in_fan_out: false, use_rslora: false },
  };
}
