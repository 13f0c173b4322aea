import { useCallback, useRef } from 'react';
import type { EvaluatedModel } from '../../eval/evaluator';
import type { Run } from '../../eval/forgetting';
import type { AdapterRecord, AdapterStore } from '../../store';
import { useProfile } from '../shell/profile';

/** What was read of an adapter with these weights, when it had forgotten so many tokens; `isOld` once it may have changed. */
interface Known {
  id: string;
  from: AdapterStore;
  /** A model that is still learning is improved in its place. */
  sha256: string | undefined;
  forgotten: number | undefined;
  isOld?: boolean;
  model: Promise<EvaluatedModel>;
}

/**
 * The student's model with its memory, or the base where there is none. It is read once and then kept: a large one is long
 * to read and to open, and is asked again and again. `forget` takes a passage out of its memory.
 */
export function useOwnModel(adapter: AdapterRecord | null | undefined) {
  const { adapters } = useProfile();
  const known = useRef<Known>(undefined);
  const { id, sha256, forgotten } = adapter ?? {};

  const read = useCallback((): Promise<EvaluatedModel> => {
    if (id === undefined) return Promise.resolve({ kind: 'base' });
    const old = known.current?.id === id && known.current.from === adapters ? known.current : undefined;
    const isSame = old?.sha256 === sha256;
    if (old && isSame && !old.isOld && old.forgotten === forgotten) return old.model;
    const model = readAgain(adapters, id, isSame ? old?.model : undefined);
    known.current = { id, from: adapters, sha256, forgotten, model };
    model.catch(() => {
      known.current = undefined;
    });
    return model;
  }, [adapters, id, sha256, forgotten]);

  const forget = useCallback(
    async (runs: readonly Run[]): Promise<void> => {
      if (id !== undefined) await adapters.forget(id, runs);
      // The list tells of it later, and is perhaps not asked before the next question.
      if (known.current) known.current.isOld = true;
    },
    [adapters, id],
  );
  return { read, forget };
}

/** Reads an adapter with the same array of bytes as before: another array would be opened as another model. */
async function readAgain(
  adapters: AdapterStore,
  id: string,
  before: Promise<EvaluatedModel> | undefined,
): Promise<EvaluatedModel> {
  const [model, old] = await Promise.all([adapters.model(id), before]);
  return old && !('kind' in old) ? { ...model, bytes: old.bytes } : model;
}
