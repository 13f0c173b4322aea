import type { NextPiece } from '../../eval/step';
import type { Strings } from '../../i18n/en';

/** What a piece is called on its bar. */
export function pieceName({ kind, text }: NextPiece, { why }: Strings): string {
  if (kind === 'line-break') return why.step.lineBreak;
  return kind === 'end' ? why.step.end : text.trim();
}
