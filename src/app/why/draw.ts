import type { NextPiece } from '../../eval/step';

/** One of `pieces` [1 or more], in proportion to how likely they are, by a `uniform` number in [0, 1). */
export function drawn(pieces: readonly NextPiece[], uniform: number): NextPiece {
  let left = uniform * pieces.reduce((sum, { probability }) => sum + probability, 0);
  return pieces.find(({ probability }) => (left -= probability) < 0) ?? pieces[pieces.length - 1];
}
