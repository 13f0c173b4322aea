import { useStrings } from '../../i18n/react';
import { useProfile } from '../shell/profile';
import { store } from '../shell/store';
import { ConsentPanel } from './ConsentPanel';
import { DeleteProfile } from './DeleteProfile';
import { GivePanel } from './GivePanel';
import { PassphrasePanel } from './PassphrasePanel';
import { ProfileForm } from './ProfileForm';
import { ProjectorPanel } from './ProjectorPanel';
import { WipePanel } from './WipePanel';

/** What belongs to the person who is writing, and to nobody else on this laptop. */
export function ProfileScreen() {
  const t = useStrings();
  const words = t.profile;
  const { profile } = useProfile();
  return (
    <div className="stack">
      <div>
        <h1>{words.title}</h1>
        <p className="muted">{words.intro}</p>
      </div>
      <section className="card stack" aria-label={words.form.heading}>
        <h2>{words.form.heading}</h2>
        <ProfileForm
          profile={profile}
          label={t.shell.save}
          onSave={(nickname, colour) => store.profiles.change(profile.id, { nickname, colour })}
        />
      </section>
      <ProjectorPanel />
      <PassphrasePanel />
      <ConsentPanel />
      <GivePanel />
      <DeleteProfile />
      <WipePanel />
    </div>
  );
}
