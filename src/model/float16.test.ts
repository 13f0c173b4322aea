import { getFloat16, setFloat16 } from '@petamoriken/float16';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { float16ToFloat32, float32ToFloat16 } from './float16';

const view = new DataView(new ArrayBuffer(2));

/** The library's float16 of a value, as a bit pattern. */
function libraryBits(value: number): number {
  setFloat16(view, 0, value, true);
  return view.getUint16(0, true);
}

const ourBits = (value: number) => new Uint16Array(float32ToFloat16(Float32Array.of(value)).buffer)[0];

describe('float16', () => {
  test('decodes every bit pattern as the library does', () => {
    const decoded = float16ToFloat32(new Uint8Array(Uint16Array.from({ length: 65536 }, (_, i) => i).buffer));
    decoded.forEach((value, bits) => {
      view.setUint16(0, bits, true);
      if (!Object.is(value, getFloat16(view, 0, true))) expect.fail(`pattern ${bits} became ${value}`);
    });
  });

  test('rounds as the library does, to nearest and ties to even', () => {
    const ulp = 2 ** -10;
    const edges = [
      1 + ulp / 2,
      1 + 1.5 * ulp,
      65504,
      65519.99,
      65520,
      65536,
      2 ** -14,
      2 ** -24,
      2 ** -25,
      1.5 * 2 ** -24,
    ];
    for (const value of [...edges, ...edges.map((edge) => -edge), 0, -0, Infinity, NaN])
      expect(ourBits(value)).toBe(libraryBits(Math.fround(value)));
    fc.assert(
      fc.property(fc.float({ noNaN: true }), (value) => {
        expect(ourBits(value)).toBe(libraryBits(value));
      }),
      { numRuns: 20_000 },
    );
    fc.assert(
      fc.property(fc.float({ min: Math.fround(-0.2), max: Math.fround(0.2), noNaN: true }), (value) => {
        expect(ourBits(value)).toBe(libraryBits(value));
      }),
      { numRuns: 20_000 },
    );
  });
});
