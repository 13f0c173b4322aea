import { useEffect, useState } from 'react';
import { usePaperStrings } from '../../i18n/paper';
import { useStrings } from '../../i18n/react';
import { deviceWords } from '../../i18n/words';
import type { CurvePoint } from '../../model/run';
import { isEnough } from '../../train/enough';
import { ResultView } from '../result/ResultView';
import { NameField } from '../shell/NameField';
import { useProfile } from '../shell/profile';
import { href } from '../shell/route';
import { rememberedBy, type TrainedRecord, useLines } from '../shell/store';
import { VersionNote } from '../versions/VersionNote';
import { KeepingNote } from './KeepingNote';
import styles from './make.module.css';
import type { Compare, RunProgress, Speaker } from './run-state';
import { useNextWords, useVoice } from './useVoice';

/**
 * The result of a run, and where to go from there: the first one while the model learns on, and then the last in its place.
 * While the last is read, where the fall comes from is measured: nobody waits for it, and the next run ends it.
 */
export function DonePanel(props: {
  kept: TrainedRecord;
  /** Of the run that goes on, while it does. */
  progress?: RunProgress;
  /** What lets it be heard, unless it was kept before this page was opened. */
  speaker?: Speaker;
  compare?: Compare;
}) {
  const { kept, progress, speaker } = props;
  // The list knows a new name at once; before it is read, the record as it was saved will do.
  const line = useLines().lines?.find(({ versions }) => versions.some(({ id }) => id === kept.id));
  const listed = line?.versions.find(({ id }) => id === kept.id);
  const adapter = listed?.origin === 'trained' && listed.sha256 === kept.sha256 ? listed : kept;
  const { run } = adapter;
  // A new version that is not as good, or not tested yet, is not the one to try.
  const tried = line?.current ?? adapter;
  const { voice, awaited } = useVoice(speaker);
  const mayCount = useNextWords(kept.id, progress || awaited ? undefined : speaker);
  // Its line is there before it begins, and nothing moves then.
  const isCounting = (mayCount || (awaited && !progress)) && !run.nextWord;
  const isComparing = useComparison(kept.id, awaited ? undefined : props.compare) && !run.attribution;
  const t = useStrings();
  const paper = usePaperStrings();
  const words = t.make.done;
  const outcome = t.training.outcome(run);
  // A run that was stopped took no time that was promised.
  const isAsPlanned = progress !== undefined || run.ended === 'complete';
  const hasEnough = run.ended === 'stopped' && isEnough(heldOf(run.curve));
  return (
    <section className="card stack" aria-label={words.label}>
      {outcome && run.ended === 'not-finite' && (
        <p className="notice" role="status">
          {outcome}
        </p>
      )}
      {progress && <p className="notice small">{words.learning(run.steps)}</p>}
      <VersionNote adapter={adapter} isLearning={progress !== undefined} />
      {!progress && hasEnough && <p className="notice small">{words.enough}</p>}
      <ResultView
        run={run}
        progress={progress}
        measuring={progress ? 'later' : isComparing || (awaited && props.compare) ? 'now' : undefined}
        isCounting={isCounting}
        voice={voice ?? (awaited ? 'awaited' : undefined)}
      >
        <a className="primary" href={href('try', tried.id)}>
          {words.try}
        </a>
      </ResultView>
      <div className={styles.kept}>
        <NameField adapter={adapter} />
        <p className="small muted">
          {run.cache ? words.keptWithMemory(adapter.bytes, rememberedBy(adapter)) : words.kept(adapter.bytes)}{' '}
          {words.trained(run.steps, run.seconds.train, deviceWords(t, run.device))}
          {outcome && run.ended !== 'not-finite' && ` ${outcome}`}
          {isAsPlanned && run.seconds.total !== undefined && run.seconds.promised !== undefined && (
            <span data-testid="took" data-seconds={run.seconds.total.toFixed(2)}>
              {' '}
              {words.took(run.seconds.total, run.seconds.promised)}
            </span>
          )}
        </p>
        {!progress && (
          <p>
            <a href={href('sheet', adapter.id)}>{paper.sheet.link}</a>
          </p>
        )}
        <KeepingNote adapter={adapter} />
      </div>
    </section>
  );
}

/** Held-out perplexities by steps, where they were measured. */
function heldOf(curve: CurvePoint[]): Map<number, number> {
  return new Map(curve.flatMap(([step, , held]) => (held === null ? [] : [[step, held] as const])));
}

/** Runs `compare` for an adapter and keeps what it finds; tells whether it may still find something. */
function useComparison(id: string, compare: Compare | undefined): boolean {
  const { adapters } = useProfile();
  const [hasFailed, setHasFailed] = useState(false);
  useEffect(() => {
    if (!compare) return;
    const end = new AbortController();
    compare(end.signal)
      .then((attribution) => adapters.explain(id, { attribution }))
      // It says less then, and nothing is lost.
      .catch(() => setHasFailed(true));
    return () => end.abort();
  }, [adapters, id, compare]);
  return compare !== undefined && !hasFailed;
}
