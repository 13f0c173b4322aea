import { trimDocument } from './clean';
import { findCopies } from './copies';
import {
  cleanTexts,
  countCharacters,
  documentTexts,
  type EncodedPassage,
  encodePassages,
  lengthsOf,
  streamLength,
  streamOf,
} from './encode';
import { type PaceOptions, pacer, pause } from './pacer';
import { PASSAGE_CHARACTERS } from './passages';
import type {
  Copies,
  Findings,
  Piece,
  Prepared,
  Repeats,
  Role,
  TextDocument,
  TextStatistics,
  TooLittle,
} from './prepared';
import { findRepeats, wordsOf } from './repeats';
import { describeSecrets, findSecrets, leaveOutSecrets } from './secrets';
import { hashedSentences } from './sentences';
import { findCut, MIN_HELD_TOKENS, MIN_TOKENS, MIN_TRAIN_TOKENS } from './split';
import type { Tokenizer } from './tokenizer';

export interface PrepareOptions extends PaceOptions {
  /** Held-out text that was chosen by hand: taken as it is, repeats only counted. */
  held?: readonly TextDocument[];
  /** Cut what looks like a secret out of all text. */
  leaveOut?: boolean;
  /** Of sentences that occur again and again in the text, keep only the first. */
  keepFirst?: boolean;
}

/**
 * When a short text has no place to cut, finer passages are tried. The finest, of at most 12 UTF-16 units
 * and so 36 bytes and tokens, always suit `MIN_TOKENS`.
 */
const PASSAGE_LIMITS = [PASSAGE_CHARACTERS, 60, 12];

/** Tokens in a word when there are too few words to tell: between English (1.4) and Malayalam (2.9). */
const USUAL_TOKENS_A_WORD = 2;
const FEW_WORDS = 20;

const EXAMPLES = 3;
const EXAMPLE_CHARACTERS = 80;

/**
 * Makes a person's documents ready for training: cleaned, tokenised, split into training and held-out
 * text, the held-out part freed of what repeats the training part. Rejects only when `signal` is aborted.
 */
export async function prepare(
  documents: readonly TextDocument[],
  tokenizer: Tokenizer,
  options: PrepareOptions = {},
): Promise<Prepared> {
  const { texts, heldTexts, findings } = await inspect(documents, options);
  const pace = pacer(countCharacters(texts) + countCharacters(heldTexts), options);
  let passages = await encodePassages(texts, PASSAGE_CHARACTERS, tokenizer, pace);
  const statistics = statisticsOf(texts, passages);
  if (options.held) {
    const held = await encodePassages(heldTexts, PASSAGE_CHARACTERS, tokenizer, pace);
    if (statistics.tokens < MIN_TRAIN_TOKENS)
      return tooLittle('text', MIN_TRAIN_TOKENS, statistics, findings);
    const heldStatistics = statisticsOf(heldTexts, held);
    if (heldStatistics.tokens < MIN_HELD_TOKENS)
      return tooLittle('held', MIN_HELD_TOKENS, heldStatistics, findings);
    const numbered = held.map((passage) => ({ ...passage, document: texts.length + passage.document }));
    return join(passages, numbered, statistics, findings, false);
  }

  let cut = findCut(passages);
  for (const limit of PASSAGE_LIMITS.slice(1)) {
    if (cut !== undefined || statistics.tokens < MIN_TOKENS) break;
    passages = await encodePassages(texts, limit, tokenizer, pace);
    cut = findCut(passages);
  }
  if (cut === undefined) return tooLittle('text', MIN_TOKENS, statistics, findings);
  return join(passages.slice(0, cut), passages.slice(cut), statistics, findings, true);
}

/** The texts as they are learned, and what was found in them. Of a long text, each part of this takes a second. */
async function inspect(
  documents: readonly TextDocument[],
  { held = [], leaveOut = false, keepFirst = false, signal }: PrepareOptions,
): Promise<{ texts: string[]; heldTexts: string[]; findings: Findings }> {
  await pause(signal);
  const given = cleanTexts(documents);
  await pause(signal);
  // Before anything is left out: the sign in place of a secret would end a sentence.
  const { copied, firstOnly } = findCopies(given);
  const all = [...(keepFirst ? firstOnly.map(trimDocument) : given), ...cleanTexts(held)];
  await pause(signal);
  const found = all.map(findSecrets);
  const secrets = describeSecrets(all, found, leaveOut);
  const copies: Copies = {
    sentences: copied.length,
    times: copied.reduce((sum, { times }) => sum + times, 0),
    examples: copied
      .slice(0, EXAMPLES)
      .map(({ text, times }) => ({ text: shorten(leaveOutSecrets(text, findSecrets(text))), times })),
    removed: keepFirst,
  };
  const texts = leaveOut ? all.map((text, i) => leaveOutSecrets(text, found[i])) : all;
  return {
    texts: texts.slice(0, documents.length),
    heldTexts: texts.slice(documents.length),
    findings: { secrets, copies },
  };
}

/** Judges the held-out passages and puts the answer together; `remove` takes the repeats out. */
function join(
  train: readonly EncodedPassage[],
  held: readonly EncodedPassage[],
  statistics: TextStatistics,
  findings: Findings,
  remove: boolean,
): Prepared {
  const heldTexts = held.map(({ text }) => text);
  const isRepeat = findRepeats(documentTexts(train), heldTexts);
  const repeated = held.filter((_, i) => isRepeat[i]);
  const repeats: Repeats = {
    passages: repeated.length,
    tokens: repeated.reduce((sum, { ids }) => sum + ids.length, 0),
    examples: repeated.slice(0, EXAMPLES).map(({ text }) => shorten(text)),
    removed: remove,
  };
  const measured = remove ? held.filter((_, i) => !isRepeat[i]) : held;
  const heldIds = streamOf(measured);
  if (heldIds.length < MIN_HELD_TOKENS) {
    const have = heldIds.length;
    return { ...findings, kind: 'repetitive', needed: MIN_HELD_TOKENS, have, statistics, repeats };
  }
  const lengths = lengthsOf(measured);
  const roles = isRepeat.map((repeat): Role => (repeat ? 'repeat' : 'held'));
  return {
    ...findings,
    kind: 'ready',
    train: streamOf(train),
    held: heldIds,
    statistics,
    repeats,
    pieces: piecesOf([...train, ...held], [...train.map((): Role => 'train'), ...roles]),
    sentences: {
      train: train.flatMap(({ text }) => hashedSentences(text)),
      held: measured.map(({ text }, i) => ({ tokens: lengths[i], sentences: hashedSentences(text) })),
    },
  };
}

function tooLittle(
  part: TooLittle['part'],
  needed: number,
  statistics: TextStatistics,
  findings: Findings,
): TooLittle {
  const { words, tokens: have } = statistics;
  const tokensAWord = words < FEW_WORDS ? USUAL_TOKENS_A_WORD : have / words;
  // In tens, because the estimate is no better.
  const moreWords = Math.ceil((needed - have) / tokensAWord / 10) * 10;
  return { ...findings, kind: 'too-little', part, needed, have, moreWords, statistics };
}

function statisticsOf(texts: readonly string[], passages: readonly EncodedPassage[]): TextStatistics {
  return {
    documents: texts.filter((text) => text !== '').length,
    characters: countCharacters(texts),
    words: texts.reduce((sum, text) => sum + wordsOf(text).length, 0),
    tokens: streamLength(passages),
  };
}

/** Neighbouring passages of one document and one role as one piece. */
function piecesOf(passages: readonly EncodedPassage[], roles: readonly Role[]): Piece[] {
  const pieces: Piece[] = [];
  passages.forEach(({ document, text }, i) => {
    const last = pieces.at(-1);
    if (last?.document === document && last.role === roles[i]) last.text += text;
    else pieces.push({ document, role: roles[i], text });
  });
  return pieces;
}

function shorten(text: string): string {
  const line = text.trim().replace(/\s+/g, ' ');
  return line.length <= EXAMPLE_CHARACTERS ? line : `${line.slice(0, EXAMPLE_CHARACTERS).trimEnd()}…`;
}
