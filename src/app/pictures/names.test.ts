import { describe, expect, it } from 'vitest';
import { placeNames } from './names';

const FRAME = { left: 0, right: 400, top: 0, bottom: 200 };
const SIZE = { height: 20, gap: 10 };

describe('placeNames', () => {
  it('prefers the right', () => {
    expect(placeNames([{ x: 100, y: 100, width: 50 }], FRAME, SIZE)).toEqual([
      { x: 110, y: 100, anchor: 'start' },
    ]);
  });

  it('goes left where the right is outside', () => {
    expect(placeNames([{ x: 380, y: 100, width: 50 }], FRAME, SIZE)).toEqual([
      { x: 370, y: 100, anchor: 'end' },
    ]);
  });

  it('covers neither another mark nor another name', () => {
    const marks = [
      { x: 200, y: 100, width: 60 },
      { x: 240, y: 100, width: 60 },
    ];
    expect(placeNames(marks, FRAME, SIZE).map(({ anchor }) => anchor)).toEqual(['end', 'start']);
    const [, , third] = placeNames([...marks, { x: 220, y: 104, width: 60 }], FRAME, SIZE);
    expect(third).toEqual({ x: 230, y: 124, anchor: 'start' });
  });

  it('gives every mark a name, also where there is no room at all', () => {
    const marks = Array.from({ length: 12 }, () => ({ x: 200, y: 100, width: 390 }));
    expect(placeNames(marks, FRAME, SIZE)).toHaveLength(12);
  });
});
