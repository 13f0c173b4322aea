import { useEffect, useMemo, useState } from 'react';
import { useStrings } from '../../i18n/react';
import { type Entrant, type Gathered, gather, withOwnNames } from '../../run/class/entrants';
import type { Services } from '../../run/services';
import { nicknameOf, useProfile } from '../shell/profile';
import { store } from '../shell/store';
import { useClassroom } from './classroom';

/** Who could take part, and who does: those of the profiles, kept up with their consent, and those of files. */
export function useEntrants(services: Services): {
  gathered: Gathered | undefined;
  failure: unknown;
  all: Entrant[];
  taking: Entrant[];
} {
  const t = useStrings();
  const open = useProfile();
  const { files, names, out } = useClassroom();
  const [gathered, setGathered] = useState<Gathered>();
  const [failure, setFailure] = useState<unknown>();
  useEffect(() => {
    let latest = 0;
    const read = async () => {
      const turn = ++latest;
      const shelfOf = ({ id }: { id: string }) =>
        id === open.profile.id ? open : store.open({ profile: id });
      try {
        const found = await gather(await store.profiles.list(), open.profile.id, shelfOf, services.text);
        if (turn === latest) setGathered(found);
      } catch (error) {
        if (turn === latest) setFailure(error);
      }
    };
    read();
    const ends = [store.profiles.subscribe(read), open.adapters.subscribe(read)];
    return () => {
      latest = Number.NaN;
      for (const end of ends) end();
    };
  }, [open, services]);
  const all = useMemo(() => {
    const named = [...(gathered?.entrants ?? []), ...files].map((entrant) => ({
      ...entrant,
      name: names[entrant.id]?.trim() || nicknameOf({ nickname: entrant.name }, t),
    }));
    return withOwnNames(named);
  }, [gathered, files, names, t]);
  const taking = useMemo(() => all.filter(({ id }) => !out.includes(id)), [all, out]);
  return { gathered, failure, all, taking };
}
