import { useState } from 'react';
import { useProjectorStrings } from '../../i18n/projector';
import { Rich } from '../../i18n/react';
import { Alarm } from '../shell/Alarm';
import { useProfile } from '../shell/profile';
import { addressWish, forgetAddress, useProjected } from '../shell/projector';
import { store } from '../shell/store';
import { ToggleSwitch } from '../shell/ToggleSwitch';

/** Whether the app is shown for a projector. The address of a tab goes before it, until the switch is used there. */
export function ProjectorPanel() {
  const words = useProjectorStrings();
  const { profile } = useProfile();
  const isOn = useProjected();
  const [failure, setFailure] = useState<unknown>();
  const change = (projector: boolean) => {
    forgetAddress(projector);
    store.profiles.change(profile.id, { projector }).then(() => setFailure(undefined), setFailure);
  };
  return (
    <section className="card stack" aria-label={words.heading} data-testid="projector-panel">
      <h2>{words.heading}</h2>
      <ToggleSwitch isSelected={isOn} onChange={change} description={words.about}>
        {words.label}
      </ToggleSwitch>
      {addressWish() !== undefined && (
        <p className="small">
          <Rich
            text={isOn ? words.address : words.addressOff}
            code={(text: string) => <code translate="no">{text}</code>}
          />
        </p>
      )}
      <Alarm error={failure} />
    </section>
  );
}
