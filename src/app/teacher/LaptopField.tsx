import { useState } from 'react';
import { Input, Label, TextField } from 'react-aria-components';
import { useTeacherStrings } from '../../i18n/teacher';
import styles from './ready.module.css';

/** The name of this laptop is the same at every check, whoever is at it. */
const STORAGE_KEY = 'swantham-laptop';
/** It has a line on paper. */
const LONGEST = 40;

function kept(): string {
  try {
    return localStorage.getItem(STORAGE_KEY) ?? '';
  } catch {
    return '';
  }
}

/** What this laptop is called on the printed page. */
export function LaptopField() {
  const words = useTeacherStrings().ready;
  const [name, setName] = useState(kept);
  const change = (next: string) => {
    setName(next);
    try {
      localStorage.setItem(STORAGE_KEY, next);
    } catch {
      // Storage is off: the name is printed all the same.
    }
  };
  return (
    <TextField
      className={`react-aria-TextField ${styles.laptop}`}
      value={name}
      onChange={change}
      maxLength={LONGEST}
    >
      <Label>{words.laptop}</Label>
      <Input autoComplete="off" />
    </TextField>
  );
}
