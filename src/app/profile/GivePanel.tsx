import { useState } from 'react';
import { Input, Label, Text, TextField } from 'react-aria-components';
import { useCollectionStrings } from '../../i18n/collection';
import { useStrings } from '../../i18n/react';
import { LONGEST_MEMBER_NAME } from '../../model/exchange/class-manifest';
import type { Gives } from '../../store';
import { Alarm } from '../shell/Alarm';
import { nicknameOf, useProfile } from '../shell/profile';
import { store } from '../shell/store';
import { ToggleSwitch } from '../shell/ToggleSwitch';

/** What this profile gives for the class collection, which leaves the laptop: nothing unless its owner says so. */
export function GivePanel() {
  const t = useStrings();
  const words = useCollectionStrings().consent;
  const { profile } = useProfile();
  const { gives = {} } = profile;
  const [name, setName] = useState(gives.name ?? nicknameOf(profile, t));
  const [failure, setFailure] = useState<unknown>();
  const change = (given: Gives) => {
    store.profiles.change(profile.id, { gives: given }).then(() => setFailure(undefined), setFailure);
  };
  return (
    <section className="card stack" aria-label={words.heading}>
      <h2>{words.heading}</h2>
      <p>{words.about}</p>
      <ToggleSwitch
        isSelected={gives.model ?? false}
        onChange={(model) => change({ model })}
        description={words.modelAbout}
      >
        {words.model}
      </ToggleSwitch>
      <ToggleSwitch
        isSelected={gives.texts ?? false}
        onChange={(texts) => change({ texts })}
        description={words.textsAbout}
      >
        {words.texts}
      </ToggleSwitch>
      {(gives.model || gives.texts) && (
        <TextField
          value={name}
          onChange={setName}
          maxLength={LONGEST_MEMBER_NAME}
          onBlur={() => name.trim() !== (gives.name ?? '') && change({ name: name.trim() })}
        >
          <Label>{words.name}</Label>
          <Input dir="auto" />
          <Text slot="description" className="small muted">
            {words.nameAbout}
          </Text>
        </TextField>
      )}
      <p className="small muted">{words.withdraw}</p>
      {profile.lock && <p className="notice small">{words.locked}</p>}
      <Alarm error={failure} />
    </section>
  );
}
