import { useCallback, useContext, useEffect, useRef } from 'react';
import { errorWords } from '../../i18n/errors';
import { useStrings } from '../../i18n/useStrings';
import type { Personalised } from '../../run/personalise';
import { ServicesContext } from '../../run/services';
import type { Prepared } from '../../text/prepared';
import { useProfile } from '../shell/profile';
import { keep } from '../shell/store';
import { DonePanel } from './DonePanel';
import styles from './make.module.css';
import { RunPanel } from './RunPanel';
import { TextPanel } from './TextPanel';
import { TrainPanel } from './TrainPanel';
import { useDocuments } from './useDocuments';
import { usePrepared } from './usePrepared';
import { useRun } from './useRun';

/** The main job on one screen: text in, train, result. */
export function MakeScreen(props: {
  visible: boolean;
  /** Hears what becomes of the text, for experiments on it; undefined while it is being read. */
  onPrepared: (prepared: Prepared | undefined) => void;
}) {
  const { visible, onPrepared } = props;
  const services = useContext(ServicesContext);
  const { adapters } = useProfile();
  const documents = useDocuments();
  const t = useStrings();
  const reading = usePrepared(services, documents.drafts);
  const prepared = reading.preparing ? undefined : reading.prepared;
  useEffect(() => onPrepared(prepared), [prepared, onPrepared]);
  const save = useCallback(
    (result: Personalised) => keep(adapters, result, nameFor(documents.drafts)),
    [adapters, documents.drafts],
  );
  const { state, start, stop } = useRun(save);
  const outcome = useRef<HTMLDivElement>(null);
  // The run and its result stand above the text, where the student may not be looking.
  useEffect(() => {
    if (state.status !== 'idle') outcome.current?.scrollIntoView({ block: 'start' });
  }, [state.status]);

  return (
    <div className={styles.screen}>
      <div>
        <h1>Make a language model your own</h1>
        <p className="muted">
          It reads your text a few times on this laptop; then you see, on text it never saw, how much it
          learned of you.
        </p>
      </div>
      <div ref={outcome} className={styles.outcome}>
        {state.status === 'running' && <RunPanel progress={state.progress} onStop={stop} />}
        {state.status === 'done' && <DonePanel kept={state.adapter} compare={state.compare} />}
        {state.status === 'failed' && (
          <p className="notice" data-tone="alarm" role="alert">
            {errorWords(t, state.error)}
          </p>
        )}
      </div>
      <div className={styles.columns}>
        <div className="card">
          <TextPanel documents={documents} />
        </div>
        <TrainPanel
          services={services}
          reading={reading}
          running={state.status === 'running'}
          visible={visible}
          onTrain={(opened, engines, { train, held }, plan) =>
            start(opened, engines, { train, held, general: opened.general }, plan)
          }
        />
      </div>
    </div>
  );
}

/** A first name for the adapter: that of the text it comes from. */
function nameFor(drafts: { name: string; text: string }[]): string {
  const used = drafts
    .filter(({ text }) => text.trim() !== '')
    .map(({ name }) => name.replace(/\.[a-z]+$/i, ''));
  return used.length === 1 ? used[0] : `${used[0]} and ${used.length - 1} more`;
}
