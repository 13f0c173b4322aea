import { Button, Menu, MenuItem, MenuTrigger, Popover } from 'react-aria-components';
import { useStrings } from '../../i18n/react';
import { Avatar } from './Avatar';
import { nicknameOf, useProfile } from './profile';
import { href } from './route';
import styles from './shell.module.css';
import { useBusy } from './work';

/** Whose profile is open, and the way to another one. */
export function ProfileMenu() {
  const t = useStrings();
  const words = t.shell.profile;
  const { profile, leave } = useProfile();
  const busy = useBusy();
  const nickname = nicknameOf(profile, t);
  return (
    <MenuTrigger>
      <Button className={`react-aria-Button quiet ${styles.person}`} aria-label={words.label(nickname)}>
        <Avatar name={nickname} colour={profile.colour} />
        <span className={styles.nickname} dir="auto">
          {nickname}
        </span>
      </Button>
      <Popover placement="bottom end">
        <Menu
          disabledKeys={busy ? ['leave'] : []}
          onAction={(key) => {
            if (key !== 'leave') return;
            location.hash = href('make');
            leave();
          }}
        >
          <MenuItem id="settings" href={href('profile')}>
            {words.settings}
          </MenuItem>
          <MenuItem id="leave">
            {profile.lock ? words.lockAndSwitch : words.switch}
            {busy && <span className="small muted"> ({words.afterTraining})</span>}
          </MenuItem>
        </Menu>
      </Popover>
    </MenuTrigger>
  );
}
