import { useProfile } from '../shell/profile';
import { store } from '../shell/store';
import { DeleteProfile } from './DeleteProfile';
import { PassphrasePanel } from './PassphrasePanel';
import { ProfileForm } from './ProfileForm';
import { WipePanel } from './WipePanel';

/** What belongs to the person who is writing, and to nobody else on this laptop. */
export function ProfileScreen() {
  const { profile } = useProfile();
  return (
    <div className="stack">
      <div>
        <h1>This profile</h1>
        <p className="muted">
          On a shared laptop each of you has a profile: your texts and models are yours, the others have
          theirs.
        </p>
      </div>
      <section className="card stack" aria-label="Nickname and colour">
        <h2>Nickname and colour</h2>
        <ProfileForm
          key={profile.id}
          profile={profile}
          label="Save"
          onSave={(nickname, colour) => store.profiles.change(profile.id, { nickname, colour })}
        />
      </section>
      <PassphrasePanel />
      <DeleteProfile />
      <WipePanel />
    </div>
  );
}
