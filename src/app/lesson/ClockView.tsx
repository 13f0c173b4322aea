import { Button } from 'react-aria-components';
import { useLessonStrings } from '../../i18n/lesson';
import { goingOn, isRunning, paused, timeLeft } from './clock';
import styles from './lesson.module.css';
import { changeClock, useLessonClock, useNow } from './lesson-clock';
import { SCREENS } from './plan';

/** How much time is left, of this screen and of the lesson. It can be stopped. */
export function ClockView() {
  const words = useLessonStrings().clock;
  const clock = useLessonClock();
  const now = useNow();
  if (!clock) return null;
  const runs = isRunning(clock, now);
  const { here, whole } = timeLeft(clock, now);
  return (
    <div className={styles.clock} role="timer" aria-label={words.label} data-running={runs}>
      <p data-over={here < 0}>{words.here(Math.ceil(here), SCREENS[clock.screen].minutes)}</p>
      <p className="muted">{words.whole(Math.ceil(whole))}</p>
      <Button
        className="react-aria-Button quiet"
        aria-label={runs ? words.pause : words.goOn}
        onPress={() =>
          changeClock((one) => one && (runs ? paused(one, Date.now()) : goingOn(one, Date.now())))
        }
      >
        <span aria-hidden="true">{runs ? '❚❚' : '▶'}</span>
      </Button>
    </div>
  );
}
