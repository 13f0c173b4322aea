import { expect, test } from 'vitest';
import { BASE_CONFIG } from '../../src/model/config';
import { routeByScores } from './routing';

test('slots by token, sorted by expert, without the experts that nobody chose', () => {
  const config = { ...BASE_CONFIG, experts: 4, topK: 2 };
  const scores = [
    [0.1, 0.9, 0.0, 0.5], // 1, 3
    [0.7, 0.2, 0.1, 0.8], // 3, 0
    [0.3, 0.3, 0.3, 0.3], // all equal: 0, 1
  ];
  const routing = routeByScores(scores.flat(), config);
  expect([...routing.expertOfSlot]).toEqual([1, 3, 3, 0, 0, 1]);
  expect([...routing.tokenOfSorted]).toEqual([1, 2, 0, 2, 0, 1]);
  expect([...routing.sortedOfSlot]).toEqual([2, 4, 5, 0, 1, 3]);
  expect(routing.used).toEqual([
    { expert: 0, rows: 2 },
    { expert: 1, rows: 2 },
    { expert: 3, rows: 2 },
  ]);
});
