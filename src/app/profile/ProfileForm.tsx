import { type FormEvent, useState } from 'react';
import { Button, Form, Input, Label, Radio, RadioGroup, TextField } from 'react-aria-components';
import { errorWords } from '../../i18n/errors';
import { useStrings } from '../../i18n/useStrings';
import { PROFILE_COLOURS, type Profile, type ProfileColour } from '../../store';
import { Alarm } from '../shell/Alarm';
import styles from './profile.module.css';

const LONGEST_NICKNAME = 30;

const COLOUR_NAMES: Record<ProfileColour, string> = {
  leaf: 'Leaf green',
  gold: 'Gold',
  sky: 'Sky blue',
  rose: 'Rose',
  violet: 'Violet',
  clay: 'Clay',
};

/** Nickname and colour of a profile. */
export function ProfileForm({
  profile,
  label,
  onSave,
}: {
  /** The one that is changed, if it is not new. */
  profile?: Profile;
  /** Of the button. */
  label: string;
  /** Rejects with an error whose message is for people. */
  onSave: (nickname: string, colour: ProfileColour) => Promise<void>;
}) {
  const [nickname, setNickname] = useState(profile?.nickname ?? '');
  const [colour, setColour] = useState<ProfileColour>(profile?.colour ?? 'sky');
  const t = useStrings();
  const [failure, setFailure] = useState<string>();

  const save = async (event: FormEvent) => {
    event.preventDefault();
    const trimmed = nickname.trim();
    if (!trimmed) return setFailure('Type a nickname first.');
    try {
      await onSave(trimmed, colour);
      setFailure(undefined);
    } catch (error) {
      setFailure(errorWords(t, error));
    }
  };

  return (
    <Form className={`stack ${styles.form}`} onSubmit={save}>
      <TextField
        value={nickname}
        onChange={setNickname}
        maxLength={LONGEST_NICKNAME}
        autoComplete="off"
        autoFocus={!profile}
      >
        <Label>Nickname</Label>
        <Input dir="auto" />
      </TextField>
      <RadioGroup
        className={styles.colours}
        value={colour}
        onChange={(value) => setColour(value as ProfileColour)}
        orientation="horizontal"
      >
        <Label>Colour</Label>
        <div className="row">
          {PROFILE_COLOURS.map((name) => (
            <Radio
              key={name}
              value={name}
              className={styles.colour}
              data-colour={name}
              aria-label={COLOUR_NAMES[name]}
            />
          ))}
        </div>
      </RadioGroup>
      <Alarm>{failure}</Alarm>
      <div>
        <Button type="submit" className="react-aria-Button primary">
          {label}
        </Button>
      </div>
    </Form>
  );
}
