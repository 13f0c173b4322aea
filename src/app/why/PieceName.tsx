import type { NextPiece } from '../../eval/step';
import { useStrings } from '../../i18n/react';
import { pieceName } from './piece-name';

/** The name of a piece; with the space before it, if that is to be seen. */
export function PieceName({ piece, isSpaced }: { piece: NextPiece; isSpaced: boolean }) {
  const t = useStrings();
  const name = pieceName(piece, t);
  if (!isSpaced) return name;
  return (
    <>
      <span aria-hidden="true">
        <span className="muted">␣</span>
        {name}
      </span>
      <span className="visually-hidden">{t.why.step.spaced(name)}</span>
    </>
  );
}
