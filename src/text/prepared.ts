import type { SecretKind } from './secret-patterns';
import type { Sentence } from './sentences';

/** One text of a person: a file, or what was typed or pasted. */
export interface TextDocument {
  /** A file's name, or what the screen calls the text. */
  name: string;
  text: string;
}

/** What a text is made of. Tokens include one for the start of each document. */
export interface TextStatistics {
  /** Documents that are not empty. */
  documents: number;
  characters: number;
  words: number;
  tokens: number;
}

/** What becomes of a stretch of text: `repeat` is held-out text that repeats the training text. */
export type Role = 'train' | 'held' | 'repeat';

/** A stretch of text in order, for showing what is held out. */
export interface Piece {
  /** Index of its document; explicit held-out documents are counted on from the others. */
  document: number;
  role: Role;
  text: string;
}

/** Held-out passages that repeat the training text. */
export interface Repeats {
  passages: number;
  tokens: number;
  /** The first of them, each on one line and shortened. */
  examples: string[];
  /** Whether they were taken out of the held-out part; explicit held-out text is left as it is. */
  removed: boolean;
}

/** A secret that was found, and how often it occurs in the text. */
export interface SecretExample {
  kind: SecretKind;
  /** "98••••••10". */
  masked: string;
  times: number;
}

/** Stretches of the text, held-out text included, that look like secrets. */
export interface Secrets {
  counts: { kind: SecretKind; count: number }[];
  /** The most frequent ones. */
  examples: SecretExample[];
  /** Whether they were left out of everything that is learned from and measured on. */
  leftOut: boolean;
}

/** A sentence that occurs again and again in the text. */
export interface CopiedSentence {
  text: string;
  times: number;
}

/** What a model would learn by heart. */
export interface Copies {
  /** How many sentences occur at least five times, and how often they occur together. */
  sentences: number;
  times: number;
  /** The most frequent ones, each on one line and shortened. */
  examples: CopiedSentence[];
  /** Whether only the first of each was kept. */
  removed: boolean;
}

/** What was found in the text before it was split. */
export interface Findings {
  secrets: Secrets;
  copies: Copies;
}

/** The text can be trained on: token ids of both parts, in which each document starts with id 0. */
export interface Ready extends Findings {
  kind: 'ready';
  train: Int32Array<ArrayBuffer>;
  held: Int32Array<ArrayBuffer>;
  statistics: TextStatistics;
  repeats: Repeats;
  pieces: Piece[];
  /** By which the text is known again after it has changed: all of the part to learn from, and the held-out passages in order. */
  sentences: { train: Sentence[]; held: HeldPassage[] };
}

/** A passage of the held-out text. */
export interface HeldPassage {
  /** How many tokens of `held` it is, the mark before a document included. */
  tokens: number;
  sentences: Sentence[];
}

/** There is too little of the text, or of the explicit held-out text. */
export interface TooLittle extends Findings {
  kind: 'too-little';
  part: 'text' | 'held';
  /** Tokens that are needed, and that there are. */
  needed: number;
  have: number;
  /** About how many words would make up the difference. */
  moreWords: number;
  /** Of the part that is too little. */
  statistics: TextStatistics;
}

/** The text is long enough, but its end repeats the rest: nothing would be left to measure with. */
export interface Repetitive extends Findings {
  kind: 'repetitive';
  /** Held-out tokens that are needed, and that are left without the repeats. */
  needed: number;
  have: number;
  statistics: TextStatistics;
  repeats: Repeats;
}

export type Prepared = Ready | TooLittle | Repetitive;
