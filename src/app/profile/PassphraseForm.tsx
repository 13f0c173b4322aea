import { type FormEvent, type ReactNode, useState } from 'react';
import { Button, Form, Input, Label, TextField } from 'react-aria-components';
import { useFirstStrings } from '../../i18n/first';
import { SHORTEST_PASSPHRASE } from '../../store';
import { Alarm } from '../shell/Alarm';
import styles from './profile.module.css';

type Name = 'current' | 'next' | 'again';
export type Passphrases = Partial<Record<Name, string>>;

/** Asks for passphrases; a new one twice, because nobody can bring it back. */
export function PassphraseForm({
  label,
  fields,
  onSubmit,
  children,
}: {
  /** Of the button. */
  label: string;
  fields: { name: Name; label: string }[];
  /** When it rejects, the error is shown. */
  onSubmit: (passphrases: Passphrases) => Promise<void>;
  children?: ReactNode;
}) {
  const [values, setValues] = useState<Passphrases>({});
  const words = useFirstStrings().profile.passphrase;
  /** What is wrong with what was typed. */
  const [complaint, setComplaint] = useState<'missing' | 'tooShort' | 'different'>();
  const [failure, setFailure] = useState<unknown>();
  const [working, setWorking] = useState(false);

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const { next, again } = values;
    setFailure(undefined);
    if (fields.some(({ name }) => !values[name])) return setComplaint('missing');
    if (next !== undefined && next.length < SHORTEST_PASSPHRASE) return setComplaint('tooShort');
    if (next !== again) return setComplaint('different');
    setComplaint(undefined);
    setWorking(true);
    try {
      await onSubmit(values);
    } catch (error) {
      setFailure(error);
    }
    setWorking(false);
  };

  const sentence =
    complaint === 'tooShort' ? words.tooShort(SHORTEST_PASSPHRASE) : complaint && words[complaint];

  return (
    <Form className={`stack ${styles.form}`} onSubmit={submit}>
      {fields.map(({ name, label: fieldLabel }, i) => (
        <TextField
          key={name}
          type="password"
          autoComplete="off"
          value={values[name] ?? ''}
          onChange={(value) => setValues((old) => ({ ...old, [name]: value }))}
          autoFocus={i === 0}
        >
          <Label>{fieldLabel}</Label>
          <Input />
        </TextField>
      ))}
      <Alarm error={failure}>{sentence}</Alarm>
      <div className="row">
        <Button type="submit" className="react-aria-Button primary" isDisabled={working}>
          {working ? words.working : label}
        </Button>
        {children}
      </div>
    </Form>
  );
}
