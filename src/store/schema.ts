import type { DBSchema } from 'idb';
import type { Change, Verdict } from '../eval/verdict';
import type { AdapterWeights } from '../model/adapter';
import type { Memory } from '../train/choice';
import type { EngineName } from '../train/engine';
import type { CurvePoint, LoopResult } from '../train/loop';

export const DATABASE_NAME = 'swantham';
/** Goes up by one with every change of the stores below; `upgrade` leads from each version to the next. */
export const DATABASE_VERSION = 1;

/** What is known of a finished run. The person's text is not part of it, and never stored here. */
export interface AdapterFacts {
  /** What its owner calls it. */
  name: string;
  /** sha256 of the base's `model.safetensors`, in hexadecimal: an adapter fits no other base. */
  baseHash: string;
  engine: EngineName;
  /** The processor it was trained on, for people. */
  device: string;
  /** Steps taken, the peak learning rate and the seed. */
  steps: number;
  lr: number;
  seed: number;
  tokens: { train: number; held: number; general: number };
  /** Perplexities on held-out personal and on general text. */
  personal: Change;
  general: Change;
  verdict: Verdict;
  curve: CurvePoint[];
  /** How the run ended, and how many steps were skipped (not known of old ones). */
  ended?: LoopResult['ended'];
  skipped?: number;
  /** Opening the engine, training, evaluating; all together, and what was promised for it (not known of old ones). */
  seconds: { load: number; train: number; eval: number; total?: number; promised?: number };
}

/** An adapter in the list; its weights are kept apart, so that a list is light. */
export interface AdapterRecord extends AdapterFacts {
  id: string;
  /** Milliseconds since 1970. */
  createdAt: number;
  method: AdapterWeights['method'];
  /** Size and sha256 (hexadecimal) of the weights. */
  bytes: number;
  sha256: string;
}

/** Small things the app remembers between visits. */
export interface Settings {
  /** Id of the adapter last tried. */
  'last-adapter': string;
  /** What is known of this machine's training engines. */
  engines: Memory;
}

export interface Schema extends DBSchema {
  adapters: { key: string; value: AdapterRecord; indexes: { createdAt: number } };
  weights: { key: string; value: Uint8Array<ArrayBuffer> };
  settings: { key: string; value: Settings[keyof Settings] };
}
