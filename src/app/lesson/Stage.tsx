import { useEffect, useLayoutEffect, useRef } from 'react';
import { Button } from 'react-aria-components';
import { useLessonStrings } from '../../i18n/lesson';
import type { Prepared } from '../../text/prepared';
import { href } from '../shell/route';
import { useWakeLock } from '../shell/work';
import { ClockView } from './ClockView';
import { turnBy } from './keys';
import styles from './lesson.module.css';
import { arriveAt, changeClock } from './lesson-clock';
import { useNotes } from './notes';
import { indexIn, SCREENS } from './plan';
import { CONTENTS } from './screens';

/** Turns so many screens on. Whoever presses twice is two screens on, though the first is not drawn yet. */
function turn(by: number): void {
  const index = indexIn(location.hash.split('/')[2]);
  if (index !== undefined && SCREENS[index + by]) location.hash = href('lesson', String(index + by + 1));
}

/** One screen of the lesson for a projector, with the clock, the notes for the teacher, and the way on and back. */
export function Stage({ index, own }: { index: number; own: Prepared | undefined }) {
  const words = useLessonStrings();
  const { id } = SCREENS[index];
  const Content = CONTENTS[id];
  const [isNoted, setNoted] = useNotes();
  const heading = useRef<HTMLHeadingElement>(null);
  const isLast = index === SCREENS.length - 1;
  useWakeLock(true);
  useEffect(() => {
    arriveAt(index);
    // Whoever goes on by a button stays on it. Otherwise what had the focus has gone with its screen.
    if (document.activeElement === document.body) heading.current?.focus({ preventScroll: true });
  }, [index]);
  // A key counts from the moment at which the screen is seen.
  useLayoutEffect(() => {
    const press = (event: KeyboardEvent) => {
      const wish = event.defaultPrevented ? undefined : turnBy(event);
      if (!wish) return;
      event.preventDefault();
      if (wish === 'notes') setNoted((before) => !before);
      if (wish === 'next') turn(1);
      if (wish === 'back') turn(-1);
    };
    addEventListener('keydown', press);
    return () => removeEventListener('keydown', press);
  }, [setNoted]);

  return (
    <div className={styles.stage} data-testid="lesson" data-screen={id} data-noted={isNoted}>
      <h1 ref={heading} tabIndex={-1}>
        {words.screens[id]}
      </h1>
      <p className="visually-hidden" role="status">
        {`${words.stage.place(index + 1, SCREENS.length)}: ${words.screens[id]}`}
      </p>
      {/* The parts of other screens that are shown here have headings of the third level. */}
      <h2 className="visually-hidden">{words.stage.place(index + 1, SCREENS.length)}</h2>
      <div className={styles.middle}>
        <div className={styles.content} data-testid="content">
          <Content key={id} own={own} />
        </div>
        {isNoted && <Notes of={id} />}
      </div>
      <nav className={styles.turns} aria-label={words.stage.turns}>
        <Button className="react-aria-Button big" isDisabled={index === 0} onPress={() => turn(-1)}>
          {words.stage.back}
        </Button>
        <div className={styles.about}>
          <p className="number">{words.stage.place(index + 1, SCREENS.length)}</p>
          <ClockView />
          <Button className="react-aria-Button quiet" onPress={() => setNoted((before) => !before)}>
            {isNoted ? words.stage.hideNotes : words.stage.showNotes}
          </Button>
        </div>
        {isLast ? (
          <Button className="react-aria-Button big" onPress={endLesson}>
            {words.stage.end}
          </Button>
        ) : (
          <Button className="react-aria-Button primary big" onPress={() => turn(1)}>
            {words.stage.next}
          </Button>
        )}
      </nav>
    </div>
  );
}

function endLesson(): void {
  location.hash = href('lesson');
  changeClock(() => undefined);
}

function Notes({ of }: { of: keyof typeof CONTENTS }) {
  const words = useLessonStrings();
  return (
    <aside className={styles.notes} aria-label={words.stage.notes} data-testid="notes">
      <h2>{words.stage.notes}</h2>
      <ul>
        {words.notes[of].map((note) => (
          <li key={note}>{note}</li>
        ))}
      </ul>
    </aside>
  );
}
