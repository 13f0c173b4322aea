import { expect, test } from 'vitest';
import { LEAST_PREDICTED } from '../../eval/uncertainty';
import { reading } from './class.fixtures';
import { leadOf, ranked } from './ranking';

test('the lowest perplexity is first', () => {
  const all = [reading('a', 3.2), reading('b', 3), reading('c', 3.1)];
  expect(ranked(all).map(({ id }) => id)).toEqual(['b', 'c', 'a']);
  expect(all[0].id).toBe('a');
});

test('a lead on every token is clear, and its size is paired', () => {
  const lead = leadOf([reading('a', 3.2), reading('b', 3), reading('c', 3.1)])!;
  expect(lead).toMatchObject({ first: 'b', second: 'c', isClear: true });
  expect(lead.by.value).toBeCloseTo(Math.exp(0.1), 4);
});

test('a lead that depends on a few tokens is not clear', () => {
  const [second, first] = [reading('a', 3), reading('b', 3)];
  first.nll = second.nll.map((nll, i) => nll + (i % 64 < 32 ? -0.5 : 0.49));
  first.perplexity = 2.9;
  const lead = leadOf([second, first])!;
  expect(lead).toMatchObject({ first: 'b', isClear: false });
  expect(lead.by.low).toBeLessThan(1);
});

test('a short passage has no interval and tells nothing', () => {
  const lead = leadOf([reading('a', 3, LEAST_PREDICTED - 1), reading('b', 2, LEAST_PREDICTED - 1)])!;
  expect(lead).toMatchObject({ first: 'b', isClear: false });
  expect(lead.by.low).toBeUndefined();
});

test('alone, nobody leads', () => {
  expect(leadOf([reading('a', 3)])).toBeUndefined();
  expect(leadOf([])).toBeUndefined();
});
