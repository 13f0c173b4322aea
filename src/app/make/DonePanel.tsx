import { useEffect, useState } from 'react';
import { outcomeWords } from '../../run/personalise';
import { ResultView } from '../result/ResultView';
import { bytes, plural } from '../shell/format';
import { NameField } from '../shell/NameField';
import { useProfile } from '../shell/profile';
import { href } from '../shell/route';
import { type TrainedRecord, useAdapters } from '../shell/store';
import styles from './make.module.css';
import type { Compare } from './useRun';

/**
 * The result of the run that has just ended, and where to go from there. While it is read, what the fall is made of is
 * found out: nobody waits for it, and the next run ends it.
 */
export function DonePanel({ kept, compare }: { kept: TrainedRecord; compare: Compare | undefined }) {
  // The list knows a new name at once; before it is read, the record as it was saved will do.
  const adapter = useAdapters().adapters?.find(({ id }) => id === kept.id) ?? kept;
  const run = adapter.run ?? kept.run;
  const isComparing = useComparison(kept.id, compare) && !run.attribution;
  const outcome = outcomeWords(run);
  return (
    <section className="card stack" aria-label="Result">
      {outcome && run.ended === 'not-finite' && (
        <p className="notice" role="status">
          {outcome}
        </p>
      )}
      <ResultView
        measured={run}
        verdict={run.verdict}
        curve={run.curve}
        steps={run.steps}
        isComparing={isComparing}
      >
        <a className="primary" href={href('try', adapter.id)}>
          Try your model
        </a>
      </ResultView>
      <div className={styles.kept}>
        <NameField adapter={adapter} />
        <p className="small muted">
          Kept in this browser, {bytes(adapter.bytes)}
          {run.cache && ` and the ${plural(run.cache.tokens, 'token')} it remembers`}.{' '}
          {plural(run.steps, 'step')} in {run.seconds.train.toFixed(1)} seconds on {run.device}.
          {outcome && run.ended !== 'not-finite' && ` ${outcome}`}
          {run.seconds.total !== undefined && run.seconds.promised !== undefined && (
            <span data-testid="took" data-seconds={run.seconds.total.toFixed(2)}>
              {' '}
              With the measuring, {run.seconds.total.toFixed(0)} seconds; about{' '}
              {run.seconds.promised.toFixed(0)} were foreseen.
            </span>
          )}
        </p>
      </div>
    </section>
  );
}

/** Runs `compare` for an adapter and keeps what it finds; tells whether it may still find something. */
function useComparison(id: string, compare: Compare | undefined): boolean {
  const { adapters } = useProfile();
  const [hasFailed, setHasFailed] = useState(false);
  useEffect(() => {
    if (!compare) return;
    const end = new AbortController();
    compare(end.signal)
      .then((attribution) => adapters.explain(id, attribution))
      // It says less then, and nothing is lost.
      .catch(() => setHasFailed(true));
    return () => end.abort();
  }, [adapters, id, compare]);
  return compare !== undefined && !hasFailed;
}
