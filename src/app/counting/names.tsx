import type { ReactNode } from 'react';
import { useCountingStrings } from '../../i18n/counting';
import type { Sign } from '../../text/counting/parts';
import type { FollowerTable } from '../../text/counting/table';
import { passageLanguage } from '../shell/passage';
import styles from './counting.module.css';

/** What the words and signs of a table are called on bars and in sentences: a lone full stop is easily overlooked. */
export function useNames(table: FollowerTable) {
  const { signs } = useCountingStrings();
  const nameOf = (id: number): string => {
    const written = table.spelled(id);
    return signs[written as Sign] ?? written;
  };
  return { nameOf, namesOf: (ids: readonly number[]) => ids.map(nameOf).join(' ') };
}

/** A word of somebody's text in a sentence of the page's. */
export const asWord = (word: string): ReactNode => (
  <bdi className={styles.word} lang={passageLanguage(word)} translate="no">
    {word}
  </bdi>
);
