import type { NextPiece } from '../../eval/step';
import type { Strings } from '../../i18n/en';

/** What a piece is called on its bar. */
export function pieceName({ kind, text }: NextPiece, { why }: Strings): string {
  if (kind === 'line-break') return why.step.lineBreak;
  return kind === 'end' ? why.step.end : text.trim();
}

/** The texts of `pieces` whose space must be seen: another one is the same without it. */
export function spacedOf(pieces: readonly NextPiece[]): Set<string> {
  const texts = new Set(pieces.map(({ text }) => text));
  return new Set([...texts].filter((text) => text.startsWith(' ') && texts.has(text.trimStart())));
}
