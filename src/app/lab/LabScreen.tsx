import type { ExperimentId } from '../../experiments/experiment';
import { EXPERIMENT_IDS } from '../../experiments/index';
import { Rich, useStrings } from '../../i18n/react';
import type { Prepared } from '../../text/prepared';
import { Alarm } from '../shell/Alarm';
import { DamagedNotice } from '../shell/DamagedNotice';
import { useProfile } from '../shell/profile';
import { href } from '../shell/route';
import { CountingCard } from './CountingCard';
import { ExperimentCard } from './ExperimentCard';
import { ExperimentScreen } from './ExperimentScreen';
import styles from './lab.module.css';
import { useExperiment, useExperiments, useRunner } from './useLab';
import { isPublished } from './words';

const GROUPS: { name: 'published' | 'open'; has: (id: ExperimentId) => boolean }[] = [
  { name: 'published', has: isPublished },
  { name: 'open', has: (id) => !isPublished(id) },
];

/** The experiments: a list of them, or the one whose id is `detail`. `own` is the student's text, once it is read. */
export function LabScreen({ detail, own }: { detail: string | undefined; own: Prepared | undefined }) {
  const id = EXPERIMENT_IDS.find((one) => one === detail);
  return id ? <Opened key={id} id={id} own={own} /> : <List unknown={detail !== undefined} />;
}

function Opened({ id, own }: { id: ExperimentId; own: Prepared | undefined }) {
  const experiment = useExperiment(id);
  return experiment && <ExperimentScreen experiment={experiment} own={own} />;
}

/** All experiments. `unknown`: one was asked for that does not exist. */
function List({ unknown }: { unknown: boolean }) {
  const t = useStrings();
  const { records, damaged, failure } = useExperiments();
  const { experiments } = useProfile();
  const { state } = useRunner();
  const { lab } = t;
  return (
    <div className="stack">
      <div className={styles.intro}>
        <h1>{lab.title}</h1>
        <p>{lab.intro}</p>
        <section aria-label={lab.terms.title} className={styles.glossary}>
          <h2>{lab.terms.title}</h2>
          <dl className={styles.terms}>
            {lab.terms.words.map(({ word, meaning }) => (
              <div key={word}>
                <dt>{word}</dt>
                <dd>{meaning}</dd>
              </div>
            ))}
          </dl>
          <p>
            <a href={href('glossary')}>{t.terms.all}</a>
          </p>
        </section>
      </div>
      {unknown && (
        <p className="notice" role="status">
          <Rich text={lab.unknown} link={(words: string) => <a href={href('lab')}>{words}</a>} />
        </p>
      )}
      <Alarm error={failure} />
      <DamagedNotice of="experiments" damaged={damaged} onDelete={(id) => experiments.delete(id)} />
      <section className="stack" aria-label={lab.counting.group}>
        <h2>{lab.counting.group}</h2>
        <div className={styles.list}>
          <CountingCard />
        </div>
      </section>
      {GROUPS.map(({ name, has }) => (
        <section key={name} className="stack" aria-label={lab.groups[name]}>
          <h2>{lab.groups[name]}</h2>
          <ul className={styles.list}>
            {EXPERIMENT_IDS.filter(has).map((id) => (
              <li key={id}>
                <ExperimentCard
                  id={id}
                  last={records?.find((record) => record.experiment === id)}
                  running={
                    state.status === 'running' && state.record.experiment === id ? state.progress : undefined
                  }
                />
              </li>
            ))}
          </ul>
        </section>
      ))}
    </div>
  );
}
