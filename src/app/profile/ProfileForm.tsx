import { type FormEvent, useState } from 'react';
import { Button, Form, Input, Label, Radio, RadioGroup, TextField } from 'react-aria-components';
import { useFirstStrings } from '../../i18n/first';
import { PROFILE_COLOURS, type Profile, type ProfileColour } from '../../store';
import { Alarm } from '../shell/Alarm';
import { nicknameOf } from '../shell/profile';
import styles from './profile.module.css';

const LONGEST_NICKNAME = 30;

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
  /** When it rejects, the error is shown. */
  onSave: (nickname: string, colour: ProfileColour) => Promise<void>;
}) {
  const t = useFirstStrings();
  const words = t.profile.form;
  const [nickname, setNickname] = useState(profile ? nicknameOf(profile, t) : '');
  const [colour, setColour] = useState<ProfileColour>(profile?.colour ?? 'sky');
  const [isMissing, setIsMissing] = useState(false);
  const [failure, setFailure] = useState<unknown>();

  const save = async (event: FormEvent) => {
    event.preventDefault();
    const trimmed = nickname.trim();
    setIsMissing(!trimmed);
    setFailure(undefined);
    if (!trimmed) return;
    try {
      await onSave(trimmed, colour);
    } catch (error) {
      setFailure(error);
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
        <Label>{words.nickname}</Label>
        <Input dir="auto" />
      </TextField>
      <RadioGroup
        className={styles.colours}
        value={colour}
        onChange={(value) => setColour(value as ProfileColour)}
        orientation="horizontal"
      >
        <Label>{words.colour}</Label>
        <div className="row">
          {PROFILE_COLOURS.map((name) => (
            <Radio
              key={name}
              value={name}
              className={styles.colour}
              data-colour={name}
              aria-label={words.colours[name]}
            />
          ))}
        </div>
      </RadioGroup>
      <Alarm error={failure}>{isMissing ? words.nicknameMissing : undefined}</Alarm>
      <div>
        <Button type="submit" className="react-aria-Button primary">
          {label}
        </Button>
      </div>
    </Form>
  );
}
