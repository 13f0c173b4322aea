import type { DBSchema } from 'idb';
import type { ProbeReport } from '../eval/probe';
import type { AdapterWeights } from '../model/adapter';
import type { ClassMember } from '../model/exchange/class-file';
import type { Interval, RunRecord } from '../model/run';
import type { EngineHistory } from '../train/choice';
import type { TrainTokens } from '../train/loop';
import type { Plan } from '../train/plan';
import type { Lock, Stored } from './lock';
import type { FlatAdapter, UnversionedAdapter } from './upgrade';

export const DATABASE_NAME = 'swantham';
/** Goes up by one with every change of the stores below; `migrate` leads from each version to the next. */
export const DATABASE_VERSION = 5;

/** What is known about a model before it is kept. The student's text is not part of it, nor are the tokens of its neural cache. */
export type AdapterFacts = {
  /** What its owner calls it. */
  name: string;
  /** sha256 of the base's `model.safetensors`, in hexadecimal: an adapter fits no other base. */
  baseHash: string;
  /** Without it, it is the first version of a model. */
  version?: Version;
} & (Trained | Imported | FromPython);

/** The place of an adapter among the versions of a model, which learns again from what its owner wrote since. */
export interface Version {
  /** By which the versions of a model know each other. */
  line: string;
  /** 1 for the first. */
  number: number;
  /** The version with the highest is in use. Of one that never was, 0. */
  chosen: number;
  /** How it came out beside the version that was in use before; nothing where there was too little to measure on. */
  beside?: Comparison;
  /** The versions before it, the first one first, as they were measured when they were made; they may be deleted. */
  earlier?: Milestone[];
}

/** Two versions on the same held-out text, without the passages that the older one has learned. */
export interface Comparison {
  /** Number of the older version. */
  with: number;
  /** Tokens that were predicted. */
  tokens: number;
  /** Perplexities, of the older version and of the newer one, and how many times lower the newer one's is. */
  before: number;
  after: number;
  fall: Interval;
}

/** What is told of a version after it is gone. */
export interface Milestone {
  number: number;
  /** When it was made, in milliseconds since 1970. */
  at: number;
  /** Words of the text that it was made from, where that is known. */
  words?: number;
  /** How many times lower than the base's its perplexity was, on what was held out then, and the change on general text. */
  fall: Interval;
  general: number;
}

/** By which a model knows what it has learned from: hashes of sentences, which nobody can read. */
export interface Learned {
  train: Int32Array;
  held: Int32Array;
  /** Of both together. */
  words: number;
}

/** What is told of a run anew when its model is measured again; what rested on the earlier numbers goes. */
export type MeasuredAgain = Pick<RunRecord, 'personal' | 'general' | 'cache' | 'uncertainty' | 'verdict'> & {
  attribution?: RunRecord['attribution'];
  nextWord?: RunRecord['nextWord'];
};

/** Trained here. */
interface Trained {
  origin: 'trained';
  run: RunRecord;
  /** Not known of models of the app's earlier versions. */
  learned?: Learned;
  madeAt?: undefined;
  probe?: undefined;
}

/** Came in a file of this app. The run is what that file claims. */
interface Imported {
  origin: 'imported';
  run: RunRecord;
  /** When it was made, in milliseconds since 1970, as its file claims. */
  madeAt: number;
  /** What was measured on it, here, when it was imported. */
  probe: ProbeReport;
}

/** Came as a PEFT folder, or in a file of this app that says nothing about a run. */
interface FromPython {
  origin: 'peft';
  run?: undefined;
  madeAt?: number;
  /** Whether its files say which base it was made for. If not, `baseHash` is a guess. */
  baseTold: boolean;
  probe: ProbeReport;
}

/** What the store adds to a model. */
export interface Kept {
  id: string;
  /** Milliseconds since 1970. */
  createdAt: number;
  method: AdapterWeights['method'];
  /** Size and sha256 (hexadecimal) of the weights. */
  bytes: number;
  sha256: string;
  /** How many tokens of the neural cache that its run tells of its owner has taken out. */
  forgotten?: number;
  /** What lets these be known again, should they come back: see `tracesOf`. */
  forgottenTraces?: number[];
  version: Version;
}

/** A model in the list. Its weights are kept apart, so that a list is light. */
export type AdapterRecord = AdapterFacts & Kept;

/** A text the student works with: what was typed, a file, a sample, or a page. */
export interface Text {
  id: string;
  name: string;
  text: string;
  /**
   * Of a page that was begun on the Try screen: it is being written there, and models do not learn from it (`apart`) or
   * do (`learned`); or another page was begun since (`earlier`), from which models learn unless it is unused, as from all
   * other texts.
   */
  page?: 'apart' | 'learned' | 'earlier';
  /** It stays, and nothing is learned from it for now. */
  isUnused?: boolean;
}

/** The published experiments by their number, and the open questions by their names. */
export type ExperimentId =
  | '10'
  | '28'
  | '29'
  | '37'
  | '43'
  | '49'
  | '60'
  | '61'
  | 'noise'
  | 'year'
  | 'hostile'
  | 'billion'
  | 'recipe'
  | 'writing';

/** `quick` takes minutes on the processor, with less text and fewer steps; `full` is the experiment as it is meant. */
export type Form = 'quick' | 'full';

/** What an experiment is, and on what it runs: the same facts go on where they stopped. */
export interface ExperimentFacts {
  experiment: ExperimentId;
  form: Form;
  /** sha256 (hexadecimal) of all it runs on; the results of one setup are worth nothing in another. */
  setup: string;
  /** Whose texts, by the authors' ids, with their tokens to learn from and held out; tokens of general text. */
  authors: { id: string; train: number; held: number }[];
  general: number;
  /** Adapters that it measures beside those it trains, with the names their owner gave them. */
  adapters: { id: string; name: string }[];
}

/**
 * An experiment that was begun; the results of its parts are kept apart, so that a list is light. What they say is not
 * kept: it follows from them, in the language of the moment.
 */
export interface ExperimentRecord extends ExperimentFacts {
  id: string;
  /** When it was begun, in milliseconds since 1970. */
  startedAt: number;
  /** Parts that are finished, of all; seconds they took. */
  done: number;
  cells: number;
  seconds: number;
  /** The processor that worked on it last, for people. */
  device?: string;
  /** Whether every part is finished. */
  finished: boolean;
  /** Whether it was passed, once it is finished; undefined where there is nothing to pass. */
  passed?: boolean;
}

/** What a part of an experiment came to. */
export interface CellResult {
  /** The part's id in the experiment. */
  cell: string;
  result: unknown;
}

/**
 * A training that has not come to its end, with all that it needs to go on, whatever becomes of the text. What its
 * engine holds is kept apart, so that a list is light.
 */
export interface UnfinishedRun {
  id: string;
  /** What its model will be called. */
  name: string;
  /** As in `AdapterFacts`. */
  baseHash: string;
  tokens: TrainTokens;
  plan: Plan;
  /** Not known of runs of the app's earlier versions. */
  learned?: Learned;
  /** Of a run that makes a new version of a model. */
  update?: Update;
  /** Of a run that makes a class's model: ids of the members whose texts it learns from. */
  members?: string[];
  /** When it was kept last, in milliseconds since 1970. */
  keptAt: number;
  /** Its newest checkpoint that was kept; nothing before the first. */
  checkpoint?: {
    /** As in `Checkpoint`; held-out perplexities by their steps. */
    step: number;
    losses: number[];
    held: [step: number, perplexity: number][];
    /** The engine's own count of steps, and how many parameters it trains. */
    engineSteps: number;
    parameters: number;
    /** For how many seconds the run had trained by then. */
    seconds: number;
  };
}

/** Which model is to learn again, and beside which of its versions it is measured. */
export interface Update {
  line: string;
  /** Id of the version in use. */
  rival: string;
  /** Which tokens of the held-out text that version has not learned from: 1 for each that counts, [held]. */
  fair: Uint8Array;
  /** Whether it goes on from what that version has learned, instead of the base. */
  goesOn?: boolean;
}

/** What a teacher has collected for a class: what its members gave, one note, and one model of all their texts. */
export type Collected = CollectedMember | CollectionNote | ClassModel;

/** What one student gave, under the name that they want to have in the class. */
export interface CollectedMember extends ClassMember {
  kind: 'member';
  id: string;
  /** Of what was given by a profile of this laptop, the id of that profile. */
  profile?: string;
}

export interface CollectionNote {
  kind: 'note';
  id: string;
  note: string;
}

/** A model that learned from the texts of all members. */
export interface ClassModel {
  kind: 'class-model';
  id: string;
  /** Milliseconds since 1970. */
  madeAt: number;
  weights: AdapterWeights;
  run: RunRecord;
  /** Ids of the members whose texts it has learned. */
  learnedFrom: string[];
  /** How it compares with the members' own models; nothing until that is measured. */
  compared?: ComparedMember[];
}

/** Three models on the held-out text of one member: perplexities, and how many times lower the own model's is than the class's. */
export interface ComparedMember {
  id: string;
  /** Tokens that were predicted. */
  tokens: number;
  base: number;
  own: number;
  byClass: number;
  ahead: Interval;
}

/** By which a profile is told apart at a glance. */
export const PROFILE_COLOURS = ['leaf', 'gold', 'sky', 'rose', 'violet', 'clay'] as const;
export type ProfileColour = (typeof PROFILE_COLOURS)[number];

/** One of the people who share this browser; texts and adapters belong to a profile. */
export interface Profile {
  id: string;
  nickname: string;
  colour: ProfileColour;
  /** Milliseconds since 1970. */
  createdAt: number;
  /** With a passphrase, everything the profile keeps is sealed, but for what is in this record. */
  lock?: Lock;
  /** The language that its owner has chosen, by the app's own code for it. */
  language?: string;
  /** Id of the adapter last tried. */
  lastAdapter?: string;
  /** When all its models were last saved to a file, in milliseconds since 1970. */
  exportedAt?: number;
  /** How its owner wants to write on the Try screen: with suggestions, unless they are `off`, and the base's beside them. */
  suggestions?: { off?: boolean; besideBase?: boolean };
  /** Whether its owner lets its model take part in the class page of this laptop, which shows some of its text, too. */
  inClass?: boolean;
  /** Whether its owner wants the app shown for a projector. */
  projector?: boolean;
  /** What its owner gives for the class collection, which leaves this laptop in a file: nothing unless it is said. */
  gives?: Gives;
}

/** The name is the one in the collection; without it, the nickname. */
export interface Gives {
  model?: boolean;
  texts?: boolean;
  name?: string;
}

/** Small things the app remembers of this machine between visits. */
export interface Settings {
  /** What is known of this machine's training engines. */
  engines: EngineHistory;
  /** Is there for a moment, while the database is tested. */
  selfTest: Uint8Array;
}

/**
 * What somebody answered to the lesson's questions, before or after it, by the ids of questions and of their choices. It
 * belongs to no profile and has no name: a class answers on one laptop, one after the other.
 */
export interface AnswerSheet {
  id: string;
  when: 'before' | 'after';
  kind: 'sheet';
  choices: Record<string, string>;
}

/** How many hands went up for each choice: one record for before the lesson and one for after it. */
export interface HandCounts {
  id: string;
  when: 'before' | 'after';
  kind: 'hands';
  counts: Record<string, Record<string, number>>;
}

export type Answers = AnswerSheet | HandCounts;

/** Something of a profile's, as it lies in the database. */
export interface Row<Content> {
  id: string;
  /** Id of its profile. */
  profile: string;
  /** Goes up by one with each row of the profile: clocks may go backwards. */
  order: number;
  content: Stored<Content>;
}

export interface Schema extends DBSchema {
  profiles: { key: string; value: Profile };
  /** Old rows stay as they are until they are changed, see `upgradeAdapter`. */
  adapters: {
    key: string;
    value: Row<UnversionedAdapter | FlatAdapter>;
    indexes: { profile: [string, number] };
  };
  /** By the id of their adapter: the tokens of the student's text in its neural cache. */
  memories: { key: string; value: Row<Int32Array>; indexes: { profile: [string, number] } };
  /** By the id of their adapter. */
  weights: { key: string; value: Stored<Uint8Array<ArrayBuffer>> };
  texts: { key: string; value: Row<Text>; indexes: { profile: [string, number] } };
  experiments: { key: string; value: Row<ExperimentRecord>; indexes: { profile: [string, number] } };
  results: {
    key: string;
    /** With the id of their experiment. */
    value: Row<CellResult> & { experiment: string };
    indexes: { profile: [string, number]; experiment: string };
  };
  unfinished: { key: string; value: Row<UnfinishedRun>; indexes: { profile: [string, number] } };
  /**
   * What the engine of an unfinished run holds, one row a parameter: its values and AdamW's two moments, one after the
   * other. The row's id is the run's, a slash and the parameter's name; its order is that of the parameters.
   */
  checkpoints: { key: string; value: Row<Uint8Array<ArrayBuffer>>; indexes: { profile: [string, number] } };
  answers: { key: string; value: Answers };
  collections: { key: string; value: Row<Collected>; indexes: { profile: [string, number] } };
  settings: { key: string; value: Settings[keyof Settings] };
}
