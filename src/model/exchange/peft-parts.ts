import { float16ToFloat32 } from '../float16';
import { PREFIX } from '../peft';
import type { Tensor } from '../safetensors';
import { FileRefused } from './refused';

/** What other programs put between the parts of a name when they wrap a module. */
const WRAPPERS = ['_orig_mod', 'module', '_fsdp_wrapped_module', '_checkpoint_wrapped_module'];

/**
 * The tensors of a PEFT folder by the names that the model has for them: without what PEFT, torch.compile and parallel
 * training put before and between, without the name of the adapter, and with `model.` where only the inner model was
 * adapted.
 */
export function namedParts(tensors: ReadonlyMap<string, Tensor>): Map<string, Tensor> {
  const parts = new Map<string, Tensor>();
  for (const [given, tensor] of tensors) {
    const unwrapped = given
      .split('.')
      .filter((part) => !WRAPPERS.includes(part))
      .join('.');
    const name = unwrapped
      .replace(PREFIX, '')
      .replace(/^(?=(layers|norm|embed_tokens)\.)/, 'model.')
      .replace(/\.(lora_[AB]|ln_tuning_layers)\.[^.]+\.weight$/, '.$1.weight');
    if (parts.has(name)) throw new FileRefused('misfit', { part: given });
    parts.set(name, tensor);
  }
  return parts;
}

/** The reason why a part that no adapter of this app has is there. */
export function refuseStranger(name: string): never {
  if (/(^|\.)(embed_tokens|lm_head)\./.test(name)) throw new FileRefused('embedding');
  if (name.includes('lora_magnitude_vector')) throw new FileRefused('setting', { key: 'use_dora' });
  if (/\.(bias|lora_bias)(\.|$)/.test(name)) throw new FileRefused('setting', { key: 'bias' });
  throw new FileRefused('misfit', { part: name });
}

/** The values of a tensor of floating-point numbers, from 16 to 64 bits; refuses other types. */
export function readValues({ dtype, bytes }: Tensor): Float32Array<ArrayBuffer> {
  switch (dtype) {
    case 'F64':
      return Float32Array.from(new Float64Array(bytes.slice().buffer));
    case 'F32':
      return new Float32Array(bytes.slice().buffer);
    case 'F16':
      return float16ToFloat32(bytes);
    case 'BF16':
      // The upper half of a float32.
      return new Float32Array(
        Uint32Array.from(new Uint16Array(bytes.slice().buffer), (bits) => bits << 16).buffer,
      );
    default:
      throw new FileRefused('type', { type: dtype });
  }
}
