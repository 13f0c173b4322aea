import { useEffect, useState } from 'react';
import { deviceWords } from '../../i18n/device';
import { useStrings } from '../../i18n/useStrings';
import type { AdapterRecord } from '../../store';
import { ResultView } from '../result/ResultView';
import { NameField } from '../shell/NameField';
import { useProfile } from '../shell/profile';
import { href } from '../shell/route';
import { useAdapters } from '../shell/store';
import styles from './make.module.css';
import type { Compare } from './useRun';

/**
 * The result of the run that has just ended, and where to go from there. While it is read, where the fall comes
 * from is measured: nobody waits for it, and the next run ends it.
 */
export function DonePanel({ kept, compare }: { kept: AdapterRecord; compare: Compare | undefined }) {
  // The list knows a new name at once; before it is read, the record as it was saved will do.
  const adapter = useAdapters().adapters?.find(({ id }) => id === kept.id) ?? kept;
  const isComparing = useComparison(kept.id, compare) && !adapter.madeOf;
  const t = useStrings();
  const words = t.make.done;
  const outcome = t.training.outcome(adapter);
  return (
    <section className="card stack" aria-label={words.label}>
      {outcome && adapter.ended === 'not-finite' && (
        <p className="notice" role="status">
          {outcome}
        </p>
      )}
      <ResultView
        measured={adapter}
        verdict={adapter.verdict}
        curve={adapter.curve}
        steps={adapter.steps}
        isComparing={isComparing}
      >
        <a className="primary" href={href('try', adapter.id)}>
          {words.try}
        </a>
      </ResultView>
      <div className={styles.kept}>
        <NameField adapter={adapter} />
        <p className="small muted">
          {adapter.memory
            ? words.keptWithMemory(adapter.bytes, adapter.memory.tokens)
            : words.kept(adapter.bytes)}{' '}
          {words.trained(adapter.steps, adapter.seconds.train, deviceWords(t, adapter.device))}
          {outcome && adapter.ended !== 'not-finite' && ` ${outcome}`}
          {adapter.seconds.total !== undefined && adapter.seconds.promised !== undefined && (
            <span data-testid="took" data-seconds={adapter.seconds.total.toFixed(2)}>
              {' '}
              {words.took(adapter.seconds.total, adapter.seconds.promised)}
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
      .then((madeOf) => adapters.explain(id, madeOf))
      // It says less then, and nothing is lost.
      .catch(() => setHasFailed(true));
    return () => end.abort();
  }, [adapters, id, compare]);
  return compare !== undefined && !hasFailed;
}
