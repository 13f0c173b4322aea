import { expect, test } from 'vitest';
import { partsOf } from './parts';

test('the parts of a chance add up, as they are written', () => {
  const parts = partsOf({ base: 0.0249, trained: 0.0151, own: 0.4149 });
  expect(parts).toEqual({ of: 100, base: 2, training: 0, memory: 39, total: 41 });
  const { base, training, memory, total } = partsOf({ base: 0.3, trained: 0.25, own: 0.2 });
  expect([base, training, memory, total]).toEqual([30, -5, -5, 20]);
});

test('a small chance is counted out of more', () => {
  expect(partsOf({ base: 0.0001, trained: 0.0003, own: 0.0123 })).toMatchObject({ of: 10_000, total: 123 });
  expect(partsOf({ base: 1e-6, trained: 2e-6, own: 3e-6 })).toMatchObject({ of: 1_000_000, total: 3 });
});
