import { useState } from 'react';
import { Button } from 'react-aria-components';
import { useFirstStrings } from '../../i18n/first';
import type { Access, Damaged, Profile } from '../../store';
import { Avatar } from '../shell/Avatar';
import { BareBar } from '../shell/BareBar';
import { DamagedNotice } from '../shell/DamagedNotice';
import { nicknameOf } from '../shell/profile';
import shell from '../shell/shell.module.css';
import { store } from '../shell/store';
import { PassphraseForm } from './PassphraseForm';
import { ProfileForm } from './ProfileForm';
import styles from './profile.module.css';

/** Asks who of those who share this laptop is there. */
export function ChooseProfile({
  profiles,
  damaged,
  onEnter,
}: {
  profiles: Profile[];
  damaged: Damaged[];
  onEnter: (access: Access) => void;
}) {
  const t = useFirstStrings();
  const words = t.profile.choose;
  const [chosen, setChosen] = useState<Profile | 'new'>();
  return (
    <main className={`${shell.main} ${styles.choose}`}>
      <div className="stack">
        <BareBar />
        <h1>{words.title}</h1>
        <DamagedNotice of="profiles" damaged={damaged} onDelete={(id) => store.profiles.delete(id)} />
        <ul className={styles.people}>
          {profiles.map((profile) => (
            <li key={profile.id}>
              <Button
                className="react-aria-Button"
                aria-pressed={chosen === profile}
                onPress={() => (profile.lock ? setChosen(profile) : onEnter({ profile: profile.id }))}
              >
                <Avatar name={nicknameOf(profile, t)} colour={profile.colour} />
                <span dir="auto">{nicknameOf(profile, t)}</span>
                {profile.lock && <span className="small muted">{words.locked}</span>}
              </Button>
            </li>
          ))}
          <li>
            <Button aria-pressed={chosen === 'new'} onPress={() => setChosen('new')}>
              {words.new}
            </Button>
          </li>
        </ul>
        {chosen === 'new' && (
          <div className="card">
            <ProfileForm
              label={words.begin}
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
              label={words.open}
              fields={[{ name: 'current', label: words.passphraseOf(nicknameOf(chosen, t)) }]}
              onSubmit={async ({ current }) => onEnter(await store.profiles.enter(chosen.id, current))}
            />
          </div>
        )}
      </div>
    </main>
  );
}
