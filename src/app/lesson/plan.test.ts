import { expect, test } from 'vitest';
import { TRAINING_SCREEN } from '../shell/lesson-mark';
import { numberOf } from './plan';

test('other screens lead to the one on which a class trains', () => {
  expect(TRAINING_SCREEN).toBe(String(numberOf('train')));
});
