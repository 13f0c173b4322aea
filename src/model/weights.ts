import type { ModelConfig } from './config';
import { float16ToFloat32 } from './float16';
import { parameters } from './parameters';
import { readSafetensors, SafetensorsError, type Tensor } from './safetensors';

/** A model's weights: float32 values by parameter name, made when they are asked for. */
export interface Weights {
  /** A fresh float32 copy of the parameter `name`, row-major in its table's shape. */
  read(name: string): Float32Array<ArrayBuffer>;
}

/**
 * Opens a `model.safetensors` and checks that it holds exactly the parameters of `config`.
 * A matrix is either float16/float32, or int8 with `<name>_scale` in float16, one scale a row:
 * `w[r, c] = int8[r, c] * scale[r]`.
 */
export function openWeights(file: Uint8Array, config: ModelConfig): Weights {
  const { tensors } = readSafetensors(file);
  const table = parameters(config);
  let expected = 0;
  for (const { name, shape } of table) {
    const tensor = tensors.get(name);
    if (!tensor || tensor.shape.join() !== shape.join())
      throw new SafetensorsError(
        `These weights belong to another model: "${name}" is missing or has another shape.`,
      );
    expected += tensor.dtype === 'I8' ? 2 : 1;
    if (tensor.dtype === 'I8' && tensors.get(`${name}_scale`)?.shape.join() !== `${shape[0]}`)
      throw new SafetensorsError(`The weights "${name}" have no scale for each row.`);
  }
  if (expected !== tensors.size)
    throw new SafetensorsError('These weights belong to another model: they hold tensors it does not have.');
  return {
    read(name) {
      const tensor = tensors.get(name);
      if (!tensor) throw new RangeError(`no parameter is called "${name}"`);
      return tensor.dtype === 'I8' ? dequantise(tensor, tensors.get(`${name}_scale`)!) : toFloat32(tensor);
    },
  };
}

/** Weights that are held as float32 arrays already. */
export function weightsFrom(arrays: ReadonlyMap<string, Float32Array>): Weights {
  return {
    read(name) {
      const values = arrays.get(name);
      if (!values) throw new RangeError(`no parameter is called "${name}"`);
      return values.slice() as Float32Array<ArrayBuffer>;
    },
  };
}

/** The values of a float or integer tensor as float32. */
export function toFloat32(tensor: Tensor): Float32Array<ArrayBuffer> {
  switch (tensor.dtype) {
    case 'F32':
      return new Float32Array(new Uint8Array(tensor.bytes).buffer);
    case 'F16':
      return float16ToFloat32(tensor.bytes);
    case 'F64':
      return Float32Array.from(new Float64Array(new Uint8Array(tensor.bytes).buffer));
    default:
      throw new SafetensorsError(`A tensor of type ${tensor.dtype} does not hold weights.`);
  }
}

function dequantise(tensor: Tensor, scale: Tensor): Float32Array<ArrayBuffer> {
  const [rows, columns] = tensor.shape;
  const scales = toFloat32(scale);
  const values = new Int8Array(tensor.bytes.buffer, tensor.bytes.byteOffset, tensor.bytes.byteLength);
  const out = new Float32Array(rows * columns);
  for (let r = 0, i = 0; r < rows; r++) for (let c = 0; c < columns; c++, i++) out[i] = values[i] * scales[r];
  return out;
}
