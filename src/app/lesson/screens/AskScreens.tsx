import { useLessonStrings } from '../../../i18n/lesson';
import { href } from '../../shell/route';
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
      <p className={styles.lead}>
        {words.leadAfter} <a href={href('lesson', 'questions')}>{words.toAnswers}</a>
      </p>
      <AskPanel when="after" ways={['hands', 'sheet', 'totals']} />
    </>
  );
}
