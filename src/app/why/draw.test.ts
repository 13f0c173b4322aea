import { expect, test } from 'vitest';
import type { NextPiece } from '../../eval/step';
import { drawn } from './draw';

test('each piece is drawn as often as it is likely, and none beside them', () => {
  const pieces = [0.4, 0.2, 0.2].map(
    (probability, i): NextPiece => ({ text: ` ${i}`, kind: 'word', probability }),
  );
  const times = [0, 0, 0];
  for (let i = 0; i < 1000; i++) times[Number(drawn(pieces, i / 1000).text)] += 1;
  expect(times).toEqual([500, 250, 250]);
  expect(drawn(pieces, 1 - 2 ** -53).text).toBe(' 2');
});
