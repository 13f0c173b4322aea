import { expect, test } from 'vitest';
import { BASE_CONFIG } from '../../model/config';
import { parameters } from '../../model/parameters';
import { randomWeights, TINY } from '../testing';
import { readStack, stacks, unstack } from './stacks';

test('hold every parameter once, and as many numbers as their shape says', () => {
  for (const config of [TINY, BASE_CONFIG]) {
    const parts = stacks(config).flatMap((stack) => stack.parts.map(({ name }) => name));
    expect(parts.sort()).toEqual(
      parameters(config)
        .map(({ name }) => name)
        .sort(),
    );
    for (const { shape, parts } of stacks(config))
      expect(shape.reduce((a, b) => a * b)).toBe(parts.reduce((sum, { size }) => sum + size, 0));
  }
});

test('are read from weights and taken apart again', () => {
  const weights = randomWeights(TINY);
  for (const stack of stacks(TINY))
    for (const [name, values] of unstack(stack, readStack(stack, weights)))
      expect(values).toEqual(weights.read(name));
});
