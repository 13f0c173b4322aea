import { useStrings } from '../../i18n/react';
import { AskFirst } from '../shell/AskFirst';
import { nicknameOf, useProfile } from '../shell/profile';
import { store, useLines } from '../shell/store';
import { useBusy } from '../shell/work';

/** Deletes the profile with everything it keeps. */
export function DeleteProfile() {
  const t = useStrings();
  const words = t.profile.delete;
  const { profile } = useProfile();
  const { lines } = useLines();
  const busy = useBusy();
  return (
    <section className="card stack" aria-label={words.heading}>
      <h2>{words.heading}</h2>
      <p>{lines ? words.about(lines.length) : words.aboutAll}</p>
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
