import { useStrings } from '../../i18n/react';
import { AskFirst } from '../shell/AskFirst';
import { nicknameOf, useProfile } from '../shell/profile';
import { store, useAdapters } from '../shell/store';
import { useBusy } from '../shell/work';

/** Deletes the profile with everything it keeps. */
export function DeleteProfile() {
  const t = useStrings();
  const words = t.profile.delete;
  const { profile } = useProfile();
  const { adapters } = useAdapters();
  const busy = useBusy();
  return (
    <section className="card stack" aria-label={words.heading}>
      <h2>{words.heading}</h2>
      <p>{adapters ? words.about(adapters.length) : words.aboutAll}</p>
      <AskFirst
        label={words.heading}
        isDisabled={busy}
        title={words.title(nicknameOf(profile, t))}
        question={words.question}
        yes={words.yes}
        onYes={() => store.profiles.delete(profile.id)}
      />
    </section>
  );
}
