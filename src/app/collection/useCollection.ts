import { useMemo } from 'react';
import { forgetRunsOf } from '../../run/unfinished';
import type { ClassModel, Collected, CollectedMember, CollectionNote } from '../../store';
import { useProfile } from '../shell/profile';
import { useKept } from '../shell/store';

const isMember = (one: Collected): one is CollectedMember => one.kind === 'member';
const isNote = (one: Collected): one is CollectionNote => one.kind === 'note';
const isModel = (one: Collected): one is ClassModel => one.kind === 'class-model';

/** What is collected in the profile that is open, kept up with every change, and the ways to change it. */
export function useCollection() {
  const { collections, checkpoints } = useProfile();
  const { items, damaged, failure } = useKept(collections);
  const parts = useMemo(
    () =>
      items && {
        members: items.filter(isMember),
        note: items.find(isNote),
        model: items.find(isModel),
      },
    [items],
  );
  const model = parts?.model;
  return {
    ...{ collections, damaged, failure },
    /** Nothing until it was read once. */
    collected: parts,
    /** Keeps members and takes others out. What has learned a text that goes, goes with it: the model, and a training. */
    async change(put: readonly CollectedMember[], out: readonly string[] = []): Promise<void> {
      const gone = [...out, ...put.filter(({ text }) => !text).map(({ id }) => id)];
      const mustGo = model?.learnedFrom.some((id) => gone.includes(id));
      await forgetRunsOf(checkpoints, gone);
      await collections.change(put, mustGo ? [...out, model!.id] : out);
    },
  };
}

export type Collection = ReturnType<typeof useCollection>;
/** What was read of it. */
export type CollectedParts = NonNullable<Collection['collected']>;
