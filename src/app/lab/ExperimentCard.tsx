import type { Experiment } from '../../experiments/experiment';
import type { ExperimentProgress } from '../../experiments/run';
import type { ExperimentRecord } from '../../store';
import { href } from '../shell/route';
import styles from './lab.module.css';
import { kindWords, stateWords } from './words';

/** An experiment in the list: what it asks, what counts as a pass, and what became of it last. */
export function ExperimentCard(props: {
  bet: Experiment<unknown>;
  last: ExperimentRecord | undefined;
  running: ExperimentProgress | undefined;
}) {
  const { bet, last, running } = props;
  return (
    <article className={`card ${styles.card}`} data-testid="bet">
      <p className="small muted">{kindWords(bet.id)}</p>
      <h3>
        <a href={href('lab', bet.id)}>{bet.title}</a>
      </h3>
      <p>{bet.question}</p>
      <p className="small muted">
        <strong>A pass is:</strong> {bet.criterion}
      </p>
      <p className={styles.state} data-passed={running ? undefined : last?.finding?.passed}>
        {running ? `Running: ${Math.round(100 * running.share)}%` : last ? stateWords(last) : 'Not run yet'}
      </p>
    </article>
  );
}
