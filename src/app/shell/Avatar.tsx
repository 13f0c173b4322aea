import type { ProfileColour } from '../../store';
import styles from './shell.module.css';

/** The first letter of a nickname on the profile's colour. */
export function Avatar({ name, colour }: { name: string; colour: ProfileColour }) {
  return (
    <span className={styles.avatar} data-colour={colour} aria-hidden="true">
      {firstLetter(name)}
    </span>
  );
}

/** What people see as one letter may be several code points, in Malayalam above all. */
function firstLetter(nickname: string): string {
  const [first] = new Intl.Segmenter('ml', { granularity: 'grapheme' }).segment(nickname);
  return first?.segment.toLocaleUpperCase() ?? '';
}
