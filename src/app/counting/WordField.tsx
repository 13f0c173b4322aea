import { Input, Label, TextField } from 'react-aria-components';
import styles from './counting.module.css';

/** A large field for some words, in any script. */
export function WordField(props: {
  label: string;
  value: string;
  onChange: (value: string) => void;
  /** In UTF-16 units. */
  longest: number;
}) {
  return (
    <TextField
      className="react-aria-TextField"
      value={props.value}
      onChange={props.onChange}
      maxLength={props.longest}
    >
      <Label>{props.label}</Label>
      <Input
        className={`react-aria-Input ${styles.field}`}
        dir="auto"
        spellCheck={false}
        autoComplete="off"
      />
    </TextField>
  );
}
