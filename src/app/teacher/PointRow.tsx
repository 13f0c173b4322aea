import { useEffect, useRef } from 'react';
import { Button } from 'react-aria-components';
import type { AskedTerm } from '../../i18n/glossary';
import { useStrings } from '../../i18n/react';
import { useTeacherStrings } from '../../i18n/teacher';
import { type AnyFinding, type Grade, gradeOf, type Point, type Repair } from '../../run/readiness/points';
import { TermButton } from '../glossary/TermButton';
import styles from './ready.module.css';
import { findingWords } from './words';

/** A sign beside the word, for those who look from far away. */
const SIGNS: Record<Grade, string> = { ready: '✓', attention: '!', 'not-ready': '✕' };
/** The technical words in the points' names. */
const TERMS: Partial<Record<Point, AskedTerm>> = { base: 'base-model', engine: 'processor' };

/** A point of the check: its grade in words, what was found, what to do about it, and a button that may do it. */
export function PointRow(props: {
  point: Point;
  finding: AnyFinding | undefined;
  /** Whether it waits for its turn, is looked at now, or neither. */
  state: 'waiting' | 'working' | 'told';
  isRepairing: boolean;
  onRepair: (how: Repair) => void;
}) {
  const t = useStrings();
  const words = useTeacherStrings().ready;
  const { point, finding, state, isRepairing, onRepair } = props;
  const heading = useRef<HTMLHeadingElement>(null);
  const hasRepaired = useRef(false);
  const told = finding && findingWords(t, words, point, finding);
  const grade = finding && state === 'told' ? gradeOf(point, finding) : undefined;
  const term = TERMS[point];

  // A button that has done its work goes away, and what it belongs to gets the focus.
  useEffect(() => {
    if (isRepairing) hasRepaired.current = true;
    else if (hasRepaired.current) {
      hasRepaired.current = false;
      if (!finding?.repair) heading.current?.focus();
    }
  }, [isRepairing, finding]);

  return (
    <li
      className={styles.point}
      data-testid="point"
      data-point={point}
      data-grade={grade}
      data-reason={grade && finding?.reason}
    >
      <div className={styles.name}>
        <h2 ref={heading} tabIndex={-1}>
          {words.points[point].name}
        </h2>
        {term && <TermButton term={term} />}
      </div>
      <p className={styles.grade} data-grade={grade}>
        {grade ? (
          <>
            <span aria-hidden="true">{SIGNS[grade]}</span> {words.grades[grade]}
          </>
        ) : state === 'working' ? (
          words.working
        ) : (
          words.waiting
        )}
      </p>
      <div className={styles.told} data-old={state !== 'told'}>
        {told && (
          <>
            <p>
              {told.found} {told.why}
            </p>
            {told.todo && (
              <p>
                <strong>{words.whatToDo}</strong> {told.todo}
              </p>
            )}
          </>
        )}
      </div>
      {finding?.repair && (
        <div className={styles.repair}>
          <Button
            className="react-aria-Button"
            isPending={isRepairing}
            onPress={() => onRepair(finding.repair!)}
          >
            {words.repairs[finding.repair]}
          </Button>
          <span role="status" className="small muted">
            {isRepairing && words.repairing}
          </span>
        </div>
      )}
    </li>
  );
}
