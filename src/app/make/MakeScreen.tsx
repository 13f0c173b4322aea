import { useEffect, useMemo, useRef } from 'react';
import { fall } from '../../eval/verdict';
import { useFirstStrings } from '../../i18n/first';
import type { Prepared } from '../../text/prepared';
import { Termed } from '../glossary/TermButton';
import { Alarm } from '../shell/Alarm';
import { Arriving } from '../shell/Arriving';
import { lazily } from '../shell/lazily';
import { useServices } from '../shell/services';
import { FindingsPanel } from './FindingsPanel';
import styles from './make.module.css';
import { TextPanel } from './TextPanel';
import { TrainPanel } from './TrainPanel';
import { UnfinishedPanel } from './UnfinishedPanel';
import { UnsavedPanel } from './UnsavedPanel';
import { useDocuments } from './useDocuments';
import { usePrepared } from './usePrepared';
import { useRun } from './useRun';

const RunPanel = lazily(async () => (await import('./RunPanel')).RunPanel);
const DonePanel = lazily(async () => (await import('./DonePanel')).DonePanel);

/** The main job on one screen: text in, train, result. */
export function MakeScreen(props: {
  visible: boolean;
  /** Hears what becomes of the text, for experiments on it; undefined while it is being read. */
  onPrepared: (prepared: Prepared | undefined) => void;
}) {
  const words = useFirstStrings().make;
  const { visible, onPrepared } = props;
  const services = useServices();
  const documents = useDocuments();
  const { drafts } = documents;
  const used = useMemo(() => drafts.filter(({ isUnused }) => !isUnused), [drafts]);
  const reading = usePrepared(services, used);
  const prepared = reading.preparing ? undefined : reading.prepared;
  useEffect(() => onPrepared(prepared), [prepared, onPrepared]);
  const { state, start, goOn, stop } = useRun();
  const running = state.status === 'running';
  const kept = state.status === 'idle' ? undefined : state.kept;
  const heading = useRef<HTMLHeadingElement>(null);
  const outcome = useRef<HTMLDivElement>(null);
  // The run and its result are above the text, where the student may not be looking.
  useEffect(() => {
    if (state.status !== 'idle') outcome.current?.scrollIntoView({ block: 'start' });
  }, [state.status]);

  return (
    <div className={styles.screen}>
      <div>
        <Termed term="language-model">
          <h1 ref={heading} tabIndex={-1}>
            {words.title}
          </h1>
        </Termed>
        <p className="muted">{words.intro}</p>
      </div>
      <div ref={outcome} className={styles.outcome} data-tall={running || kept !== undefined}>
        <Arriving>
          {state.status === 'running' && (
            <RunPanel progress={state.progress} hasResult={kept !== undefined} onStop={stop} />
          )}
          {state.status === 'failed' && <Alarm error={state.error} />}
          {state.status === 'unsaved' && (
            <UnsavedPanel error={state.error} save={state.save} isPartSaved={kept !== undefined} />
          )}
          {kept && (
            <DonePanel
              key={kept.id}
              kept={kept}
              speaker={'speaker' in state ? state.speaker : undefined}
              progress={state.status === 'running' ? state.progress : undefined}
              compare={state.status === 'done' ? state.compare : undefined}
            />
          )}
        </Arriving>
      </div>
      <p className="visually-hidden" role="status">
        {running && (kept ? words.done.firstHere(fall(kept.run.personal)) : words.done.begun)}
        {state.status === 'done' && words.done.finished(fall(state.kept.run.personal))}
      </p>
      {!running && (
        <UnfinishedPanel
          services={services}
          prepared={prepared}
          visible={visible}
          onGoOn={goOn}
          onLeft={() => heading.current?.focus({ preventScroll: true })}
        />
      )}
      <div className={styles.columns}>
        <div className="card">
          <TextPanel documents={documents}>
            {reading.prepared && (
              <FindingsPanel
                findings={reading.prepared}
                choices={reading.choices}
                onChange={reading.choose}
              />
            )}
          </TextPanel>
        </div>
        <TrainPanel
          services={services}
          reading={reading}
          running={running}
          visible={visible}
          onTrain={(opened, engines, ready, plan, offer) =>
            start(opened, engines, ready, plan, offer?.line.current.name ?? nameFor(used), offer)
          }
        />
      </div>
    </div>
  );
}

/** A first name for the adapter: that of the text it comes from, and how many more there are. */
function nameFor(drafts: { name: string; text: string }[]): string {
  const used = drafts
    .filter(({ text }) => text.trim() !== '')
    .map(({ name }) => name.replace(/\.[a-z]+$/i, ''));
  return used.length === 1 ? used[0] : `${used[0]} +${used.length - 1}`;
}
