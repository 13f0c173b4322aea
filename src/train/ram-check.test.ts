import { expect, test } from 'vitest';
import { ramRefusal } from './ram-check';

test('full fine-tuning on the processor is refused where memory is known to be short', () => {
  expect(ramRefusal('cpu', 'full', 4)).toMatch(/about 4 GB/);
  expect(ramRefusal('cpu', 'full', 2)).toMatch(/about 2 GB/);
  expect(ramRefusal('cpu', 'full', 8)).toBeUndefined();
  expect(ramRefusal('cpu', 'full', undefined)).toBeUndefined();
  expect(ramRefusal('cpu', 'norm', 2)).toBeUndefined();
  expect(ramRefusal('webgpu', 'full', 4)).toBeUndefined();
});
