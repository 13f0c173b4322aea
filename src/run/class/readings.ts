import type { EvaluatorClient } from '../../eval/client';
import type { EvaluatedModel } from '../../eval/evaluator';
import { perplexityOf } from '../../eval/uncertainty';
import type { Entrant } from './entrants';

/** What a model made of a text: the negative log-likelihood of each token but the first, in nats, [tokens - 1]. */
export interface Reading {
  /** Id of the entrant. */
  id: string;
  perplexity: number;
  nll: Float32Array;
}

/** The base stands beside the entrants and is none. */
export const BASE_ID = 'base';

/** By text and model, what was read in this page: nothing is read twice. */
export class Readings {
  readonly #known = new Map<string, Map<string, Reading>>();
  /** Texts as keys: a screen asks for hundreds of readings each time it is drawn. */
  readonly #keys = new WeakMap<Int32Array, string>();

  get(ids: Int32Array, model: string): Reading | undefined {
    return this.#known.get(this.#keyOf(ids))?.get(model);
  }

  set(ids: Int32Array, reading: Reading): void {
    const key = this.#keyOf(ids);
    this.#known.set(key, (this.#known.get(key) ?? new Map<string, Reading>()).set(reading.id, reading));
  }

  #keyOf(ids: Int32Array): string {
    const key = this.#keys.get(ids) ?? ids.join();
    this.#keys.set(ids, key);
    return key;
  }
}

/**
 * Lets every entrant read every text, and the base first if it is to; what is known is not read again. `onReading` hears
 * of each reading that is added. Norm-only models differ from the base by their gains alone, so they take turns text by
 * text; each other one needs a session of its own, which takes seconds to make, and reads all texts at once. Rejects with
 * a `UserError`, or soon after `signal` is aborted with its reason.
 */
export async function readAll(
  evaluator: Pick<EvaluatorClient, 'perplexity'>,
  entrants: readonly Entrant[],
  texts: readonly Int32Array[],
  readings: Readings,
  options: { withBase?: boolean; signal?: AbortSignal; onReading?: () => void } = {},
): Promise<void> {
  const { withBase = false, signal, onReading } = options;
  const read = async (
    id: string,
    model: EvaluatedModel | (() => Promise<EvaluatedModel>),
    ids: Int32Array,
  ) => {
    if (readings.get(ids, id)) return;
    signal?.throwIfAborted();
    // Without a memory: files have none, and it would be the text itself.
    const opened = typeof model === 'function' ? await model() : model;
    const { tokenNll: nll } = await evaluator.perplexity(opened, ids, undefined, signal);
    readings.set(ids, { id, perplexity: perplexityOf(nll), nll });
    onReading?.();
  };
  // All at once: they are small, and a busy disk would keep the models waiting one by one.
  const light = await Promise.all(
    entrants
      .filter(({ method }) => method === 'norm')
      .map(async ({ id, weights }) => ({ id, model: await weights() })),
  );
  for (const ids of texts) {
    if (withBase) await read(BASE_ID, { kind: 'base' }, ids);
    for (const { id, model } of light) await read(id, model, ids);
  }
  for (const { id, weights } of entrants.filter(({ method }) => method !== 'norm')) {
    let opened: ReturnType<typeof weights> | undefined;
    // The same array, so that its session stays.
    const once = () => (opened ??= weights());
    for (const ids of texts) await read(id, once, ids);
  }
}
