import { AskFirst } from '../shell/AskFirst';
import { useBusy } from '../shell/busy';
import { plural } from '../shell/format';
import { useProfile } from '../shell/profile';
import { store, useAdapters } from '../shell/store';

/** Deletes the profile with everything it keeps. */
export function DeleteProfile() {
  const { profile } = useProfile();
  const { adapters } = useAdapters();
  const busy = useBusy();
  return (
    <section className="card stack" aria-label="Delete this profile">
      <h2>Delete this profile</h2>
      <p>
        Its texts, its experiments and {adapters ? plural(adapters.length, 'model') : 'models'} are deleted
        from this laptop. The others’ stay.
      </p>
      <AskFirst
        label="Delete this profile"
        isDisabled={busy}
        title={`Delete “${profile.nickname}” and everything it keeps?`}
        question="It cannot be brought back. Save what you want to keep to a file first."
        yes="Delete all of it"
        no="Keep it"
        onYes={() => store.profiles.delete(profile.id)}
      />
    </section>
  );
}
