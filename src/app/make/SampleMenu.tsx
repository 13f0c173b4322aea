import { MenuItem } from 'react-aria-components';
import { useFirstStrings } from '../../i18n/first';
import { SAMPLES } from '../../text/samples';
import { OpenedMenu } from '../shell/OpenedMenu';
import type { Opened } from '../shell/Opener';

/** The samples that there are; `onChoose` hears the id of one. */
export function SampleMenu(props: { opened: Opened; onChoose: (id: string) => void }) {
  const { samples } = useFirstStrings();
  return (
    <OpenedMenu opened={props.opened} onAction={(id) => props.onChoose(String(id))}>
      {SAMPLES.map(({ id }) => (
        <MenuItem key={id} id={id} textValue={samples[id].title}>
          <strong>{samples[id].title}</strong>
          <br />
          <span className="small muted">{samples[id].description}</span>
        </MenuItem>
      ))}
    </OpenedMenu>
  );
}
