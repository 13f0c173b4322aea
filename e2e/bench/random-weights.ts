import type { ModelConfig } from '../../src/model/config';
import { parameters } from '../../src/model/parameters';
import type { Weights } from '../../src/model/weights';

/** The matrices that a base keeps in int8; the router's stays float. */
const IN_INT8 = ['embedding', 'attention', 'expert'];

/**
 * Random weights of any size as a base has them: int8 matrices that keep lengths, so that every expert gets its share
 * and nothing overflows, and gains of 1. The matrices are windows into one store of random numbers as large as the
 * largest, so that the weights themselves take hardly any memory; no two begin at the same number.
 */
export function randomInt8(config: ModelConfig): Weights {
  const table = parameters(config);
  const index = new Map(table.map(({ name }, i) => [name, i]));
  const store = randomBytes(Math.max(...table.map(({ size }) => size)) + STRIDE * table.length);
  const scaleOf = (columns: number) => Math.sqrt(3 / columns) / 127;
  const find = (name: string) => {
    const i = index.get(name)!;
    const { kind, size, shape } = table[i];
    return { kind, shape, values: store.subarray(STRIDE * i, STRIDE * i + size) };
  };
  return {
    int8(name) {
      const { kind, shape, values } = find(name);
      const [rows, columns] = shape;
      if (!IN_INT8.includes(kind)) return undefined;
      return { values, scales: new Float32Array(rows).fill(scaleOf(columns)) };
    },
    read(name, into) {
      const { kind, shape, values } = find(name);
      const out = into ?? new Float32Array(values.length);
      if (kind === 'gain') return out.fill(1);
      const scale = scaleOf(shape[1]);
      values.forEach((value, n) => {
        out[n] = value * scale;
      });
      return out;
    },
  };
}

/** Odd, so that rows do not repeat from one matrix to the next. */
const STRIDE = 4099;

/** Xorshift by Marsaglia (2003), -127 to 127. */
function randomBytes(count: number): Int8Array {
  const words = new Int32Array(Math.ceil(count / 4));
  let state = 0x9e3779b9;
  for (let i = 0; i < words.length; i++) {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    words[i] = state;
  }
  const bytes = new Int8Array(words.buffer, 0, count);
  for (let i = 0; i < count; i++) if (bytes[i] === -128) bytes[i] = 127;
  return bytes;
}
