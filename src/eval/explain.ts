import type { Tokenizer } from '../text/tokenizer';
import { MOST_ENTRIES } from './cache-effect';
import { Continuation, type Predicted } from './continuation';
import { promptTokens } from './generate';
import type { MemoryPassage, MemoryText } from './memory-passage';
import type { NeuralCache } from './neural-cache';
import { giveWay } from './precedence';
import type { OpenModel } from './session';
import { type Pieces, piecesOf } from './suggest-pieces';
import { oneByOne, predictionOf } from './suggest-prediction';
import { likeliestWords } from './suggest-search';

/** The probability of a word in one place, 0 to 1: by the base, by the trained model without its memory, and with it. */
export interface Chances {
  base: number;
  trained: number;
  own: number;
}

/** Why a word stands where it stands. */
export interface Explained {
  word: string;
  chances: Chances;
  /** The likeliest words of both models, and the word itself; by the own model the likeliest first. */
  candidates: ({ word: string } & Chances)[];
  /** Whether the own model has a memory. */
  remembers: boolean;
  /** Where the memory made it likelier: the place that was most like this one. */
  source?: { kind: 'own-text'; passage: MemoryPassage } | { kind: 'this-text' };
}

/** A text that was written, and the word in it, from `start` to `end`, that is to be explained; in UTF-16 units. */
export interface Asked {
  prompt: string;
  written: string;
  start: number;
  end: number;
  /** As the text was written with: see `GenerateOptions`. */
  memoryShare?: number;
}

/** The student's model: its neural cache, if it has one, is of `memory`, whose text is asked for where it has spoken. */
export interface OwnModel {
  model: OpenModel;
  neuralCache?: NeuralCache;
  memory?: { length: number; text(): MemoryText };
}

/** Likeliest words of each model that are shown. */
const SHOWN = 5;
/** The memory has spoken where at least this share of a word's probability is owed to it. */
const SPOKEN = 0.1;

/**
 * Explains a word of a text that `own` or the base has written after a prompt. Both read the text as `generate` does, so
 * these are the probabilities that the word was drawn from, before temperature and guards. A word's probability is that of its
 * tokens times that of what ends it after them.
 */
export async function explainWord(
  base: OpenModel,
  own: OwnModel,
  tokenizer: Tokenizer,
  { prompt, written, start, end, memoryShare }: Asked,
  signal?: AbortSignal,
): Promise<Explained> {
  const pieces = piecesOf(tokenizer, base.session.config.vocab);
  const { ids: promptIds, spaceIsThere } = promptTokens(tokenizer, prompt);
  const all = (spaceIsThere ? ' ' : '') + written;
  const shift = all.length - written.length;
  const word = written.slice(start, end);
  const before = all.slice(0, start + shift);
  // A word's token begins with the space before it, so the model is to write that space.
  const lead = before.endsWith(' ') ? ' ' : '';
  const read = tokenizer.encode(before.slice(0, before.length - lead.length));
  const open = async (model: OpenModel, neuralCache?: NeuralCache) => {
    const continuation = await Continuation.of(model, promptIds, neuralCache, memoryShare);
    for (const id of read) continuation.take(id);
    return async (path: readonly number[]): Promise<Predicted> => {
      signal?.throwIfAborted();
      await giveWay();
      return continuation.next(path);
    };
  };
  const ofBase = await open(base);
  const ofOwn = await open(own.model, own.neuralCache);
  // As they are to be written, with a space or without: each word once.
  const texts = new Map([[word, lead + word]]);
  for (const next of [ofOwn, ofBase]) {
    const after = oneByOne(async (path) => (await next(path)).own, pieces);
    const search = { lead, typed: '', count: SHOWN };
    for (const { text } of await likeliestWords(after, pieces, tokenizer, search))
      if (!texts.has(text.trimStart())) texts.set(text.trimStart(), text);
  }
  const candidates: Explained['candidates'] = [];
  for (const [word, text] of texts) {
    const ids = tokenizer.encode(text);
    candidates.push({
      word,
      base: await chanceOf(ids, async (path) => (await ofBase(path)).own, pieces),
      trained: await chanceOf(ids, async (path) => (await ofOwn(path)).alone, pieces),
      own: await chanceOf(ids, async (path) => (await ofOwn(path)).own, pieces),
    });
  }
  const { word: _, ...chances } = candidates[0];
  const hasSpoken = chances.own - chances.trained >= SPOKEN * chances.own;
  const source = hasSpoken ? await sourceOf(tokenizer.encode(lead + word), ofOwn, own) : undefined;
  candidates.sort((a, b) => b.own - a.own);
  const remembers = own.neuralCache !== undefined;
  return { word, chances, candidates, remembers, ...(source && { source }) };
}

/** The probability of a word of the tokens `ids`, that it ends after them included. */
async function chanceOf(
  ids: readonly number[],
  next: (path: readonly number[]) => Promise<Float32Array>,
  pieces: Pieces,
): Promise<number> {
  let logP = 0;
  for (let at = 0; at < ids.length; at++) {
    const logits = await next(ids.slice(0, at));
    logP += logits[ids[at]] - predictionOf(logits, pieces).logSum;
  }
  return Math.exp(logP) * predictionOf(await next(ids), pieces).ends;
}

/** Of the places that the memory knows, the one most like that of the token which it made likelier than any other of the word's. */
async function sourceOf(
  ids: readonly number[],
  next: (path: readonly number[]) => Promise<Predicted>,
  { memory }: OwnModel,
): Promise<Explained['source']> {
  let [most, witness] = [0, undefined as { list: number; entry: number } | undefined];
  for (let at = 0; at < ids.length; at++) {
    const { alone, own, vote } = await next(ids.slice(0, at));
    // Logits of tokens that are voted for are raised, by as much as the memory is worth to them.
    const raised = own[ids[at]] - alone[ids[at]];
    if (raised > most) [most, witness] = [raised, vote?.witness(ids[at])];
  }
  if (!witness) return undefined;
  if (witness.list === 0 || !memory) return { kind: 'this-text' };
  // Of a long memory the end is kept; an entry is the state before its token.
  const dropped = Math.max(0, memory.length - (MOST_ENTRIES + 1));
  return { kind: 'own-text', passage: memory.text().passageAt(dropped + witness.entry + 1) };
}
