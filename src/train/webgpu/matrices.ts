import type { ModelConfig } from '../../model/config';
import { EMBEDDING, layerNames, parameters } from '../../model/parameters';
import type { Int8Matrix, Weights } from '../../model/weights';
import { type Memory, write } from './memory';
import type { ExpertWeights } from './operations/experts';
import type { Matrix } from './operations/product';
import { packTiles } from './tiles';

/** A layer's matrices as the operations want them. */
export interface LayerMatrices extends ExpertWeights {
  /** q, k and v one above the other, [3 width, width]. */
  qkv: Matrix;
  o: Matrix;
  /** The router, [experts, width], always float32. */
  gate: Matrix;
}

/** The model's matrices. */
export interface Matrices {
  /** [vocab, width], the output head as well. */
  embedding: Matrix;
  layers: LayerMatrices[];
}

/** The parameters of each of `LayerMatrices`, one above the other. */
export function stackedNames(config: ModelConfig, layer: number): Record<keyof LayerMatrices, string[]> {
  const names = layerNames(layer);
  const experts = Array.from({ length: config.experts }, (_, e) => e);
  return {
    qkv: [names.q, names.k, names.v],
    o: [names.o],
    gate: [names.router],
    w13: experts.flatMap((e) => [names.expert(e, 'w1'), names.expert(e, 'w3')]),
    w2: experts.map((e) => names.expert(e, 'w2')),
  };
}

/**
 * Matrices that training does not change, as small as they come: int8 with a scale for each row where the weights
 * are kept so, which is a quarter of the memory, and float32 otherwise.
 */
export function loadFrozen(memory: Memory, config: ModelConfig, weights: Weights): Matrices {
  const shapes = new Map(parameters(config).map(({ name, shape }) => [name, shape]));
  const load = (label: string, names: string[]): Matrix => {
    const columns = shapes.get(names[0])![1];
    const rows = names.reduce((sum, name) => sum + shapes.get(name)![0], 0);
    const int8 = names.map((name) => weights.int8?.(name));
    if (int8.every((matrix) => matrix !== undefined)) return loadInt8(memory, label, int8, rows, columns);
    const values = memory.tensor(label, rows * columns);
    let at = 0;
    for (const name of names) {
      const array = weights.read(name);
      write(memory.device, { ...values, offset: at * 4 }, array);
      at += array.length;
    }
    return { values };
  };
  return {
    embedding: load('embedding', [EMBEDDING]),
    layers: Array.from({ length: config.layers }, (_, i) => {
      const names = stackedNames(config, i);
      return {
        qkv: load(`queries, keys and values of layer ${i}`, names.qkv),
        o: load(`output of attention of layer ${i}`, names.o),
        gate: load(`router of layer ${i}`, names.gate),
        w13: load(`first matrices of the experts of layer ${i}`, names.w13),
        w2: load(`second matrices of the experts of layer ${i}`, names.w2),
      };
    }),
  };
}

function loadInt8(memory: Memory, label: string, parts: Int8Matrix[], rows: number, columns: number): Matrix {
  const matrix = {
    values: memory.tensor(label, (rows * columns) / 4),
    scales: memory.tensor(`scales of ${label}`, rows),
  };
  let row = 0;
  for (const { values, scales } of parts) {
    const offset = (row * columns) / 4;
    write(memory.device, { ...matrix.values, offset: offset * 4 }, packTiles(values, columns));
    write(memory.device, { ...matrix.scales, offset: row * 4 }, scales);
    row += scales.length;
  }
  return matrix;
}
