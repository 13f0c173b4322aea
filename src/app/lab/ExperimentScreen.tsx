import { useMemo } from 'react';
import type { Cell, Experiment } from '../../experiments/experiment';
import { namesIn } from '../../experiments/names';
import type { ExperimentWords } from '../../i18n/en/experiments';
import { useStrings } from '../../i18n/react';
import type { Prepared } from '../../text/prepared';
import { TermButton } from '../glossary/TermButton';
import { Alarm } from '../shell/Alarm';
import { useProfile } from '../shell/profile';
import { href } from '../shell/route';
import { openedOf, useEngines, useServices } from '../shell/services';
import { FindingView } from './FindingView';
import styles from './lab.module.css';
import { ProgressPanel } from './ProgressPanel';
import { begin, keptRun } from './record';
import { SetupPanel } from './SetupPanel';
import { StartPanel } from './StartPanel';
import { useFinding } from './useFinding';
import { useElsewhere, useExperiments, useRunner } from './useLab';
import { useSetup } from './useSetup';
import { useWish } from './useWish';
import { kindOf, TERMS } from './words';

/** One experiment: what it asks, what it runs on, its run, and what came out. */
export function ExperimentScreen(props: { experiment: Experiment<unknown>; own: Prepared | undefined }) {
  const t = useStrings();
  const { experiment, own } = props;
  const { id } = experiment;
  const term = TERMS[id];
  const { title, question, criterion, instead, published }: ExperimentWords = t.experiments[id];
  const services = useServices();
  const opened = openedOf(services);
  const { engines, state: engine } = useEngines(opened);
  const { adapters } = useProfile();
  const { records, failure } = useExperiments();
  const { runner, state } = useRunner();

  const last = records?.find((one) => one.experiment === id);
  const [wish, setWish] = useWish(last, records !== undefined || failure !== undefined, own);
  const prepared = useSetup(experiment, opened, adapters, own, wish);

  const running = state.status === 'running' && state.record.experiment === id ? state : undefined;
  const elsewhere = useElsewhere(id, records, running !== undefined);
  const mine = useMemo(
    () => (prepared.status === 'ready' ? keptRun(records, id, prepared) : undefined),
    [records, id, prepared],
  );
  const record = running?.record ?? mine;
  // Until something has come out, what an earlier run has found.
  const seen = record?.done ? record : records?.find((one) => one.experiment === id && one.finished);
  const kept = useFinding(experiment, seen);
  const found = running && seen === record ? (running.found ?? kept) : kept;
  const known = engine.status === 'known' ? engine : undefined;
  const refusal = known && !known.choice.engine ? t.training.failure(known.choice.failure) : undefined;

  return (
    <div className={styles.screen}>
      <div className={styles.facts}>
        <p className="small">
          <a href={href('lab')}>{t.lab.all}</a> <span className="muted">· {kindOf(t, id)}</span>
        </p>
        <h1>{title}</h1>
        <p className={styles.question}>
          {question}
          {term && <TermButton term={term} />}
        </p>
        <dl className={styles.terms}>
          <dt>{instead ?? t.lab.passesIf}</dt>
          <dd>{criterion}</dd>
          {published && (
            <>
              <dt>{t.lab.publishedResult}</dt>
              <dd>{published}</dd>
            </>
          )}
        </dl>
      </div>
      <section className={`card stack ${styles.run}`} aria-label={t.lab.run}>
        {running ? (
          <ProgressPanel state={running} onStop={() => runner.stop()} />
        ) : (
          <>
            {own && wish && (
              <SetupPanel
                experiment={experiment}
                own={own}
                wish={wish}
                onWish={setWish}
                prepared={prepared}
                perToken={known?.speed?.train.perToken.norm}
              />
            )}
            {state.status === 'failed' && state.experiment === id && <Alarm error={state.error} />}
            <Alarm error={failure ?? (services.status === 'failed' ? services.error : undefined)}>
              {refusal}
            </Alarm>
            <StartPanel
              prepared={prepared}
              record={record}
              canTrain={known && known.choice.engine !== undefined}
              elsewhere={elsewhere}
              onStart={(from) => {
                if (prepared.status !== 'ready' || !opened || !engines) return;
                const begun = from ?? begin(experiment, prepared);
                runner.run({ experiment, setup: prepared.setup, record: begun, services: opened, engines });
              }}
            />
          </>
        )}
      </section>
      <div className={styles.finding}>
        {seen && found && (
          <FindingView experiment={experiment} record={seen} found={found} earlier={seen !== record} />
        )}
        {!seen && prepared.status === 'ready' && <PartsView cells={prepared.cells} />}
      </div>
    </div>
  );
}

/** What is going to be run, before anything has come out. */
function PartsView({ cells }: { cells: readonly Cell<unknown>[] }) {
  const t = useStrings();
  return (
    <section className={styles.parts} aria-label={t.lab.whatRuns}>
      <h2>{t.lab.whatRunsIn(cells.length)}</h2>
      <ol>
        {cells.map(({ id, label }) => (
          <li key={id}>{label(t, namesIn(t))}</li>
        ))}
      </ol>
    </section>
  );
}
