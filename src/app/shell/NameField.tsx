import { useState } from 'react';
import { Button, FieldError, Form, Input, Label, TextField } from 'react-aria-components';
import { useStrings } from '../../i18n/react';
import { errorWords } from '../../i18n/words';
import type { AdapterRecord } from '../../store';
import { useFocusBack } from './focus-back';
import { useProfile } from './profile';
import styles from './shell.module.css';

const LONGEST_NAME = 60;

/** The name of an adapter, which its owner can change in place. */
export function NameField({ adapter }: { adapter: AdapterRecord }) {
  const { adapters } = useProfile();
  const [name, setName] = useState<string>();
  const t = useStrings();
  const words = t.shell.name;
  const [failure, setFailure] = useState<unknown>();
  const editing = name !== undefined;
  const rename = useFocusBack(editing);

  const leave = () => {
    setName(undefined);
    setFailure(undefined);
  };

  const save = async () => {
    const trimmed = name?.trim();
    try {
      if (trimmed && trimmed !== adapter.name) await adapters.rename(adapter.id, trimmed);
      leave();
    } catch (error) {
      setFailure(error);
    }
  };

  if (!editing)
    return (
      <div className="row">
        <h2 className={styles.name} dir="auto">
          {adapter.name}
        </h2>
        <Button
          ref={rename}
          className="react-aria-Button quiet"
          aria-label={words.renameModel(adapter.name)}
          onPress={() => setName(adapter.name)}
        >
          {words.rename}
        </Button>
      </div>
    );
  return (
    <Form
      className="row"
      onSubmit={(event) => {
        event.preventDefault();
        save();
      }}
    >
      <TextField
        value={name}
        onChange={setName}
        maxLength={LONGEST_NAME}
        isInvalid={failure !== undefined}
        autoFocus
        onKeyDown={(event) => event.key === 'Escape' && leave()}
      >
        <Label className="visually-hidden">{words.label}</Label>
        <Input dir="auto" />
        <FieldError>{failure !== undefined && errorWords(t, failure)}</FieldError>
      </TextField>
      <Button type="submit">{words.save}</Button>
    </Form>
  );
}
