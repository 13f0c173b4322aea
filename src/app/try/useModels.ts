import { useEffect, useMemo, useRef, useState } from 'react';
import type { EvaluatedModel } from '../../eval/evaluator';
import { joined, memoryBeside } from '../../eval/memory';
import type { Services } from '../../run/services';
import type { AdapterStore, Text } from '../../store';
import type { TextClient } from '../../text/client';
import { openPage } from '../pad/pages';
import { useLearnedPages } from '../pad/usePage';
import { useProfile } from '../shell/profile';
import { useDocumentStore } from '../shell/texts';

/** The model to try, as it is used on the page, and beside the base; with how many tokens of the student's text. */
export interface Models {
  pad: EvaluatedModel;
  beside: EvaluatedModel;
  remembered: number;
}

/**
 * Opens the adapter of this id, or the base where it is `null`, and nothing while it is undefined. If it `remembers`, it
 * does so from its own neural cache, and from the pages that were learned from since.
 */
export function useModels(
  services: Services | undefined,
  adapter: string | null | undefined,
  remembers: boolean,
): { opening: Promise<Models> | undefined; models: Models | undefined; failure: unknown } {
  const { adapters, profile } = useProfile();
  const documents = useDocumentStore();
  const learned = useLearnedPages();
  const [opening, setOpening] = useState<Promise<Models>>();
  const [opened, setOpened] = useState<Models>();
  const [failure, setFailure] = useState<unknown>();
  /** Read once: a model that is changed as a whole would be opened anew for other bytes. */
  const read = useRef<{ adapter: string | null; from: AdapterStore; model: Promise<EvaluatedModel> }>(
    undefined,
  );

  // biome-ignore lint/correctness/useExhaustiveDependencies: pages that are learned or left out change what it remembers
  useEffect(() => {
    if (!services || adapter === undefined) return;
    const { texts, damaged } = documents.shown;
    const pages = texts.filter(({ page }) => page !== undefined);
    if (read.current?.adapter !== adapter || read.current.from !== adapters) {
      const model: Promise<EvaluatedModel> =
        adapter === null ? Promise.resolve({ kind: 'base' }) : adapters.model(adapter);
      read.current = { adapter, from: adapters, model };
      setOpened(undefined);
    }
    const asked = withPages(read.current.model, services.text, pages, openPage(pages, damaged, profile.id));
    let isOver = false;
    setOpening(asked);
    setFailure(undefined);
    asked.then(
      (models) => isOver || setOpened(models),
      (error: unknown) => isOver || setFailure(error),
    );
    return () => {
      isOver = true;
    };
  }, [services, adapters, adapter, documents, profile.id, learned]);
  const models = useMemo(() => opened && (remembers ? opened : forgetful(opened)), [opened, remembers]);
  return { opening, models, failure };
}

/** What was kept as `reading`, with the memory of pages; `present` is the one that is being written. */
async function withPages(
  reading: Promise<EvaluatedModel>,
  text: TextClient,
  pages: readonly Text[],
  present: Text,
): Promise<Models> {
  const { memory, ...model } = await reading;
  const [earlier, now] = await Promise.all([
    text.encodeWithoutSecrets(pages.filter(({ page }) => page === 'earlier')),
    text.encodeWithoutSecrets([present]),
  ]);
  const learned = present.page === 'learned' ? joined(earlier, now) : earlier;
  const beside = memoryBeside(memory, learned);
  const pad = memoryBeside(memory, earlier, now);
  return {
    pad: { ...model, ...(pad && { memory: pad }) },
    beside: { ...model, ...(beside && { memory: beside }) },
    remembered: beside?.length ?? 0,
  };
}

/** The same without a memory, and with how much it would remember. */
export function forgetful({ pad, beside, remembered }: Models): Models {
  const plain = ({ memory, ...model }: EvaluatedModel): EvaluatedModel => model;
  return { pad: plain(pad), beside: plain(beside), remembered };
}
