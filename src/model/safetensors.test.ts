import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  MAX_HEADER_BYTES,
  readSafetensors,
  SafetensorsError,
  type Tensor,
  writeSafetensors,
} from './safetensors';

const floats = (...values: number[]): Tensor => ({
  dtype: 'F32',
  shape: [values.length],
  bytes: new Uint8Array(Float32Array.from(values).buffer),
});

/** A file with this header and `dataBytes` of data. */
function fileWith(header: unknown, dataBytes: number): Uint8Array {
  const json = new TextEncoder().encode(typeof header === 'string' ? header : JSON.stringify(header));
  const file = new Uint8Array(8 + json.length + dataBytes);
  new DataView(file.buffer).setBigUint64(0, BigInt(json.length), true);
  file.set(json, 8);
  return file;
}

const entry = (begin: number, end: number, shape = [(end - begin) / 4]) => ({
  dtype: 'F32',
  shape,
  data_offsets: [begin, end],
});

describe('safetensors', () => {
  test('reads what it wrote', () => {
    fc.assert(
      fc.property(
        fc.dictionary(
          fc.string({ minLength: 1 }).filter((name) => name !== '__metadata__' && name !== '__proto__'),
          fc.array(fc.float({ noNaN: true }), { maxLength: 9 }),
        ),
        (arrays) => {
          const entries = Object.entries(arrays).map(([name, v]): [string, Tensor] => [name, floats(...v)]);
          const { tensors, metadata } = readSafetensors(writeSafetensors(entries, { seed: '10' }));
          expect(metadata).toEqual({ seed: '10' });
          expect([...tensors]).toEqual(entries);
        },
      ),
    );
  });

  test.each([
    ['no header', new Uint8Array(7)],
    ['a header past the end', fileWith('{}', 0).fill(0xff, 0, 1)],
    ['a header longer than any of ours', fileWith(' '.repeat(MAX_HEADER_BYTES + 1), 0)],
    ['a header that is no JSON', fileWith('{', 0)],
    ['a header that is no object', fileWith('[]', 0)],
    ['an unknown type', fileWith({ a: { ...entry(0, 4), dtype: 'Q4' } }, 4)],
    ['a type from the prototype', fileWith({ a: { ...entry(0, 4), dtype: 'toString' } }, 4)],
    ['a negative size', fileWith({ a: entry(0, 4, [-1, -1]) }, 4)],
    ['a shape that does not fill its place', fileWith({ a: entry(0, 8, [1]) }, 8)],
    ['offsets past the end', fileWith({ a: entry(0, 8) }, 4)],
    ['an overlap', fileWith({ a: entry(0, 8), b: entry(4, 12) }, 12)],
    ['a gap', fileWith({ a: entry(0, 4), b: entry(8, 12) }, 12)],
    ['bytes left over', fileWith({ a: entry(0, 4) }, 8)],
    ['an entry that is null', fileWith({ a: null }, 0)],
  ])('refuses %s', (_, file) => {
    expect(() => readSafetensors(file)).toThrow(SafetensorsError);
  });

  test('never fails in another way, whatever bytes change', () => {
    const good = writeSafetensors([
      ['a', floats(1, 2, 3)],
      ['b', floats(4)],
    ]);
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.nat(good.length - 1), fc.nat(255)), { minLength: 1, maxLength: 4 }),
        fc.nat(good.length),
        (changes, length) => {
          const file = good.slice(0, length);
          for (const [at, byte] of changes) if (at < length) file[at] = byte;
          try {
            readSafetensors(file);
          } catch (error) {
            expect(error).toBeInstanceOf(SafetensorsError);
          }
        },
      ),
      { numRuns: 2000 },
    );
  });
});
