import { useEffect, useMemo, useState } from 'react';
import type { EvaluatedModel } from '../../eval/evaluator';
import { withoutTraced } from '../../eval/forgetting';
import { memoryBeside, withoutShared } from '../../eval/memory';
import type { Services } from '../../run/services';
import { isLearned, type Text } from '../../store';
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

type Read = () => Promise<EvaluatedModel>;

/**
 * The model that suggests on the page, from `read`, a constant function until there is another one. If it `remembers`, it
 * has the pages that were learned from in its memory at once, without what it was told to forget (`traces`).
 */
export function usePadModel(
  services: Services | undefined,
  read: Read | undefined,
  remembers: boolean,
  traces: readonly number[] | undefined,
) {
  const { profile } = useProfile();
  const documents = useDocumentStore();
  const learned = useLearnedPages();
  const [opened, setOpened] = useState<Opened & { read: Read }>();
  const [failure, setFailure] = useState<unknown>();

  // biome-ignore lint/correctness/useExhaustiveDependencies: pages that are learned or left out change the memory
  useEffect(() => {
    if (!services || !read) return;
    const { texts, damaged } = documents.shown;
    const pages = texts.filter(({ page }) => page !== undefined);
    let isOver = false;
    setFailure(undefined);
    withPages(read, services.text, pages, openPage(pages, damaged, profile.id), traces).then(
      (model) => isOver || setOpened({ ...model, read }),
      (error: unknown) => isOver || setFailure(error),
    );
    return () => {
      isOver = true;
    };
  }, [services, read, documents, profile.id, learned]);

  // Not the one that was tried before.
  const current = opened?.read === read ? opened : undefined;
  const model = useMemo(
    () => current && (remembers ? current.model : forgetful(current.model)),
    [current, remembers],
  );
  return { model, pages: current?.pages ?? 0, failure };
}

export function forgetful({ memory, ...model }: EvaluatedModel): EvaluatedModel {
  return model;
}

/** A model with the memory of pages; `present` is the one that is being written. */
async function withPages(
  read: Read,
  text: TextClient,
  pages: readonly Text[],
  present: Text,
  traces: readonly number[] | undefined,
): Promise<Opened> {
  const { memory, ...model } = await read();
  const [learnedBefore, now] = await Promise.all([
    text.encodeWithoutSecrets(pages.filter((page) => page.page === 'earlier' && isLearned(page))),
    text.encodeWithoutSecrets([present]),
  ]);
  const earlier = withoutTraced(learnedBefore, traces);
  const beside = memoryBeside(memory, earlier, now);
  const own = memory ?? new Int32Array(0);
  const learned = isLearned(present) ? withoutShared(now, own).length : 0;
  return {
    model: { ...model, ...(beside && { memory: beside }) },
    pages: withoutShared(earlier, own).length + learned,
  };
}
