import { expect, test } from 'vitest';
import { en } from '../i18n/en';
import { hasRoomForCheckpoints, type RamRefusal, ramRefusal } from './ram';

const words = (refusal: RamRefusal | undefined) => refusal && en.training.ramRefusal(refusal);

test('full fine-tuning on the processor is refused where memory is known to be short', () => {
  expect(words(ramRefusal('cpu', 'full', 4))).toMatch(/about 4 GB/);
  expect(words(ramRefusal('cpu', 'full', 2))).toMatch(/about 2 GB/);
  expect(ramRefusal('cpu', 'full', 8)).toBeUndefined();
  expect(ramRefusal('cpu', 'full', undefined)).toBeUndefined();
  expect(ramRefusal('cpu', 'norm', 2)).toBeUndefined();
  expect(ramRefusal('webgpu', 'full', 4)).toBeUndefined();
});

test('checkpoints of full fine-tuning are kept where there is room for them, or where that is not known', () => {
  expect(hasRoomForCheckpoints('full', 4)).toBe(false);
  expect(hasRoomForCheckpoints('full', 8)).toBe(true);
  expect(hasRoomForCheckpoints('full', undefined)).toBe(true);
  expect(hasRoomForCheckpoints('norm', 2)).toBe(true);
});
