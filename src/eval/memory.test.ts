import { describe, expect, test } from 'vitest';
import { memoryBeside, withoutShared } from './memory';

const ids = (...values: number[]) => Int32Array.from(values);
const count = (from: number, to: number) => Int32Array.from({ length: to - from }, (_, i) => from + i);

describe('the memory beside a text', () => {
  test('loses the stretches that both have, wherever they are, and keeps shorter ones', () => {
    const page = count(100, 120);
    expect(withoutShared(ids(1, 2, ...count(103, 111), 3), page)).toEqual(ids(1, 2, 0, 3));
    expect(withoutShared(ids(...count(103, 111), 3, 0, ...count(103, 111), 0, 4), page)).toEqual(
      ids(3, 0, 4),
    );
    expect(withoutShared(ids(1, ...count(103, 110), 3), page)).toEqual(ids(1, ...count(103, 110), 3));
    expect(withoutShared(ids(1, 2), page)).toEqual(ids(1, 2));
    expect(withoutShared(page, ids())).toEqual(page);
  });

  test('is what was kept and what was learned since, nothing of it twice', () => {
    const [kept, learned] = [count(0, 50), ids(...count(20, 40), ...count(70, 80))];
    expect(memoryBeside(kept, learned)).toEqual(ids(...kept, ...count(70, 80)));
    expect(memoryBeside(undefined, learned)).toEqual(learned);
    expect(memoryBeside(kept, ids())).toEqual(kept);
  });

  test('holds nothing of the text that is being written', () => {
    const [kept, learned] = [count(0, 50), count(70, 90)];
    expect(memoryBeside(kept, learned, count(30, 90))).toEqual(count(0, 30));
    expect(memoryBeside(kept, ids(), kept)).toBeUndefined();
    expect(memoryBeside(undefined, ids())).toBeUndefined();
  });
});
