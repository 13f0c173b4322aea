import type { Tokenizer } from '../text/tokenizer';
import { IN_WORD } from '../text/words';

/** What a token does to a word that is being written. */
export const PieceKind = {
  /** It is no part of a word: the word before it has ended. */
  other: 0,
  /** A space and a letter or digit: the word before it has ended, and another begins. */
  begins: 1,
  /** A letter, mark or digit first: it begins a word or goes on with one. */
  goesOn: 2,
  /** A lone apostrophe: the word may go on or have ended. */
  apostrophe: 3,
  /** A part of a character: only together with its neighbours it is text. */
  fragment: 4,
} as const;
export type PieceKind = (typeof PieceKind)[keyof typeof PieceKind];

/** All tokens as pieces of text, by their ids. */
export interface Pieces {
  text: string[];
  kind: Uint8Array;
  /** 1 where a token is no part of a word that came before it. */
  ends: Uint8Array;
}

const KINDS: [RegExp, PieceKind][] = [
  [/\uFFFD/, PieceKind.fragment],
  [/^ [\p{L}\p{N}]/u, PieceKind.begins],
  [new RegExp(`^['’]?[${IN_WORD}]`, 'u'), PieceKind.goesOn],
  [/^['’]$/, PieceKind.apostrophe],
];

const known = new WeakMap<Tokenizer, Pieces>();

/** The first `vocab` tokens of a tokenizer as pieces of text; made once, which takes about 0.2 s. */
export function piecesOf(tokenizer: Tokenizer, vocab: number): Pieces {
  let pieces = known.get(tokenizer);
  if (pieces?.text.length !== vocab) {
    const text = Array.from({ length: vocab }, (_, id) => tokenizer.decode([id]));
    const kind = Uint8Array.from(
      text,
      (piece) => KINDS.find(([pattern]) => pattern.test(piece))?.[1] ?? PieceKind.other,
    );
    const ends = kind.map((one) => (one === PieceKind.other || one === PieceKind.begins ? 1 : 0));
    known.set(tokenizer, (pieces = { text, kind, ends }));
  }
  return pieces;
}

/** Whether a token goes on with the word before it, or with a character. */
export function wordGoesOn(tokenizer: Tokenizer, vocab: number): (id: number) => boolean {
  return (id) => {
    const kind = piecesOf(tokenizer, vocab).kind[id];
    return kind === PieceKind.goesOn || kind === PieceKind.fragment;
  };
}
