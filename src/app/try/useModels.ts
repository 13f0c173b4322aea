import { useEffect, useMemo, useState } from 'react';
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

  // biome-ignore lint/correctness/useExhaustiveDependencies: pages that are learned or left out change what it remembers
  useEffect(() => {
    if (!services || adapter === undefined) return;
    const { texts, damaged } = documents.shown;
    const pages = texts.filter(({ page }) => page !== undefined);
    const asked = openModels(services.text, adapters, adapter, pages, openPage(pages, damaged, profile.id));
    let isOver = false;
    setOpening(asked);
    setOpened(undefined);
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

async function openModels(
  text: TextClient,
  adapters: AdapterStore,
  adapter: string | null,
  pages: readonly Text[],
  present: Text,
): Promise<Models> {
  const { memory, ...model }: EvaluatedModel =
    adapter === null ? { kind: 'base' } : await adapters.model(adapter);
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
