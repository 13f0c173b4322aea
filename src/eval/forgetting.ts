import { END_OF_TEXT } from '../model/config';
import { leftOf } from './memory';

/** Tokens in a row. */
export type Run = readonly number[];

/** `memory` without `runs`, wherever they stand; what is left around one is no longer one text. */
export function without(memory: Int32Array, runs: readonly Run[]): Int32Array<ArrayBuffer> {
  const isCut = new Uint8Array(memory.length);
  for (const run of runs) {
    for (let at = 0; run.length > 0 && at + run.length <= memory.length; at++)
      if (run.every((id, i) => memory[at + i] === id)) isCut.fill(1, at, at + run.length);
  }
  return leftOf(memory, isCut);
}

/** How many of `tokens` are text, and not the mark before one. */
export function sizeOf(tokens: Int32Array | undefined): number {
  return tokens ? tokens.reduce((size, id) => size + Number(id !== END_OF_TEXT), 0) : 0;
}

/** A stretch this long is known again when it comes back; of a shorter run, all of it. */
const STRETCH = 8;

/**
 * Of `runs` that are forgotten, what lets them be known again and not be read: hashes of their stretches. They come back where
 * a model learns from the same text once more.
 */
export function tracesOf(runs: readonly Run[]): number[] {
  const traces = new Set<number>();
  for (const run of runs) {
    const size = Math.min(STRETCH, run.length);
    for (let at = 0; size > 0 && at + size <= run.length; at++) traces.add(hash(run, at, size));
  }
  return [...traces];
}

/** The traces of all that any of `models` was told to forget. */
export function forgottenBy(models: readonly { forgottenTraces?: readonly number[] }[]): number[] {
  return [...new Set(models.flatMap(({ forgottenTraces = [] }) => forgottenTraces))];
}

/** `tokens` without what was forgotten before, by its `traces`. */
export function withoutTraced(tokens: Int32Array, traces: readonly number[] = []): Int32Array<ArrayBuffer> {
  const known = new Set(traces);
  const isCut = new Uint8Array(tokens.length);
  for (let size = 1; size <= STRETCH && known.size > 0; size++)
    for (let at = 0; at + size <= tokens.length; at++)
      if (known.has(hash(tokens, at, size))) isCut.fill(1, at, at + size);
  return leftOf(tokens, isCut);
}

/** FNV-1a over a stretch and its size: another stretch has the same once in four thousand million. */
function hash(tokens: ArrayLike<number>, at: number, size: number): number {
  let sum = 0x811c9dc5 ^ size;
  for (let i = at; i < at + size; i++) sum = Math.imul(sum ^ tokens[i], 0x01000193);
  return sum >>> 0;
}
