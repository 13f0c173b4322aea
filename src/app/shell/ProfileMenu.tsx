import { Button, Menu, MenuItem, MenuTrigger, Popover } from 'react-aria-components';
import styles from '../profile/profile.module.css';
import { Avatar } from './Avatar';
import { useBusy } from './busy';
import { useProfile } from './profile';
import { href } from './route';

/** Whose the page is, and the way to another one. */
export function ProfileMenu() {
  const { profile, leave } = useProfile();
  const busy = useBusy();
  return (
    <MenuTrigger>
      <Button
        className={`react-aria-Button quiet ${styles.open}`}
        aria-label={`Profile: ${profile.nickname}`}
      >
        <Avatar profile={profile} />
        <span className={styles.nickname} dir="auto">
          {profile.nickname}
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
            This profile
          </MenuItem>
          <MenuItem id="leave">
            {profile.lock ? 'Lock, and someone else writes' : 'Someone else writes'}
            {busy && <span className="small muted"> (after the training)</span>}
          </MenuItem>
        </Menu>
      </Popover>
    </MenuTrigger>
  );
}
