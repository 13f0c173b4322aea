import { END_OF_TEXT } from '../model/config';
import type { Tokenizer } from '../text/tokenizer';
import { IN_WORD } from '../text/words';
import { PieceKind, type Pieces } from './suggest-pieces';
import type { Prediction } from './suggest-prediction';

/** Beginnings of words that are followed up at each token. */
const WIDTH = 8;
const MOST_RUNS = 16;
/** In tokens. */
const LONGEST_WORD = 12;

export interface Search {
  /** What the words begin with: nothing, or the space that the model is to write; and what is typed of them. */
  lead: string;
  typed: string;
  /** At most so many words, and none of `except`. */
  count: number;
  except?: ReadonlySet<string>;
  /** At most this many beginnings are followed up, which is what takes time; 16 if nothing is said. */
  runs?: number;
  /** Words that are expected without the model, with their probabilities, and how much that counts beside the model. */
  expected?: { words: ReadonlyMap<string, number>; share: number };
}

/** A word with `lead`, or with a space that the model wants first. */
export interface FoundWord {
  text: string;
  probability: number;
}

/** The beginning of a word, token by token. */
interface Beginning {
  ids: readonly number[];
  text: string;
  /** ln of its probability. */
  logP: number;
}

/**
 * The likeliest words that begin as they should. To the model, a word's probability is that of its tokens times that of what
 * ends it after them; words that can be cut into tokens in several ways have all that were found.
 *
 * A beam search that ends when no beginning is likelier than the words that were found. `after` says what follows the text
 * and each of some ways to go on.
 */
export async function likeliestWords(
  after: (paths: readonly (readonly number[])[]) => Promise<Prediction[]>,
  pieces: Pieces,
  tokenizer: Pick<Tokenizer, 'decode'>,
  { lead, typed, count, except, runs = MOST_RUNS, expected }: Search,
): Promise<FoundWord[]> {
  const wanted = lead + typed;
  const modelShare = 1 - (expected?.share ?? 0);
  const found = new Map<string, number>();
  for (const [word, probability] of expected?.words ?? [])
    found.set(lead + word, expected!.share * probability);
  const ranked = () => {
    // With a space that the model wants first and without one, it is one word: the likelier way counts.
    const words = new Set(except);
    const isNew = (word: string) => !words.has(word) && words.add(word);
    const all = [...found].sort(([, a], [, b]) => b - a);
    return all.filter(([text]) => isNew(text.trimStart())).slice(0, count);
  };
  const least = () => ranked()[count - 1]?.[1] ?? 0;
  let left = runs;
  let beam: Beginning[] = [{ ids: [], text: '', logP: Math.log(modelShare) }];
  for (let depth = 0; depth <= LONGEST_WORD; depth++) {
    const enough = least();
    const promising = beam.filter(({ logP }) => Math.exp(logP) > enough).slice(0, left);
    if (promising.length === 0) break;
    left -= promising.length;
    const predictions = await after(promising.map(({ ids }) => ids));
    for (const [i, { text, logP }] of promising.entries())
      if (isWord(text, wanted))
        found.set(text, (found.get(text) ?? 0) + Math.exp(logP) * predictions[i].ends);
    if (depth === LONGEST_WORD) break;
    const longer: Beginning[] = [];
    const logLeast = Math.log(least());
    for (const [i, beginning] of promising.entries())
      followUp(beginning, predictions[i], logLeast, wanted, pieces, tokenizer, longer);
    beam = longer;
  }
  return ranked().map(([text, probability]) => ({ text, probability }));
}

/** Adds to `longer`, of `WIDTH` at most and the likeliest first, what `beginning` may become with one token more. */
function followUp(
  { ids, text, logP: logPBefore }: Beginning,
  { logits, logSum }: Prediction,
  least: number,
  wanted: string,
  { text: piecesText, kind }: Pieces,
  tokenizer: Pick<Tokenizer, 'decode'>,
  longer: Beginning[],
): void {
  const isOpen = text.endsWith(OPEN);
  const missing = wanted.slice(text.length);
  for (let id = END_OF_TEXT + 1; id < logits.length; id++) {
    const logP = logPBefore - logSum + logits[id];
    if (logP <= least || (longer.length === WIDTH && logP <= longer[WIDTH - 1].logP)) continue;
    const piece = piecesText[id];
    let grown: string;
    if (isOpen || kind[id] === PieceKind.fragment) {
      if (!mayFit(piece, missing, isOpen)) continue;
      grown = tokenizer.decode([...ids, id]);
    } else {
      const fits =
        missing === '' ? goesOn(text, kind[id]) : piece.startsWith(missing) || missing.startsWith(piece);
      if (!fits) continue;
      grown = text + piece;
    }
    if (!mayBecome(grown, wanted)) continue;
    let at = longer.length;
    while (at > 0 && longer[at - 1].logP < logP) at--;
    longer.splice(at, 0, { ids: [...ids, id], text: grown, logP });
    if (longer.length > WIDTH) longer.pop();
  }
}

/** A character of which a part is still to come. */
const OPEN = '\uFFFD';
const BEGINNING = new RegExp(`^ ?(?:[\\p{L}\\p{N}][${IN_WORD}'’]*)?${OPEN}?$`, 'u');
const WHOLE = new RegExp(`^ ?[\\p{L}\\p{N}](?:[${IN_WORD}'’]*[${IN_WORD}])?$`, 'u');

function goesOn(text: string, kind: number): boolean {
  if (text === '') return kind === PieceKind.begins || kind === PieceKind.goesOn;
  return kind === PieceKind.goesOn || kind === PieceKind.apostrophe;
}

/** Whether a piece with a part of a character may be what is missing: decoding it to find out takes far longer. */
function mayFit(piece: string, missing: string, isOpen: boolean): boolean {
  const part = piece.indexOf(OPEN);
  // What goes on with a character begins in the middle of one.
  if (isOpen) return part === 0;
  if (missing.length <= part) return piece.startsWith(missing);
  // A character of which a part is a token of its own is none of the letters of English.
  return missing.startsWith(piece.slice(0, part)) && missing.charCodeAt(part) > 127;
}

/** Whether `text` is the beginning of a word that begins with `wanted`. A space alone is no beginning: words bring theirs. */
function mayBecome(text: string, wanted: string): boolean {
  const whole = text.endsWith(OPEN) ? text.slice(0, -1) : text;
  if (text === ' ' || !BEGINNING.test(text)) return false;
  return whole.length < wanted.length ? wanted.startsWith(whole) : whole.startsWith(wanted);
}

/** Whether `text` is a whole word that begins with `wanted` and adds something to it. */
function isWord(text: string, wanted: string): boolean {
  return text.length > wanted.length && text.startsWith(wanted) && WHOLE.test(text);
}
