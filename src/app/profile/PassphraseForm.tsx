import { type FormEvent, type ReactNode, useState } from 'react';
import { Button, Form, Input, Label, TextField } from 'react-aria-components';
import { errorWords } from '../../i18n/errors';
import { useStrings } from '../../i18n/useStrings';
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
  /** Rejects with an error whose message is for people. */
  onSubmit: (passphrases: Passphrases) => Promise<void>;
  children?: ReactNode;
}) {
  const [values, setValues] = useState<Passphrases>({});
  const t = useStrings();
  const [failure, setFailure] = useState<string>();
  const [working, setWorking] = useState(false);

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const { next, again } = values;
    if (fields.some(({ name }) => !values[name])) return setFailure('Type the passphrase first.');
    if (next !== undefined && next.length < SHORTEST_PASSPHRASE)
      return setFailure(`Take at least ${SHORTEST_PASSPHRASE} characters; three or four words are best.`);
    if (next !== again) return setFailure('The two are not the same: type the new passphrase twice.');
    setWorking(true);
    setFailure(undefined);
    try {
      await onSubmit(values);
    } catch (error) {
      setFailure(errorWords(t, error));
    }
    setWorking(false);
  };

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
      <Alarm>{failure}</Alarm>
      <div className="row">
        <Button type="submit" className="react-aria-Button primary" isDisabled={working}>
          {working ? 'One moment …' : label}
        </Button>
        {children}
      </div>
    </Form>
  );
}
