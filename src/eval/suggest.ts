import { END_OF_TEXT } from '../model/config';
import { clean } from '../text/clean';
import type { Tokenizer } from '../text/tokenizer';
import { findWords, IN_WORD, keptOf, typedWord } from '../text/words';
import type { NeuralCache } from './neural-cache';
import { stillWanted } from './precedence';
import { argmax } from './sampling';
import type { OpenModel } from './session';
import { TextStream } from './stream';
import { type Pieces, piecesOf } from './suggest-pieces';
import { LONGEST_PATH, Reader } from './suggest-reader';
import { likeliestWords, type Search } from './suggest-search';
import type { WordMemory } from './word-memory';

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

/** How much the words that are remembered count beside the model; chosen on eight authors. */
const WORD_SHARE = 0.1;

/** What a model remembers of the student's text. */
export interface SuggesterMemory {
  neuralCache?: NeuralCache;
  words?: WordMemory;
}

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
    private readonly memory: SuggesterMemory = {},
  ) {
    this.pieces = piecesOf(tokenizer, model.session.config.vocab);
    this.reader = new Reader(model, this.pieces, memory.neuralCache);
  }

  /** Reads `text`, so that a question about it is answered sooner. When `signal` is aborted, it rejects with its reason. */
  read(text: string, signal?: AbortSignal): Promise<void> {
    return this.inTurn(signal, () => this.reader.read(this.partsOf(text).ids, signal));
  }

  /** The likeliest words at the end of `text`, the likeliest first: the next one, or those that begin with what is typed. */
  suggest(text: string, options: SuggestOptions = {}): Promise<Suggestion[]> {
    return this.inTurn(options.signal, async () =>
      (await this.ask(text, options)).map(({ found: _, ...suggestion }) => suggestion),
    );
  }

  /**
   * How `text` goes on: the first suggestion's word and what the model finds likeliest after it, token by token; at most
   * so many words, ending where a sentence or a line ends. Empty where there is no suggestion.
   */
  goOn(text: string, options: GoOnOptions): Promise<string> {
    return this.inTurn(options.signal, () => this.continue(text, options));
  }

  private inTurn<T>(signal: AbortSignal | undefined, work: () => Promise<T>): Promise<T> {
    const asked = this.turn.then(() => stillWanted(signal)).then(work);
    this.turn = asked.catch(() => undefined);
    return asked;
  }

  /** What is typed of a word, as it stands there and cleaned; what stands before it, and its last space; the ids of the rest. */
  private partsOf(text: string) {
    const typedAsIs = typedWord(text);
    const before = clean(text.slice(0, text.length - typedAsIs.length));
    // A word's token begins with the space before it, so the model is to write that space.
    const lead = before.endsWith(' ') ? ' ' : '';
    const ids = this.encode(before.slice(0, before.length - lead.length));
    return { typedAsIs, typed: clean(typedAsIs), before, lead, ids };
  }

  private async continue(text: string, { words, signal }: GoOnOptions): Promise<string> {
    const [first] = await this.ask(text, { signal });
    if (!first) return '';
    const next = async (path: readonly number[]) => {
      await stillWanted(signal);
      const [{ logits }] = await this.reader.after([path]);
      return argmax(logits);
    };
    // Ways to go on are branches: what was read of the text stays, and what is taken of them need not be read again.
    const path: number[] = [];
    let id = 0;
    for (const known of this.tokenizer.encode(first.found)) {
      await next(path);
      path.push(known);
    }
    let ghost = first.insert;
    const stream = new TextStream(this.tokenizer);
    while (path.length < LONGEST_PATH && (id = await next(path)) !== END_OF_TEXT) {
      const longer = ghost + stream.push(id);
      if (findWords(longer).length > words || longer.includes('\n')) break;
      ghost = longer;
      if (SENTENCE_ENDS.test(ghost)) break;
      path.push(id);
    }
    return ghost.trimEnd();
  }

  private async ask(
    text: string,
    { count = 3, except, runs, signal }: SuggestOptions,
  ): Promise<(Suggestion & { found: string })[]> {
    const { typedAsIs, typed, before, lead, ids } = this.partsOf(text);
    await this.reader.read(ids, signal);
    const after = async (paths: readonly (readonly number[])[]) => {
      await stillWanted(signal);
      return this.reader.after(paths);
    };
    const search: Search = { lead, typed, count, except, runs };
    // After a word that is whole or a full stop a space is missing, which the model is to write.
    if (this.memory.words && (typed !== '' || lead !== '' || /^$|\n$/.test(before))) {
      this.memory.words.read(before);
      search.expected = { words: this.memory.words.expected(typed), share: WORD_SHARE };
    }
    const words = await likeliestWords(after, this.pieces, this.tokenizer, search);
    return words.map(({ text: found, probability }) => {
      const word = found.trimStart();
      const kept = typed === typedAsIs ? keptOf(typed, word) : 0;
      const insert = typed === '' ? found.slice(lead.length) : word.slice(kept);
      return { word, probability, insert, replaces: typedAsIs.length - kept, found };
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

const WITH_WHAT_IS_BEFORE = new RegExp(`[^${IN_WORD}]*[${IN_WORD}]+|[^${IN_WORD}]+$`, 'gu');
