import { useStrings } from '../../i18n/react';
import type { RunRecord } from '../../model/run';
import { ChartView } from '../charts/ChartView';
import { TermButton } from '../glossary/TermButton';
import { attributionBars, attributionSentences } from '../result/Attribution';
import styles from './lesson.module.css';

/** Where the fall comes from, as on the Make screen, with the sentences side by side: a projector is wide and low. */
export function WholeView({ run }: { run: RunRecord }) {
  const t = useStrings();
  const words = t.result.attribution;
  const bars = attributionBars(t, run);
  if (bars.length < 2) return null;
  return (
    <section className={`card ${styles.whole}`} aria-label={words.title} data-testid="attribution">
      <ChartView chart={{ kind: 'bars', title: words.title, unit: 'fall', from: 1, bars }} />
      <p className="small muted">
        {words.about}
        <TermButton term="fall" />
      </p>
      <div className={styles.sentences}>
        {attributionSentences(t, run).map((sentence) => (
          <p key={sentence} className="small">
            {sentence}
          </p>
        ))}
      </div>
    </section>
  );
}
