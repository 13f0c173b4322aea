import { useContext } from 'react';
import type { Experiment } from '../../experiments/experiment';
import { errorWords } from '../../i18n/errors';
import { useStrings } from '../../i18n/useStrings';
import type { ExperimentRecord } from '../../store';
import type { Prepared } from '../../text/prepared';
import { Alarm } from '../shell/Alarm';
import { plural } from '../shell/format';
import { useProfile } from '../shell/profile';
import { href } from '../shell/route';
import { ServicesContext } from '../shell/services';
import { useEngines } from '../shell/useEngines';
import { FindingView } from './FindingView';
import styles from './lab.module.css';
import { ProgressPanel } from './ProgressPanel';
import { SetupPanel } from './SetupPanel';
import { StartPanel } from './StartPanel';
import { useFinding } from './useFinding';
import { useExperiments, useRunner } from './useLab';
import { type SetupState, useSetup } from './useSetup';
import { useWish } from './useWish';
import { kindWords } from './words';

/** One experiment: what it asks, what it runs on, its run, and what came out. */
export function ExperimentScreen({ bet, own }: { bet: Experiment<unknown>; own: Prepared | undefined }) {
  const t = useStrings();
  const services = useContext(ServicesContext);
  const opened = services.status === 'ready' ? services.services : undefined;
  const { engines, state: engine } = useEngines(opened);
  const { adapters } = useProfile();
  const { records, failure } = useExperiments();
  const { runner, state } = useRunner();

  const last = records?.find((one) => one.bet === bet.id);
  const [wish, setWish] = useWish(last, records !== undefined || failure !== undefined, own);
  const prepared = useSetup(bet, opened, adapters, own, wish);

  const running = state.status === 'running' && state.record.bet === bet.id ? state : undefined;
  const record = running?.record ?? records?.find((one) => one.bet === bet.id && fits(one, prepared));
  const finding = useFinding(bet, prepared, record);
  const shown = running?.finding ?? finding;
  const earlier = records?.find((one) => one.bet === bet.id && one.finding);
  const known = engine.status === 'known' ? engine : undefined;
  const refusal = known && !known.choice.engine ? t.training.failure(known.choice.failure) : undefined;

  return (
    <div className={styles.screen}>
      <div className={styles.facts}>
        <p className="small">
          <a href={href('lab')}>All experiments</a> <span className="muted">· {kindWords(bet.id)}</span>
        </p>
        <h1>{bet.title}</h1>
        <p className={styles.question}>{bet.question}</p>
        <dl className={styles.terms}>
          <dt>A pass is</dt>
          <dd>{bet.criterion}</dd>
          {bet.published && (
            <>
              <dt>Published was</dt>
              <dd>{bet.published}</dd>
            </>
          )}
        </dl>
      </div>
      <section className={`card stack ${styles.run}`} aria-label="The run">
        {running ? (
          <ProgressPanel state={running} onStop={() => runner.stop()} />
        ) : (
          <>
            {own && wish && (
              <SetupPanel
                bet={bet}
                own={own}
                wish={wish}
                onWish={setWish}
                prepared={prepared}
                perToken={known?.speed?.train.perToken.norm}
              />
            )}
            <Alarm>
              {state.status === 'failed' && state.bet === bet.id ? errorWords(t, state.error) : undefined}
            </Alarm>
            <Alarm>
              {failure !== undefined
                ? errorWords(t, failure)
                : services.status === 'failed'
                  ? errorWords(t, services.error)
                  : refusal}
            </Alarm>
            <StartPanel
              prepared={prepared}
              record={record}
              canTrain={known && known.choice.engine !== undefined}
              onStart={(from) => {
                if (prepared.status !== 'ready' || !opened || !engines) return;
                const begun = from ?? begin(bet, prepared);
                runner.run({ bet, setup: prepared.setup, record: begun, services: opened, engines });
              }}
            />
          </>
        )}
      </section>
      <div className={styles.finding}>
        {shown && record ? (
          <FindingView bet={bet} record={record} finding={shown} />
        ) : earlier?.finding ? (
          <FindingView bet={bet} record={earlier} finding={earlier.finding} earlier />
        ) : (
          prepared.status === 'ready' && <PartsView cells={prepared.cells} />
        )}
      </div>
    </div>
  );
}

/** What is going to be run, before anything has come out. */
function PartsView({ cells }: { cells: readonly { id: string; label: string }[] }) {
  return (
    <section className={styles.parts} aria-label="What is run">
      <h2>What is run, in {plural(cells.length, 'part')}</h2>
      <ol>
        {cells.map(({ id, label }) => (
          <li key={id}>{label}</li>
        ))}
      </ol>
    </section>
  );
}

const fits = ({ setup }: ExperimentRecord, prepared: SetupState) =>
  prepared.status === 'ready' && setup === prepared.fingerprint;

function begin(
  bet: Experiment<unknown>,
  { setup, fingerprint, cells, adapters }: Extract<SetupState, { status: 'ready' }>,
): ExperimentRecord {
  return {
    id: crypto.randomUUID(),
    bet: bet.id,
    form: setup.form,
    setup: fingerprint,
    authors: setup.authors.map(({ id, name, train, held }) => ({
      id,
      name,
      train: train.length,
      held: held.length,
    })),
    general: setup.general.length,
    adapters: [...adapters],
    startedAt: Date.now(),
    done: 0,
    cells: cells.length,
    seconds: 0,
  };
}
