import { MenuItem } from 'react-aria-components';
import { useFirstStrings } from '../../i18n/first';
import { OpenedMenu } from './OpenedMenu';
import type { Opened } from './Opener';
import { useProfile } from './profile';
import { href } from './route';
import { useBusy } from './work';

/** What one can do with one's profile. */
export function ProfileItems({ opened }: { opened: Opened }) {
  const words = useFirstStrings().shell.profile;
  const { profile, leave } = useProfile();
  const busy = useBusy();
  return (
    <OpenedMenu
      opened={opened}
      placement="bottom end"
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
    </OpenedMenu>
  );
}
