import type { ExperimentId } from '../../experiments/experiment';
import type { ExperimentProgress } from '../../experiments/run';
import type { ExperimentWords } from '../../i18n/en/experiments';
import { useStrings } from '../../i18n/react';
import type { ExperimentRecord } from '../../store';
import { href } from '../shell/route';
import styles from './lab.module.css';
import { kindOf, stateOf } from './words';

/** An experiment in the list: what it asks, what counts as a pass, and what became of it last. */
export function ExperimentCard(props: {
  id: ExperimentId;
  last: ExperimentRecord | undefined;
  running: ExperimentProgress | undefined;
}) {
  const { id, last, running } = props;
  const t = useStrings();
  const { title, question, criterion, instead }: ExperimentWords = t.experiments[id];
  const { state } = t.lab;
  return (
    <article className={`card ${styles.card}`} data-testid="experiment">
      <p className="small muted">{kindOf(t, id)}</p>
      <h3>
        <a href={href('lab', id)}>{title}</a>
      </h3>
      <p>{question}</p>
      <p className="small muted">
        <strong>{instead ?? t.lab.passesIf}:</strong> {criterion}
      </p>
      <p className={styles.state} data-passed={running ? undefined : last?.passed}>
        {running ? state.running(running.share) : last ? stateOf(t, last) : state.notRun}
      </p>
    </article>
  );
}
