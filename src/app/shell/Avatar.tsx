import type { ProfileColour } from '../../store';
import { passageLanguage } from './passage';
import styles from './shell.module.css';

/** The first letter of a nickname on the profile's colour. */
export function Avatar({ name, colour }: { name: string; colour: ProfileColour }) {
  const letter = firstLetter(name);
  return (
    <span className={styles.avatar} data-colour={colour} lang={passageLanguage(letter)} aria-hidden="true">
      {letter}
    </span>
  );
}

/** What people see as one letter may be several code points, in Malayalam above all. */
function firstLetter(nickname: string): string {
  // Firefox before version 125 does not know it; a letter with its signs is most of what people see as one.
  const first = Intl.Segmenter
    ? [...new Intl.Segmenter('ml', { granularity: 'grapheme' }).segment(nickname)][0]?.segment
    : /^.\p{M}*/su.exec(nickname)?.[0];
  return first?.toLocaleUpperCase() ?? '';
}
