import { Button } from 'react-aria-components';
import { useLessonStrings } from '../../i18n/lesson';
import { href } from '../shell/route';
import styles from './lesson.module.css';
import { changeClock, useLessonClock } from './lesson-clock';
import { SCREENS } from './plan';

/** Before the lesson: what it is, what is needed, and its plan with the notes, to begin with and to print. */
export function StartScreen() {
  const words = useLessonStrings();
  const clock = useLessonClock();
  const at = clock && clock.screen + 1;
  const beginAgain = () => {
    changeClock(() => undefined);
    location.hash = href('lesson', '1');
  };
  return (
    <div className={`stack ${styles.start}`} data-testid="lesson-start">
      <div className="stack">
        <h1>{words.title}</h1>
        <p>{words.intro}</p>
        <div className={`row ${styles.onScreen}`}>
          <a className={`primary ${styles.go}`} href={href('lesson', String(at ?? 1))}>
            {at ? words.goOn(at) : words.begin}
          </a>
          {at && <Button onPress={beginAgain}>{words.again}</Button>}
          <Button onPress={() => print()}>{words.print}</Button>
        </div>
      </div>
      <section className="card stack" aria-label={words.before.heading}>
        <h2>{words.before.heading}</h2>
        <ul className={styles.points}>
          {words.before.points.map((point) => (
            <li key={point}>{point}</li>
          ))}
        </ul>
      </section>
      <section className="card stack" aria-label={words.plan}>
        <h2>{words.plan}</h2>
        <ol className={styles.plan}>
          {SCREENS.map(({ id, minutes }, i) => (
            <li key={id}>
              <p>
                <a href={href('lesson', String(i + 1))}>{words.screens[id]}</a>{' '}
                <span className="muted">{words.planned(minutes)}</span>
              </p>
              <ul className="small">
                {words.notes[id].map((note) => (
                  <li key={note}>{note}</li>
                ))}
              </ul>
            </li>
          ))}
        </ol>
      </section>
      <p className={styles.onScreen}>
        <a href={href('lesson', 'questions')}>{words.questionsLink}</a>
      </p>
    </div>
  );
}
