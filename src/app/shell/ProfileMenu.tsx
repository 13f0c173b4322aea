import { useFirstStrings } from '../../i18n/first';
import { Avatar } from './Avatar';
import { lazily } from './lazily';
import { Opener } from './Opener';
import { nicknameOf, useProfile } from './profile';
import styles from './shell.module.css';

const ProfileItems = lazily(async () => (await import('./ProfileItems')).ProfileItems);

/** Whose profile is open, and the way to another one. */
export function ProfileMenu() {
  const t = useFirstStrings();
  const { profile } = useProfile();
  const nickname = nicknameOf(profile, t);
  return (
    <Opener
      opens="menu"
      className={`react-aria-Button quiet ${styles.person}`}
      aria-label={t.shell.profile.label(nickname)}
      label={
        <>
          <Avatar name={nickname} colour={profile.colour} />
          <span className={styles.nickname} dir="auto">
            {nickname}
          </span>
        </>
      }
    >
      {(opened) => <ProfileItems opened={opened} />}
    </Opener>
  );
}
