import { useLessonStrings } from '../../../i18n/lesson';
import { BeforeAfter } from '../../result/BeforeAfter';
import { VoiceView } from '../../result/VoiceView';
import styles from '../lesson.module.css';
import { ShownPanel } from '../ShownPanel';

/** The base and the trained model beside each other: one sentence of held-out text, and the perplexities. */
export function CompareScreen() {
  const words = useLessonStrings().compare;
  return (
    <>
      <p className={styles.lead}>{words.lead}</p>
      <ShownPanel>
        {({ run, voice }, isWaiting) => (
          <div className={`card stack ${styles.compared}`} data-testid="compared">
            {voice || isWaiting ? <VoiceView voice={voice ?? 'awaited'} /> : <p>{words.noVoice}</p>}
            <BeforeAfter run={run} />
          </div>
        )}
      </ShownPanel>
    </>
  );
}
