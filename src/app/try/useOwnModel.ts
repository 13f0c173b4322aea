import { useRef } from 'react';
import type { EvaluatedModel } from '../../eval/evaluator';
import type { AdapterRecord, AdapterStore } from '../../store';

/**
 * Reads the student's model, with its memory or without; the base where there is none. It is read once and then kept: a large
 * one is long to read and to open, and is asked again and again. `forget` takes a passage out of its memory.
 */
export function useOwnModel(kept: AdapterStore, adapter: AdapterRecord | undefined, remembers: boolean) {
  const known = useRef<{ key: string; model: Promise<EvaluatedModel> }>(undefined);
  const key = `${adapter?.id} ${remembers} ${adapter?.forgotten}`;
  const load = async (): Promise<EvaluatedModel> => {
    if (!adapter) return { kind: 'base' };
    return remembers ? kept.model(adapter.id) : kept.weights(adapter.id);
  };
  return {
    read(): Promise<EvaluatedModel> {
      if (known.current?.key !== key) {
        const model = load();
        known.current = { key, model };
        model.catch(() => {
          known.current = undefined;
        });
      }
      return known.current.model;
    },
    async forget(passage: readonly number[]): Promise<void> {
      if (adapter) await kept.forget(adapter.id, passage);
      known.current = undefined;
    },
  };
}
