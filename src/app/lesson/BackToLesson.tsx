import { Button } from 'react-aria-components';
import { useLessonStrings } from '../../i18n/lesson';
import { href } from '../shell/route';
import styles from './lesson.module.css';
import { changeClock, useLessonClock } from './lesson-clock';

/** On every other screen while a lesson is under way: the way back to it, at the bottom, where it moves nothing. */
export function BackToLesson() {
  const words = useLessonStrings().stage;
  const clock = useLessonClock();
  if (!clock) return null;
  const number = clock.screen + 1;
  return (
    <div className={styles.backBar} data-testid="back-to-lesson">
      <a className="primary" href={href('lesson', String(number))}>
        {words.backTo(number)}
      </a>
      <Button
        className="react-aria-Button quiet"
        onPress={() => {
          // The bar goes, and the focus must not go with it.
          document.querySelector<HTMLElement>('header a')?.focus();
          changeClock(() => undefined);
        }}
      >
        {words.leave}
      </Button>
    </div>
  );
}
