import type { Profile } from '../../store';
import styles from '../profile/profile.module.css';

/** The first letter of a nickname on the profile's colour. */
export function Avatar({ profile: { nickname, colour } }: { profile: Pick<Profile, 'nickname' | 'colour'> }) {
  return (
    <span className={styles.avatar} data-colour={colour} aria-hidden="true">
      {firstLetter(nickname)}
    </span>
  );
}

/** What people see as one letter may be several code points, in Malayalam above all. */
function firstLetter(nickname: string): string {
  const [first] = new Intl.Segmenter('ml', { granularity: 'grapheme' }).segment(nickname);
  return first?.segment.toLocaleUpperCase() ?? '';
}
