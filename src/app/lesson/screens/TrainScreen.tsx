import { useLessonStrings } from '../../../i18n/lesson';
import { useLanguage, useStrings } from '../../../i18n/react';
import type { Prepared } from '../../../text/prepared';
import { Alarm } from '../../shell/Alarm';
import { openedOf, useServices } from '../../shell/services';
import { textOf, useCourse } from '../course';
import { LiveTraining } from '../LiveTraining';
import styles from '../lesson.module.css';
import { Player } from '../Player';
import { RecordedMark } from '../RecordedMark';
import { SourceRow } from '../SourceRow';
import { useShown } from '../useShown';

/** The base learns from the text, before the eyes of the class; or a recording shows how it goes. */
export function TrainScreen({ own }: { own: Prepared | undefined }) {
  const t = useStrings();
  const words = useLessonStrings();
  const services = useServices();
  const opened = openedOf(services);
  const { state } = useCourse();
  const id = textOf(state, useLanguage());
  const { isRecorded, recording } = useShown();
  const { training } = state;
  return (
    <>
      <p className={styles.lead}>{words.train.lead}</p>
      <SourceRow own={own} />
      {services.status === 'failed' && <Alarm error={services.error} />}
      {training.status === 'failed' && isRecorded && (
        <>
          <Alarm error={training.error} />
          <p>{words.train.failed}</p>
        </>
      )}
      {!isRecorded && opened && <LiveTraining services={opened} text={id} own={own} />}
      {!isRecorded && !opened && (
        <p className="muted" role="status">
          {t.shell.waitingForBase} {words.train.noBase}
        </p>
      )}
      {isRecorded && recording.status === 'ready' && (
        <>
          <RecordedMark recorded={recording.recorded.recorded} />
          <Player key={recording.recorded.recorded.sample} recorded={recording.recorded} />
        </>
      )}
      {isRecorded && recording.status === 'loading' && <p className="muted">{words.recorded.loading}</p>}
      {isRecorded && recording.status === 'failed' && <Alarm>{words.recorded.failed}</Alarm>}
    </>
  );
}
