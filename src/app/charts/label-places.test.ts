import { describe, expect, test } from 'vitest';
import { placeNames } from './label-places';

const FRAME = { left: 0, right: 400, top: 0, bottom: 200 };
const SIZE = { height: 20, gap: 10 };

describe('placeNames', () => {
  test('prefers the right', () => {
    expect(placeNames([{ x: 100, y: 100, width: 50 }], FRAME, SIZE)).toEqual([
      { x: 110, y: 100, anchor: 'start' },
    ]);
  });

  test('goes left where the right is outside', () => {
    expect(placeNames([{ x: 380, y: 100, width: 50 }], FRAME, SIZE)).toEqual([
      { x: 370, y: 100, anchor: 'end' },
    ]);
  });

  test('covers neither another mark nor another name', () => {
    const marks = [
      { x: 200, y: 100, width: 60 },
      { x: 240, y: 100, width: 60 },
    ];
    expect(placeNames(marks, FRAME, SIZE).map(({ anchor }) => anchor)).toEqual(['end', 'start']);
    const [, , third] = placeNames([...marks, { x: 220, y: 104, width: 60 }], FRAME, SIZE);
    expect(third).toEqual({ x: 230, y: 124, anchor: 'start' });
  });

  test('gives every mark a name, also where there is no room at all', () => {
    const marks = Array.from({ length: 12 }, () => ({ x: 200, y: 100, width: 390 }));
    expect(placeNames(marks, FRAME, SIZE)).toHaveLength(12);
  });
});
