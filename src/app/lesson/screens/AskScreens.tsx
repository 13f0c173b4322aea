import { useLessonStrings } from '../../../i18n/lesson';
import { AskPanel } from '../AskPanel';
import styles from '../lesson.module.css';

/** The three questions before anything is shown. */
export function BeforeScreen() {
  const words = useLessonStrings().questions;
  return (
    <>
      <p className={styles.lead}>{words.lead}</p>
      <AskPanel when="before" ways={['hands', 'sheet']} />
    </>
  );
}

/** The same questions at the end, and what has changed. */
export function AfterScreen() {
  const words = useLessonStrings().questions;
  return (
    <>
      <p className={styles.lead}>{words.leadAfter}</p>
      <AskPanel when="after" ways={['hands', 'sheet', 'totals']} />
    </>
  );
}
