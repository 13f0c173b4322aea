import { expect, test } from 'vitest';
import type { NextPiece } from '../../eval/step';
import { spacedOf } from './piece-name';

const piece = (text: string, kind: NextPiece['kind'] = 'sign'): NextPiece => ({
  text,
  kind,
  probability: 0.1,
});

test('a space is shown where it alone tells two apart, and nowhere else', () => {
  const pieces = [
    piece(' bus', 'word'),
    piece(' ('),
    piece('('),
    piece(','),
    piece(' –'),
    piece('\n', 'line-break'),
  ];
  expect([...spacedOf([...pieces, piece('', 'end')])]).toEqual([' (']);
  expect(spacedOf(pieces.slice(3)).size).toBe(0);
});
