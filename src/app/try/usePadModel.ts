import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { EvaluatedModel } from '../../eval/evaluator';
import { memoryBeside, withoutShared } from '../../eval/memory';
import type { Services } from '../../run/services';
import type { AdapterRecord, Text } from '../../store';
import type { TextClient } from '../../text/client';
import { openPage } from '../pad/pages';
import { useLearnedPages } from '../pad/usePage';
import { useProfile } from '../shell/profile';
import { useDocumentStore } from '../shell/texts';

/** The model for the page, and how many tokens of pages it remembers beside those it was kept with. */
interface Opened {
  model: EvaluatedModel;
  pages: number;
}

/**
 * The model that suggests on the page: an adapter, or the base where it is `null`; nothing while it is undefined. If it
 * `remembers`, it has the pages that were learned from in its memory at once. `read` gives it as it is kept now, as often as
 * it is asked for, and the adapter's bytes as the same array: another array would be opened as another model.
 */
export function usePadModel(
  services: Services | undefined,
  adapter: AdapterRecord | null | undefined,
  remembers: boolean,
) {
  const { adapters, profile } = useProfile();
  const documents = useDocumentStore();
  const learned = useLearnedPages();
  const [opened, setOpened] = useState<Opened & { id: string | null }>();
  const [failure, setFailure] = useState<unknown>();
  const bytesOf = useRef(new Map<string, Uint8Array<ArrayBuffer>>());
  const id = adapter === undefined ? undefined : (adapter?.id ?? null);

  const readKept = useCallback(async (): Promise<EvaluatedModel> => {
    if (!id) return { kind: 'base' };
    const model = await adapters.model(id);
    const bytes = bytesOf.current.get(id) ?? model.bytes;
    bytesOf.current = new Map([[id, bytes]]);
    return { ...model, bytes };
  }, [adapters, id]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: what is forgotten, learned or left out changes the memory
  useEffect(() => {
    if (!services || id === undefined) return;
    const { texts, damaged } = documents.shown;
    const pages = texts.filter(({ page }) => page !== undefined);
    let isOver = false;
    setFailure(undefined);
    withPages(readKept, services.text, pages, openPage(pages, damaged, profile.id)).then(
      (model) => isOver || setOpened({ ...model, id }),
      (error: unknown) => isOver || setFailure(error),
    );
    return () => {
      isOver = true;
    };
  }, [services, readKept, id, adapter?.forgotten, documents, profile.id, learned]);

  const current = opened && opened.id === id ? opened : undefined;
  const model = useMemo(
    () => current && (remembers ? current.model : forgetful(current.model)),
    [current, remembers],
  );
  const read = useCallback(
    async () => (remembers ? readKept() : forgetful(await readKept())),
    [readKept, remembers],
  );
  return { model, pages: current?.pages ?? 0, read, failure };
}

function forgetful({ memory, ...model }: EvaluatedModel): EvaluatedModel {
  return model;
}

/** A model with the memory of pages; `present` is the one that is being written. */
async function withPages(
  read: () => Promise<EvaluatedModel>,
  text: TextClient,
  pages: readonly Text[],
  present: Text,
): Promise<Opened> {
  const { memory, ...model } = await read();
  const [earlier, now] = await Promise.all([
    text.encodeWithoutSecrets(pages.filter(({ page }) => page === 'earlier')),
    text.encodeWithoutSecrets([present]),
  ]);
  const beside = memoryBeside(memory, earlier, now);
  const own = memory ?? new Int32Array(0);
  const learned = present.page === 'learned' ? withoutShared(now, own).length : 0;
  return {
    model: { ...model, ...(beside && { memory: beside }) },
    pages: withoutShared(earlier, own).length + learned,
  };
}
