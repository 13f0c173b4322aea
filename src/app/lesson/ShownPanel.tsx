import type { ReactNode } from 'react';
import { Button } from 'react-aria-components';
import { useLessonStrings } from '../../i18n/lesson';
import type { LessonRun } from '../../run/lesson/lesson-run';
import { Alarm } from '../shell/Alarm';
import { href } from '../shell/route';
import { useCourse } from './course';
import { numberOf } from './plan';
import { RecordedMark } from './RecordedMark';
import { showRecording } from './training';
import { useShown } from './useShown';

/** What is known of the lesson's training, marked where it is recorded; or the ways to one where there is none. */
export function ShownPanel({ children }: { children: (lesson: LessonRun, isWaiting: boolean) => ReactNode }) {
  const words = useLessonStrings();
  const { course } = useCourse();
  const { lesson, recorded, isRecorded, recording, isWaiting, isLearning } = useShown();
  if (isRecorded && recording.status === 'failed') return <Alarm>{words.recorded.failed}</Alarm>;
  if (isRecorded && !lesson) return <p className="muted">{words.recorded.loading}</p>;
  if (!lesson)
    return (
      <section className="card stack">
        <p role="status">{isLearning ? words.nothing.learning : words.nothing.about}</p>
        <div className="row">
          <a className="primary" href={href('lesson', String(numberOf('train')))}>
            {isLearning ? words.nothing.watch : words.nothing.train}
          </a>
          <Button onPress={() => showRecording(course)}>{words.recorded.use}</Button>
        </div>
        {isLearning && <p className="small muted">{words.recorded.stops}</p>}
      </section>
    );
  return (
    <>
      {recorded && <RecordedMark recorded={recorded} />}
      {children(lesson, isWaiting)}
    </>
  );
}
