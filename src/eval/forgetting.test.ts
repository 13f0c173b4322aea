import fc from 'fast-check';
import { expect, test } from 'vitest';
import { tracesOf, without, withoutTraced } from './forgetting';

const ids = (...values: number[]) => Int32Array.from(values);
const token = fc.integer({ min: 1, max: 16_383 });

test('runs go wherever they stand, and what is left around one is no longer one text', () => {
  expect(without(ids(1, 2, 3, 4, 2, 3, 5, 2), [[2, 3]])).toEqual(ids(1, 0, 4, 0, 5, 2));
  expect(without(ids(0, 2, 3, 0, 4, 5), [[2, 3], [5]])).toEqual(ids(0, 4));
  expect(without(ids(1, 2), [[3], []])).toEqual(ids(1, 2));
});

test('what was forgotten is known again by its traces, among other tokens too, and the rest stays', () => {
  fc.assert(
    fc.property(
      fc.array(token, { minLength: 1, maxLength: 40 }),
      fc.array(token),
      fc.array(token),
      (run, a, b) => {
        const traces = tracesOf([run]);
        expect(traces.length).toBeLessThanOrEqual(Math.max(1, run.length - 7));
        const back = withoutTraced(ids(...a, 0, ...run, 0, ...b), traces);
        expect(`,${back.join()},`).not.toContain(`,${run.join()},`);
        if (run.length > 8) expect(withoutTraced(ids(...a), traces)).toEqual(ids(...a));
      },
    ),
  );
  expect(withoutTraced(ids(1, 2, 3), tracesOf([]))).toEqual(ids(1, 2, 3));
  expect(withoutTraced(ids(1, 2, 3))).toEqual(ids(1, 2, 3));
});
