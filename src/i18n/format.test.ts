import { expect, test } from 'vitest';
import { format } from './en/format';
import { format as malayalam } from './ml/format';

test('a perplexity has three significant digits, and is whole from a thousand on', () => {
  const written = [0.994, 9.994, 9.996, 99.96, 999.4, 999.5, 999.7, 1000, 12_345].map(format.perplexity);
  expect(written).toEqual(['0.994', '9.99', '10.0', '100', '999', '1,000', '1,000', '1,000', '12,345']);
});

test('a fall has three significant digits too, and two after the point below ten', () => {
  const written = [0.814, 1.1, 9.994, 9.996, 99.94, 99.96, 110].map(format.times);
  expect(written).toEqual(['×0.81', '×1.10', '×9.99', '×10.0', '×99.9', '×100', '×110']);
});

test('a size is told in the unit that it has when it is rounded', () => {
  const written = [999, 1000, 999_949, 999_960, 999_949_999, 999_960_000].map(format.bytes);
  expect(written).toEqual(['999 B', '1.0 KB', '999.9 KB', '1.0 MB', '999.9 MB', '1.0 GB']);
});

test('what nobody can grasp is told in millions and in crores', () => {
  expect([format.vast(37_800_000), malayalam.vast(37_800_000)]).toEqual(['37.8 million', '3.78 കോടി']);
});
