import { Button } from 'react-aria-components';
import { useStrings } from '../../i18n/react';
import { useTeacherStrings } from '../../i18n/teacher';
import { countGrades, POINTS } from '../../run/readiness/points';
import { Alarm } from '../shell/Alarm';
import { href } from '../shell/route';
import { useBusy } from '../shell/work';
import { LaptopField } from './LaptopField';
import { PointRow } from './PointRow';
import styles from './ready.module.css';
import { useReadiness } from './useReadiness';

/** The readiness check of this laptop, which fits on one page of paper. */
export function ReadyPage() {
  const t = useStrings();
  const { ready: words } = useTeacherStrings();
  const works = useBusy();
  const check = useReadiness();
  const { findings, left, checkedAt, canStart, isBusy } = check;
  const isChecking = left.length > 0 && check.repairing === undefined;
  const counts = countGrades(findings);
  const all = POINTS.length;
  const done = all - left.length;
  const isWhole = counts.ready + counts.attention + counts['not-ready'] === all && !isBusy;
  const hasBegun = checkedAt !== undefined || isBusy;
  const start = () => canStart && !works && check.start();
  return (
    <div className={`stack ${styles.ready}`} data-testid="readiness" data-complete={isWhole}>
      <div>
        <h1>{words.title}</h1>
        <p className={styles.onScreen}>{words.intro}</p>
      </div>
      <div className={`card ${styles.start}`}>
        <LaptopField />
        <div className={`row ${styles.onScreen}`}>
          <Button
            className="react-aria-Button primary big"
            isPending={isBusy}
            isDisabled={!canStart || works}
            onPress={start}
          >
            {hasBegun ? words.again : words.start}
          </Button>
          <Button className="react-aria-Button" isDisabled={!isWhole} onPress={() => print()}>
            {words.print}
          </Button>
        </div>
        <div className={styles.result} role="status" data-testid="result-of-check">
          {works ? (
            words.busy
          ) : !canStart ? (
            words.loading
          ) : isChecking ? (
            words.checking(done, all)
          ) : isWhole ? (
            <>
              <strong>{words.result(counts.ready, counts.attention, counts['not-ready'])}</strong>
              {checkedAt !== undefined && <span className="muted">{words.checked(checkedAt)}</span>}
            </>
          ) : null}
        </div>
        {check.failure !== undefined && <Alarm>{words.failed}</Alarm>}
      </div>
      <ol className={`card ${styles.points}`} aria-label={words.list}>
        {POINTS.map((point) => (
          <PointRow
            key={point}
            point={point}
            finding={findings[point]}
            state={left[0] === point ? 'working' : left.includes(point) ? 'waiting' : 'told'}
            isRepairing={check.repairing === point}
            onRepair={(how) => check.mend(point, how)}
          />
        ))}
      </ol>
      <p className={styles.onScreen}>
        <a href={href('teacher')}>{t.shell.teacher}</a>
      </p>
      <p className={styles.onPaper}>{t.shell.promise}</p>
    </div>
  );
}
