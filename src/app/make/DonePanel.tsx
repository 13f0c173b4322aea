import type { AdapterRecord } from '../../store';
import { bytes, plural } from '../format';
import { NameField } from '../library/NameField';
import { outcomeWords } from '../personalise';
import { ResultView } from '../result/ResultView';
import { href } from '../route';
import { useAdapters } from '../store';
import styles from './make.module.css';

/** The result of the run that has just ended, and where to go from there. */
export function DonePanel({ kept }: { kept: AdapterRecord }) {
  // The list knows a new name at once; before it is read, the record as it was saved will do.
  const adapter = useAdapters().adapters?.find(({ id }) => id === kept.id) ?? kept;
  const measured = { personal: adapter.personal, general: adapter.general, heldTokens: adapter.tokens.held };
  const outcome = outcomeWords(adapter);
  return (
    <section className="card stack" aria-label="Result">
      {outcome && adapter.ended === 'not-finite' && (
        <p className="notice" role="status">
          {outcome}
        </p>
      )}
      <ResultView measured={measured} verdict={adapter.verdict} curve={adapter.curve} steps={adapter.steps}>
        <a className="primary" href={href('try', adapter.id)}>
          Try your model
        </a>
      </ResultView>
      <div className={styles.kept}>
        <NameField adapter={adapter} />
        <p className="small muted">
          Kept in this browser, {bytes(adapter.bytes)}. {plural(adapter.steps, 'step')} in{' '}
          {adapter.seconds.train.toFixed(1)} seconds on {adapter.device}.
          {outcome && adapter.ended !== 'not-finite' && ` ${outcome}`}
          {adapter.seconds.total !== undefined && adapter.seconds.promised !== undefined && (
            <span data-testid="took" data-seconds={adapter.seconds.total.toFixed(2)}>
              {' '}
              With the measuring, {adapter.seconds.total.toFixed(0)} seconds; about{' '}
              {adapter.seconds.promised.toFixed(0)} were foreseen.
            </span>
          )}
        </p>
      </div>
    </section>
  );
}
