import { type AdapterWeights, unpackLora } from './adapter';
import { BASE_SHA256 } from './base';
import type { ModelConfig } from './config';
import { loraOf } from './lora';
import { gainNames } from './parameters';
import { readSafetensors, type Tensor, writeSafetensors } from './safetensors';

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
): PeftFolder {
  const { tensors, settings } =
    adapter.method === 'norm' ? lnTuning(adapter.bytes, config) : lora(adapter.bytes, config);
  const adapterConfig = {
    ...settings,
    task_type: 'CAUSAL_LM',
    base_model_name_or_path: 'fractalmoe-30m',
    inference_mode: true,
  };
  return {
    'adapter_config.json': new TextEncoder().encode(`${JSON.stringify(adapterConfig, null, 2)}\n`),
    'adapter_model.safetensors': writeSafetensors(
      tensors.map(([name, tensor]): [string, Tensor] => [`base_model.model.${name}`, tensor]),
      { format: 'pt', base_sha256: BASE_SHA256 },
    ),
  };
}

interface Tuned {
  tensors: [name: string, tensor: Tensor][];
  /** What `adapter_config.json` says of the method. */
  settings: { peft_type: string; target_modules: string[] };
}

/** PEFT wraps each tuned norm in a layer of type `LN_TUNING` and saves its copy of the gain under `ln_tuning_layers`. */
function lnTuning(gains: Uint8Array, config: ModelConfig): Tuned {
  const size = 2 * config.width;
  return {
    tensors: gainNames(config).map((name, i) => [
      name.replace(/weight$/, 'ln_tuning_layers.weight'),
      { dtype: 'F16', shape: [config.width], bytes: gains.subarray(i * size, (i + 1) * size) },
    ]),
    settings: {
      peft_type: 'LN_TUNING',
      target_modules: ['input_layernorm', 'post_attention_layernorm', 'norm'],
    },
  };
}

/**
 * PEFT's names are those of the adapter itself. It multiplies `B A` by `lora_alpha / r`, which is 1 here. Its target
 * modules are the last parts of their names; `w1`, `w2` and `w3` are modules of their own in `transformers` before
 * version 5.
 */
function lora(bytes: Uint8Array, config: ModelConfig): Tuned {
  const factors = unpackLora(bytes, config);
  const { rank, targets } = loraOf(config, factors);
  const attention = ['q_proj', 'k_proj', 'v_proj', 'o_proj'];
  return {
    tensors: [...readSafetensors(bytes).tensors],
    settings: {
      peft_type: 'LORA',
      target_modules: targets === 'all' ? [...attention, 'w1', 'w2', 'w3'] : attention,
      ...{
        r: rank,
        lora_alpha: rank,
        lora_dropout: 0,
        bias: 'none',
        fan_in_fan_out: false,
        use_rslora: false,
      },
    },
  };
}
