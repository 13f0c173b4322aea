import type { ModelConfig } from './config';
import { float16ToFloat32 } from './float16';
import { parameters } from './parameters';
import { readSafetensors, SafetensorsError, type Tensor } from './safetensors';

/** A model's weights: float32 values by parameter name, made when they are asked for. */
export interface Weights {
  /**
   * The parameter `name` as float32, row-major in its table's shape: in a fresh array, or written into `into`,
   * which has its size, and returned.
   */
  read(name: string, into?: Float32Array<ArrayBuffer>): Float32Array<ArrayBuffer>;
  /** The matrix `name` as int8 values with a scale for each row, where the weights are kept so. */
  int8?(name: string): Int8Matrix | undefined;
}

/** A matrix `w[r, c] = values[r, c] * scales[r]`, row-major. */
export interface Int8Matrix {
  values: Int8Array;
  scales: Float32Array<ArrayBuffer>;
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
      throw new SafetensorsError('other-model', `"${name}" is missing or has another shape`);
    expected += tensor.dtype === 'I8' ? 2 : 1;
    if (tensor.dtype === 'I8' && tensors.get(`${name}_scale`)?.shape.join() !== `${shape[0]}`)
      throw new SafetensorsError('other-model', `"${name}" has no scale for each row`);
  }
  if (expected !== tensors.size)
    throw new SafetensorsError('other-model', 'it has more tensors than the model');
  return {
    read(name, into) {
      const tensor = tensors.get(name);
      if (!tensor) throw new RangeError(`no parameter is called "${name}"`);
      return tensor.dtype === 'I8'
        ? dequantise(tensor, tensors.get(`${name}_scale`)!, into)
        : toFloat32(tensor, into);
    },
    int8(name) {
      const tensor = tensors.get(name);
      return tensor?.dtype === 'I8' ? int8Matrix(tensor, tensors.get(`${name}_scale`)!) : undefined;
    },
  };
}

/** Weights that are held as float32 arrays already. */
export function weightsFrom(arrays: ReadonlyMap<string, Float32Array>): Weights {
  return {
    read(name, into) {
      const values = arrays.get(name);
      if (!values) throw new RangeError(`no parameter is called "${name}"`);
      if (!into) return values.slice() as Float32Array<ArrayBuffer>;
      into.set(values);
      return into;
    },
  };
}

/** The values of a float tensor as float32, in a fresh array or written into `into`. */
export function toFloat32(
  { dtype, shape, bytes }: Tensor,
  into = new Float32Array(shape.reduce((size, n) => size * n, 1)),
): Float32Array<ArrayBuffer> {
  switch (dtype) {
    case 'F32':
      new Uint8Array(into.buffer, into.byteOffset, into.byteLength).set(bytes);
      return into;
    case 'F16':
      return float16ToFloat32(bytes, into);
    case 'F64':
      into.set(new Float64Array(bytes.slice().buffer));
      return into;
    default:
      throw new SafetensorsError('other-model', `a tensor of type ${dtype} holds no weights`);
  }
}

function dequantise(
  tensor: Tensor,
  scale: Tensor,
  out = new Float32Array(tensor.bytes.byteLength),
): Float32Array<ArrayBuffer> {
  const [rows, columns] = tensor.shape;
  const { values, scales } = int8Matrix(tensor, scale);
  for (let r = 0, i = 0; r < rows; r++) for (let c = 0; c < columns; c++, i++) out[i] = values[i] * scales[r];
  return out;
}

function int8Matrix({ bytes }: Tensor, scale: Tensor): Int8Matrix {
  return {
    values: new Int8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength),
    scales: toFloat32(scale),
  };
}
