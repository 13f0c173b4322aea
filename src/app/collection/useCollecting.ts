import { useRef, useState } from 'react';
import { useStrings } from '../../i18n/react';
import { MAX_MEMBERS } from '../../model/exchange/class-manifest';
import { UserError } from '../../model/user-error';
import { type ComingFiles, openForClass } from '../../run/class/class-files';
import { type Given, gatherGiven, givenName, placed, type Withdrawn } from '../../run/class/members';
import type { Services } from '../../run/services';
import type { CollectedMember } from '../../store';
import { nicknameOf, useProfile } from '../shell/profile';
import { store } from '../shell/store';

/** What is being collected, and what came of it. */
export type Collecting =
  | { status: 'idle' | 'collecting' | 'reading' }
  /** From how many profiles of this laptop something came, and what kept others. */
  | { status: 'collected'; came: number; given: Given }
  /** What is in files, before anything is kept; each time has another `turn`. */
  | { status: 'preview'; coming: ComingFiles; turn: number }
  /** Without an error, something went wrong that has no sentence. */
  | { status: 'failed'; error?: UserError; tooMany?: { have: number; most: number } };

/** Brings members into a collection: from the profiles of this laptop at once, from files once they were looked at. */
export function useCollecting(
  services: Services,
  members: readonly CollectedMember[],
  change: (put: readonly CollectedMember[], out?: readonly string[]) => Promise<void>,
) {
  const t = useStrings();
  const profile = useProfile();
  const [state, setState] = useState<Collecting>({ status: 'idle' });
  const turn = useRef(0);

  const attempt = async (work: () => Promise<void>) => {
    try {
      await work();
    } catch (error) {
      setState({ status: 'failed', ...(error instanceof UserError && { error }) });
    }
  };

  /** Whether there was room for them, and they are kept. */
  const put = async (incoming: readonly CollectedMember[]): Promise<boolean> => {
    const kept = placed(members, incoming);
    const have = new Set([...members, ...kept].map(({ id }) => id)).size;
    if (have > MAX_MEMBERS) {
      setState({ status: 'failed', tooMany: { have, most: MAX_MEMBERS } });
      return false;
    }
    await change(kept);
    return true;
  };

  return {
    state,
    fromHere: () =>
      attempt(async () => {
        setState({ status: 'collecting' });
        const shelfOf = ({ id }: { id: string }) =>
          id === profile.profile.id ? profile : store.open({ profile: id });
        const given = await gatherGiven(
          await store.profiles.list(),
          profile.profile.id,
          shelfOf,
          services.text,
          (one) => nicknameOf({ nickname: givenName(one) }, t),
        );
        if (await put(given.members)) setState({ status: 'collected', came: given.members.length, given });
      }),
    open: (files: readonly File[] | Promise<readonly File[]>) =>
      attempt(async () => {
        setState({ status: 'reading' });
        const coming = await openForClass(await files, services.text);
        setState({ status: 'preview', coming, turn: ++turn.current });
      }),
    /** Keeps members that were looked at; resolves whether there was room. */
    keep: async (kept: readonly CollectedMember[]): Promise<boolean> => {
      let isKept = false;
      await attempt(async () => {
        isKept = await put(kept);
        if (isKept) setState({ status: 'idle' });
      });
      return isKept;
    },
    /** Takes out what its owners no longer give. */
    takeOut: (withdrawn: readonly Withdrawn[]) =>
      attempt(() =>
        change(
          withdrawn.flatMap(({ left }) => left ?? []),
          withdrawn.flatMap(({ member, left }) => (left ? [] : member.id)),
        ),
      ),
    leave: () => setState({ status: 'idle' }),
  };
}
