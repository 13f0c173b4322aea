import { OWN_ID } from '../../experiments/setup';
import { useLessonStrings } from '../../i18n/lesson';
import { Rich, useLanguage, useStrings } from '../../i18n/react';
import type { Prepared } from '../../text/prepared';
import { Dropdown } from '../shell/Dropdown';
import { href } from '../shell/route';
import { ToggleSwitch } from '../shell/ToggleSwitch';
import { TEXT_IDS, type TextId, textOf, useCourse } from './course';
import styles from './lesson.module.css';
import { showRecording } from './training';

/** Which text the lesson is about, and whether its recordings are shown. */
export function SourceRow(props: {
  own: Prepared | undefined;
  /** Whether recordings exist of what stands below. */
  hasRecording?: boolean;
}) {
  const t = useStrings();
  const words = useLessonStrings();
  const { course, state } = useCourse();
  const { own, hasRecording = true } = props;
  const isLearning = state.training.status === 'running';
  const isOwnReady = own?.kind === 'ready';
  const chosen = textOf(state, useLanguage());
  const nameOf = (id: TextId) => (id === OWN_ID ? words.text.own : t.samples[id].title);
  return (
    <div className={styles.source}>
      <Dropdown
        label={words.text.label}
        choices={TEXT_IDS.map((id) => ({ id, name: nameOf(id) }))}
        chosen={chosen}
        disabled={isOwnReady ? [] : [OWN_ID]}
        isDisabled={isLearning}
        onChoose={(id) => course.change(() => ({ text: id as TextId }))}
      />
      <div>
        {hasRecording && (
          <ToggleSwitch
            isSelected={state.isRecorded}
            onChange={(isRecorded) =>
              isRecorded ? showRecording(course) : course.change(() => ({ isRecorded }))
            }
          >
            {words.recorded.useOn}
          </ToggleSwitch>
        )}
        {hasRecording && isLearning && <p className="small muted">{words.recorded.stops}</p>}
        {!isOwnReady && !isLearning && (
          <p className="small muted">
            {own && chosen === OWN_ID ? (
              words.text.tooLittle
            ) : (
              <Rich text={words.text.bring} link={(inner: string) => <a href={href('make')}>{inner}</a>} />
            )}
          </p>
        )}
      </div>
    </div>
  );
}
