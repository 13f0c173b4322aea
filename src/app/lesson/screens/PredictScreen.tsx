import { useState } from 'react';
import { useLessonStrings } from '../../../i18n/lesson';
import { useLanguage, useStrings } from '../../../i18n/react';
import type { Prepared } from '../../../text/prepared';
import { Alarm } from '../../shell/Alarm';
import { openedOf, useServices } from '../../shell/services';
import { textOf, useCourse } from '../course';
import styles from '../lesson.module.css';
import { RecordedMark } from '../RecordedMark';
import { SentenceChoice } from '../SentenceChoice';
import { SourceRow } from '../SourceRow';
import { useBaseGuess, usePlaces } from '../useBaseGuess';
import { useLessonText } from '../useLessonText';
import { useShown } from '../useShown';
import { VoteCard } from '../VoteCard';

/** What will the model say? The class votes for the word that the base finds likeliest, and then sees its chances. */
export function PredictScreen({ own }: { own: Prepared | undefined }) {
  const t = useStrings();
  const words = useLessonStrings();
  const services = openedOf(useServices());
  const id = textOf(useCourse().state, useLanguage());
  const { recorded, lesson, isRecorded, recording } = useShown();
  const { ready, failure } = useLessonText(services, id, own);
  const places = usePlaces(isRecorded ? undefined : services, ready);
  const [index, setIndex] = useState(0);
  const place = places?.[index];
  const asked = useBaseGuess(services, place);
  const guess = isRecorded ? lesson?.guesses[index] : asked.guess;
  const shown = isRecorded ? guess : place;
  const count = isRecorded ? (lesson?.guesses.length ?? 0) : (places?.length ?? 0);
  return (
    <>
      <p className={styles.lead}>{words.predict.lead}</p>
      <SourceRow own={own} />
      {isRecorded && recorded && <RecordedMark recorded={recorded} />}
      {isRecorded && recording.status === 'failed' && <Alarm>{words.recorded.failed}</Alarm>}
      <Alarm error={failure ?? asked.failure} />
      {count > 1 && <SentenceChoice count={count} chosen={index} onChoose={setIndex} />}
      {places?.length === 0 && <p>{words.predict.none}</p>}
      {shown ? (
        <VoteCard key={shown.before + shown.beginning} begun={shown} guess={guess} />
      ) : (
        places?.length !== 0 &&
        recording.status !== 'failed' && (
          <p className="muted" role="status">
            {isRecorded ? words.recorded.loading : services ? words.text.loading : t.shell.waitingForBase}
          </p>
        )
      )}
    </>
  );
}
