import { OWN_ID } from '../../experiments/setup';
import { useLessonStrings } from '../../i18n/lesson';
import { Rich, useLanguage, useStrings } from '../../i18n/react';
import type { Prepared } from '../../text/prepared';
import { Dropdown } from '../shell/Dropdown';
import { href } from '../shell/route';
import { ToggleSwitch } from '../shell/ToggleSwitch';
import { changeCourse, TEXT_IDS, type TextId, textOf, useCourse } from './course';
import styles from './lesson.module.css';

/** Which text the lesson is about, and whether its recordings are shown. */
export function SourceRow(props: {
  own: Prepared | undefined;
  /** Whether recordings exist of what stands below. */
  hasRecording?: boolean;
  isDisabled?: boolean;
}) {
  const t = useStrings();
  const words = useLessonStrings();
  const course = useCourse();
  const { own, hasRecording = true, isDisabled } = props;
  const isOwnReady = own?.kind === 'ready';
  const chosen = textOf(course, useLanguage());
  const nameOf = (id: TextId) => (id === OWN_ID ? words.text.own : t.samples[id].title);
  return (
    <div className={styles.source}>
      <Dropdown
        label={words.text.label}
        choices={TEXT_IDS.map((id) => ({ id, name: nameOf(id) }))}
        chosen={chosen}
        disabled={isOwnReady ? [] : [OWN_ID]}
        isDisabled={isDisabled}
        onChoose={(id) => changeCourse(() => ({ text: id as TextId }))}
      />
      <div>
        {hasRecording && (
          <ToggleSwitch
            isSelected={course.isRecorded}
            isDisabled={isDisabled}
            onChange={(isRecorded) => changeCourse(() => ({ isRecorded }))}
          >
            {words.recorded.useOn}
          </ToggleSwitch>
        )}
        {!isOwnReady && (
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
