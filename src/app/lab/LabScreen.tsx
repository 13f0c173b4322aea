import type { ExperimentId } from '../../experiments/experiment';
import type { Prepared } from '../../text/prepared';
import { Alarm } from '../shell/Alarm';
import { href } from '../shell/route';
import { ExperimentCard } from './ExperimentCard';
import { ExperimentScreen } from './ExperimentScreen';
import styles from './lab.module.css';
import { useBets, useExperiments, useRunner } from './useLab';
import { isPublished } from './words';

const GROUPS: { title: string; has: (id: ExperimentId) => boolean }[] = [
  { title: 'The published bets', has: isPublished },
  { title: 'Open questions', has: (id) => !isPublished(id) },
];

/** The experiments: a list of them, or the one that is open. `own` is the student's text, once it is read. */
export function LabScreen({ betId, own }: { betId: string | undefined; own: Prepared | undefined }) {
  const bets = useBets();
  const { records, failure } = useExperiments();
  const { state } = useRunner();
  if (!bets) return null;
  const open = bets.find(({ id }) => id === betId);
  if (open) return <ExperimentScreen key={open.id} bet={open} own={own} />;
  return (
    <div className="stack">
      <div>
        <h1>Lab: is it personal?</h1>
        <p className="muted">
          Does a model really learn you, or would anybody’s text do? Each experiment puts that to the test on
          this laptop, on your own text or on the samples.
        </p>
      </div>
      {betId && (
        <p className="notice" role="status">
          There is no experiment of this name; here are all of them. <a href={href('lab')}>Close this note</a>
        </p>
      )}
      <Alarm error={failure} />
      {GROUPS.map(({ title, has }) => (
        <section key={title} className="stack" aria-label={title}>
          <h2>{title}</h2>
          <ul className={styles.list}>
            {bets
              .filter(({ id }) => has(id))
              .map((bet) => (
                <li key={bet.id}>
                  <ExperimentCard
                    bet={bet}
                    last={records?.find((record) => record.bet === bet.id)}
                    running={
                      state.status === 'running' && state.record.bet === bet.id ? state.progress : undefined
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
