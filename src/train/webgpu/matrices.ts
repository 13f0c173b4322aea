import type { ModelConfig } from '../../model/config';
import { EMBEDDING, parameters } from '../../model/parameters';
import type { Int8Matrix, Weights } from '../../model/weights';
import { stackedNames } from '../stacked';
import { type GpuBuffers, type View, write } from './buffers';
import type { ExpertWeights } from './operations/experts';
import type { Matrix } from './operations/product';

/** A layer's matrices as the operations want them. */
export interface LayerMatrices extends ExpertWeights {
  /** q, k and v one above the other, [3 width, width]. */
  qkv: Matrix;
  o: Matrix;
  /** The router, [experts, width], always float32. */
  router: Matrix;
}

/** The model's matrices. */
export interface Matrices {
  /** [vocab, width], the output head as well. */
  embedding: Matrix;
  layers: LayerMatrices[];
}

/**
 * Room for the matrices that training does not change, as little as they need: int8 with a scale for each row where
 * the weights are kept so, which is a quarter of the memory, and float32 otherwise. `upload` fills it.
 */
export function allocateFrozen(
  buffers: GpuBuffers,
  config: ModelConfig,
  weights: Weights,
): { matrices: Matrices; upload: () => void } {
  const shapes = new Map(parameters(config).map(({ name, shape }) => [name, shape]));
  const uploads: (() => void)[] = [];
  const allocate = (label: string, names: string[]): Matrix => {
    const columns = shapes.get(names[0])![1];
    const rows = names.reduce((sum, name) => sum + shapes.get(name)![0], 0);
    const int8 = names.map((name) => weights.int8?.(name));
    const isInt8 = int8.every((matrix) => matrix !== undefined);
    const matrix: Matrix = isInt8
      ? {
          values: buffers.tensor(label, (rows * columns) / 4),
          scales: buffers.tensor(`scales of ${label}`, rows),
        }
      : { values: buffers.tensor(label, rows * columns) };
    uploads.push(() => {
      if (isInt8) writeInt8(buffers.device, matrix, int8, columns);
      else writeFloats(buffers.device, matrix.values, names, weights);
    });
    return matrix;
  };
  const matrices = {
    embedding: allocate('embedding', [EMBEDDING]),
    layers: Array.from({ length: config.layers }, (_, i) => {
      const names = stackedNames(config, i);
      return {
        qkv: allocate(`queries, keys and values of layer ${i}`, names.qkv),
        o: allocate(`output of attention of layer ${i}`, names.o),
        router: allocate(`router of layer ${i}`, names.router),
        w13: allocate(`first matrices of the experts of layer ${i}`, names.w13),
        w2: allocate(`second matrices of the experts of layer ${i}`, names.w2),
      };
    }),
  };
  return {
    matrices,
    upload() {
      for (const fill of uploads) fill();
    },
  };
}

function writeInt8(
  device: GPUDevice,
  { values, scales }: Matrix,
  parts: readonly Int8Matrix[],
  columns: number,
): void {
  let row = 0;
  for (const part of parts) {
    write(device, { ...values, offset: values.offset + row * columns }, packTiles(part.values, columns));
    write(device, { ...scales!, offset: scales!.offset + row * 4 }, part.scales);
    row += part.scales.length;
  }
}

/**
 * int8 values [rows, columns] in the order in which the shaders read them (shaders/product.wgsl): tiles of four rows
 * and four columns, row of tiles by row of tiles; a tile's row is one word, its first column in the lowest byte.
 * `rows` and `columns` are multiples of four.
 */
export function packTiles(values: Int8Array, columns: number): Uint32Array<ArrayBuffer> {
  // A copy, because the values may start anywhere in their file.
  const words = new Uint32Array(values.slice().buffer);
  const across = columns / 4;
  const packed = new Uint32Array(words.length);
  let at = 0;
  for (let first = 0; first < words.length; first += 4 * across)
    for (let column = 0; column < across; column++)
      for (let row = 0; row < 4; row++) packed[at++] = words[first + row * across + column];
  return packed;
}

function writeFloats(device: GPUDevice, view: View, names: readonly string[], weights: Weights): void {
  let at = 0;
  for (const name of names) {
    const values = weights.read(name);
    write(device, { ...view, offset: view.offset + at * 4 }, values);
    at += values.length;
  }
}
