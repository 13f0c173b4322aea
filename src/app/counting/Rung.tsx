import type { ReactNode } from 'react';
import type { Guesses } from '../../eval/suggest-typing';
import { useCountingStrings } from '../../i18n/counting';
import type { AskedTerm } from '../../i18n/glossary';
import { TermButton } from '../glossary/TermButton';
import styles from './counting.module.css';

/** The share that fills a bar: hardly any model guesses more next words than this. */
const FULL = 0.5;

/** One rung of the ladder: who guesses, how often rightly of the words so far, and why no oftener. `of` is how many are asked in all. */
export function Rung(props: {
  tone: 'counted' | 'base' | 'mine';
  name: string;
  /** A technical word in the name. */
  term?: AskedTerm;
  /** The name of the student's model. */
  model?: string | undefined;
  /** There is no such model. */
  isMissing?: boolean;
  guesses: Guesses | undefined;
  of: number | undefined;
  children: ReactNode;
}) {
  const words = useCountingStrings().ladder;
  const { tone, name, term, model, isMissing, guesses, of, children } = props;
  const share = guesses && guesses.words > 0 ? guesses.right / guesses.words : undefined;
  const isWhole = guesses?.words === of;
  // A share of 100 words says how many they were.
  const isSaid = isWhole && of === 100;
  return (
    <li data-tone={tone} data-testid="rung">
      <strong>
        {name}
        {term && <TermButton term={term} />}
        {model !== undefined && (
          <span className="small muted">
            {' '}
            <bdi>{model}</bdi>
          </span>
        )}
      </strong>
      <span className={`${styles.track} ${styles.rungTrack}`} data-tone={tone} aria-hidden="true">
        {share !== undefined && share > 0 && (
          <span className={styles.fill} style={{ width: `${Math.min(100, (100 * share) / FULL)}%` }} />
        )}
      </span>
      <span className={`number ${styles.rungValue}`}>
        {share === undefined ? (
          <span className="muted">{!isMissing && words.notYet}</span>
        ) : (
          <>
            <strong>{words.share(share)}</strong>{' '}
            {!isSaid && (
              <small>{(isWhole ? words.exact : words.soFar)(guesses!.right, guesses!.words)}</small>
            )}
          </>
        )}
      </span>
      <p>{children}</p>
    </li>
  );
}
