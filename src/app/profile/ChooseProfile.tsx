import { useState } from 'react';
import { Button } from 'react-aria-components';
import type { Access, Profile } from '../../store';
import { Avatar } from '../shell/Avatar';
import shell from '../shell/shell.module.css';
import { store } from '../shell/store';
import { PassphraseForm } from './PassphraseForm';
import { ProfileForm } from './ProfileForm';
import styles from './profile.module.css';

/** Who of those who share this laptop is writing. */
export function ChooseProfile({
  profiles,
  onEnter,
}: {
  profiles: Profile[];
  onEnter: (access: Access) => void;
}) {
  const [chosen, setChosen] = useState<Profile | 'new'>();
  return (
    <main className={`${shell.main} ${styles.choose}`}>
      <div className="stack">
        <p className={shell.brand}>
          <span lang="ml">സ്വന്തം</span>
          <small>Swantham</small>
        </p>
        <h1>Who is writing?</h1>
        <ul className={styles.people}>
          {profiles.map((profile) => (
            <li key={profile.id}>
              <Button
                className="react-aria-Button"
                aria-pressed={chosen === profile}
                onPress={() => (profile.lock ? setChosen(profile) : onEnter({ profile: profile.id }))}
              >
                <Avatar profile={profile} />
                <span dir="auto">{profile.nickname}</span>
                {profile.lock && <span className="small muted">has a passphrase</span>}
              </Button>
            </li>
          ))}
          <li>
            <Button aria-pressed={chosen === 'new'} onPress={() => setChosen('new')}>
              Someone new
            </Button>
          </li>
        </ul>
        {chosen === 'new' && (
          <div className="card">
            <ProfileForm
              label="Begin"
              onSave={async (nickname, colour) => {
                const { id } = await store.profiles.create(nickname, colour);
                onEnter({ profile: id });
              }}
            />
          </div>
        )}
        {chosen && chosen !== 'new' && (
          <div className="card">
            <PassphraseForm
              key={chosen.id}
              label="Open"
              fields={[{ name: 'current', label: `Passphrase of ${chosen.nickname}` }]}
              onSubmit={async ({ current }) => onEnter(await store.profiles.enter(chosen.id, current))}
            />
          </div>
        )}
      </div>
    </main>
  );
}
