import { useState } from 'react';
import { useClassStrings } from '../../i18n/class';
import { Alarm } from '../shell/Alarm';
import { useProfile } from '../shell/profile';
import { store } from '../shell/store';
import { ToggleSwitch } from '../shell/ToggleSwitch';

/** Whether the model of this profile may take part in the class page: not unless its owner says so. */
export function ConsentPanel() {
  const words = useClassStrings().consent;
  const { profile } = useProfile();
  const [failure, setFailure] = useState<unknown>();
  const change = (inClass: boolean) => {
    store.profiles.change(profile.id, { inClass }).then(() => setFailure(undefined), setFailure);
  };
  return (
    <section className="card stack" aria-label={words.heading}>
      <h2>{words.heading}</h2>
      <ToggleSwitch isSelected={profile.inClass ?? false} onChange={change} description={words.about}>
        {words.label}
      </ToggleSwitch>
      {profile.lock && <p className="notice small">{words.locked}</p>}
      <Alarm error={failure} />
    </section>
  );
}
