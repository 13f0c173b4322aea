import { useLessonStrings } from '../../../i18n/lesson';
import { href } from '../../shell/route';
import styles from '../lesson.module.css';

/** What the game of the class page is about, and the way there. */
export function WhoseScreen() {
  const words = useLessonStrings().whose;
  return (
    <>
      <p className={styles.lead}>{words.lead}</p>
      <ol className={styles.large}>
        {words.points.map((point) => (
          <li key={point}>{point}</li>
        ))}
      </ol>
      <p>
        <a className={`primary ${styles.go}`} href={href('class')}>
          {words.open}
        </a>
      </p>
      <p className={styles.asked}>{words.question}</p>
    </>
  );
}

/** Questions without a right answer. */
export function DiscussScreen() {
  const words = useLessonStrings().discuss;
  return (
    <>
      <p className={styles.lead}>{words.lead}</p>
      <ol className={styles.large}>
        {words.questions.map((question) => (
          <li key={question}>{question}</li>
        ))}
      </ol>
    </>
  );
}
