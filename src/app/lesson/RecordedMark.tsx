import { useLessonStrings } from '../../i18n/lesson';
import { Rich, useStrings } from '../../i18n/react';
import { deviceWords } from '../../i18n/words';
import type { RecordedLesson } from '../../run/lesson/lesson-run';
import styles from './lesson.module.css';

/** On everything that was not computed just now: that it is a recording, and when and on what it was made. */
export function RecordedMark({ recorded }: { recorded: RecordedLesson['recorded'] }) {
  const t = useStrings();
  const words = useLessonStrings().recorded;
  const { at, device, cpu, cores } = recorded;
  return (
    <p className={styles.mark} data-testid="recorded">
      <strong>{words.mark}</strong>{' '}
      <span className="small">
        <Rich
          text={words.made(Date.parse(at), deviceWords(t, device), cpu, cores)}
          cpu={(name: string) => <bdi>{name}</bdi>}
        />
      </span>
    </p>
  );
}
