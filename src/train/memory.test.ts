import { expect, test } from 'vitest';
import { memoryRefusal } from './memory';

test('full fine-tuning on the processor is refused where memory is known to be short', () => {
  expect(memoryRefusal('cpu', 'full', 4)).toMatch(/about 4 GB/);
  expect(memoryRefusal('cpu', 'full', 2)).toMatch(/about 2 GB/);
  expect(memoryRefusal('cpu', 'full', 8)).toBeUndefined();
  expect(memoryRefusal('cpu', 'full', undefined)).toBeUndefined();
  expect(memoryRefusal('cpu', 'norm', 2)).toBeUndefined();
  expect(memoryRefusal('webgpu', 'full', 4)).toBeUndefined();
});
