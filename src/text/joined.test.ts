import { expect, test } from 'vitest';
import { joined } from './joined';

test('all ids are there in their order, of empty parts and of none as well', () => {
  expect(joined([Int32Array.of(8, 15), new Int32Array(0), Int32Array.of(4)])).toEqual(
    Int32Array.of(8, 15, 4),
  );
  expect(joined([])).toEqual(new Int32Array(0));
});
