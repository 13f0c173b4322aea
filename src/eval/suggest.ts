import { END_OF_TEXT } from '../model/config';
import { clean } from '../text/clean';
import type { Tokenizer } from '../text/tokenizer';
import { findWords, IN_WORD, keptOf, typedWord } from '../text/words';
import type { NeuralCache } from './neural-cache';
import type { OpenModel } from './session';
import { TextStream } from './stream';
import { PieceKind, type Pieces, piecesOf } from './suggest-pieces';
import { LONGEST_PATH, Reader } from './suggest-reader';

/** A word that may come next, or that a half-written one may become. */
export interface Suggestion {
  /** The whole word, what is typed of it included. */
  word: string;
  /** Of this word after the text before it, by the model: 0 to 1. */
  probability: number;
  /** What to put at the cursor, in place of the last `replaces` UTF-16 units: more than none where a cluster goes on. */
  insert: string;
  replaces: number;
}

export interface SuggestOptions {
  /** At most this many. */
  count?: number;
  /** Words that are not wanted: those that were passed over, say. */
  except?: ReadonlySet<string>;
  /** At most this many runs of the model, which is what takes time. */
  runs?: number;
  /** When it is aborted, the call rejects with its reason between two runs. */
  signal?: AbortSignal;
}

export interface GoOnOptions {
  /** At most this many words. */
  words: number;
  /** When it is aborted, the call rejects with its reason between two runs. */
  signal?: AbortSignal;
}

/** Beginnings of words that are followed up at each token. */
const WIDTH = 8;
const DEFAULTS = { count: 3, runs: 16 };

/**
 * Suggests words for a text as it is being written. It keeps what it has read of the text and what the model said after
 * it: while a word is typed letter by letter, the model is hardly asked again. Calls take turns.
 */
export class Suggester {
  private readonly reader: Reader;
  private readonly pieces: Pieces;
  /** The ids of a word with what stands before it. */
  private readonly encoded = new Map<string, number[]>();
  private turn: Promise<unknown> = Promise.resolve();

  constructor(
    model: OpenModel,
    private readonly tokenizer: Tokenizer,
    neuralCache?: NeuralCache,
  ) {
    this.reader = new Reader(model, neuralCache);
    this.pieces = piecesOf(tokenizer, model.session.config.vocab);
  }

  /** The likeliest words at the end of `text`, the likeliest first: the next one, or those that begin with what is typed. */
  suggest(text: string, options: SuggestOptions = {}): Promise<Suggestion[]> {
    const asked = this.turn.then(() => this.ask(text, options));
    this.turn = asked.catch(() => undefined);
    return asked;
  }

  /**
   * How `text` goes on: the first suggestion's word and what the model finds likeliest after it, token by token; at most
   * so many words, ending where a sentence or a line ends. Empty where there is no suggestion.
   */
  goOn(text: string, options: GoOnOptions): Promise<string> {
    const asked = this.turn.then(() => this.continue(text, options));
    this.turn = asked.catch(() => undefined);
    return asked;
  }

  private async continue(text: string, { words, signal }: GoOnOptions): Promise<string> {
    const [first] = await this.ask(text, { signal });
    if (!first) return '';
    const whole = clean(text.slice(0, text.length - first.replaces) + first.insert);
    await this.reader.read(this.encode(whole), signal);
    let ghost = first.insert;
    const path: number[] = [];
    const stream = new TextStream(this.tokenizer);
    while (path.length < LONGEST_PATH) {
      signal?.throwIfAborted();
      const id = likeliest(await this.reader.next(path));
      const piece = stream.push(id);
      if (id === END_OF_TEXT || piece.includes('\n')) break;
      const longer = ghost + piece;
      if (findWords(longer).length > words) break;
      ghost = longer;
      if (SENTENCE_ENDS.test(piece)) break;
      path.push(id);
    }
    return ghost.trimEnd();
  }

  private async ask(text: string, { signal, ...options }: SuggestOptions): Promise<Suggestion[]> {
    const typedAsIs = typedWord(text);
    const typed = clean(typedAsIs);
    const before = clean(text.slice(0, text.length - typedAsIs.length));
    // A word's token begins with the space before it, so the model is to write that space.
    const lead = before.endsWith(' ') ? ' ' : '';
    await this.reader.read(this.encode(before.slice(0, before.length - lead.length)), signal);
    const next = (path: readonly number[]) => {
      signal?.throwIfAborted();
      return this.reader.next(path);
    };
    const words = await likeliestWords(next, this.pieces, this.tokenizer, { lead, typed }, options);
    return words.map(({ text: found, probability }) => {
      const word = found.trimStart();
      const isSame = typed === typedAsIs;
      const kept = isSame ? keptOf(typed, word) : 0;
      const insert = typed === '' ? found.slice(lead.length) : word.slice(kept);
      return { word, probability, insert, replaces: typedAsIs.length - kept };
    });
  }

  /** As the tokenizer does, word by word, so that what was encoded once is not encoded again: a token ends after a word. */
  private encode(text: string): number[] {
    const ids = [END_OF_TEXT];
    for (const [part] of text.matchAll(WITH_WHAT_IS_BEFORE)) {
      let known = this.encoded.get(part);
      if (!known) this.encoded.set(part, (known = this.tokenizer.encode(part)));
      for (const id of known) ids.push(id);
    }
    return ids;
  }
}

/** What ends a sentence, with what closes it. */
const SENTENCE_ENDS = /[.!?…]['’"”)]*$/u;

function likeliest(logits: Float32Array): number {
  return logits.reduce((best, logit, id) => (logit > logits[best] ? id : best), 0);
}

const WITH_WHAT_IS_BEFORE = new RegExp(`[^${IN_WORD}]*[${IN_WORD}]+|[^${IN_WORD}]+$`, 'gu');

/** The beginning of a word, token by token. */
interface Beginning {
  ids: readonly number[];
  text: string;
  /** ln of its probability. */
  logP: number;
}

/**
 * The likeliest words that begin with `lead` (nothing, or the space that the model is to write) and `typed`; each with
 * `lead`, or with a space that the model wants first. A word's probability is that of its tokens times that of what ends it
 * after them; words that can be cut into tokens in several ways have all that were found.
 *
 * A beam search that ends when no beginning is likelier than the words that were found. `next` gives the logits [vocab]
 * after the text and some tokens more.
 */
export async function likeliestWords(
  next: (path: readonly number[]) => Promise<Float32Array>,
  pieces: Pieces,
  tokenizer: Pick<Tokenizer, 'decode'>,
  { lead, typed }: { lead: string; typed: string },
  { count = DEFAULTS.count, runs = DEFAULTS.runs, except }: Omit<SuggestOptions, 'signal'> = {},
): Promise<{ text: string; probability: number }[]> {
  const wanted = lead + typed;
  const found = new Map<string, number>();
  const ranked = () =>
    [...found]
      .filter(([text]) => !except?.has(text.trimStart()))
      .sort(([, a], [, b]) => b - a)
      .slice(0, count);
  let left = runs;
  let beam: Beginning[] = [{ ids: [], text: '', logP: 0 }];
  for (let depth = 0; depth <= LONGEST_PATH && beam.length > 0; depth++) {
    const longer: Beginning[] = [];
    for (const beginning of beam) {
      const least = ranked()[count - 1]?.[1] ?? 0;
      if (left === 0 || Math.exp(beginning.logP) <= least) break;
      left -= 1;
      const logits = await next(beginning.ids);
      const { logSum, ends } = normalise(logits, pieces);
      const { text, logP } = beginning;
      if (isWord(text, wanted)) found.set(text, (found.get(text) ?? 0) + Math.exp(logP) * ends);
      if (depth < LONGEST_PATH)
        followUp(beginning, logits, logP - logSum, Math.log(least), wanted, pieces, tokenizer, longer);
    }
    beam = longer;
  }
  return ranked().map(([text, probability]) => ({ text, probability }));
}

/** ln of the sum of e^logits, and the probability that the next token is no part of a word that came before it. */
export function normalise(logits: Float32Array, { kind }: Pieces): { logSum: number; ends: number } {
  let largest = Number.NEGATIVE_INFINITY;
  for (const logit of logits) if (logit > largest) largest = logit;
  let [all, ending] = [0, 0];
  for (let id = 0; id < logits.length; id++) {
    const weight = Math.exp(logits[id] - largest);
    all += weight;
    if (kind[id] === PieceKind.other || kind[id] === PieceKind.begins) ending += weight;
  }
  return { logSum: largest + Math.log(all), ends: ending / all };
}

/** Adds to `longer`, of `WIDTH` at most and the likeliest first, what `beginning` may become with one token more. */
function followUp(
  { ids, text }: Beginning,
  logits: Float32Array,
  base: number,
  least: number,
  wanted: string,
  { text: piecesText, kind }: Pieces,
  tokenizer: Pick<Tokenizer, 'decode'>,
  longer: Beginning[],
): void {
  const isOpen = text.endsWith(OPEN);
  const missing = wanted.slice(text.length);
  for (let id = END_OF_TEXT + 1; id < logits.length; id++) {
    const logP = base + logits[id];
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
