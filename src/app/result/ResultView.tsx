import type { ReactNode } from 'react';
import { caveat } from '../../eval/verdict';
import { useStrings } from '../../i18n/react';
import type { RunRecord } from '../../model/run';
import { LossChart } from '../charts/LossChart';
import { AttributionView } from './Attribution';
import { BeforeAfter } from './BeforeAfter';
import styles from './ResultView.module.css';
import { caveatWords, verdictWords } from './sentences';

/**
 * The result of one run: verdict, numbers, the caveat, where the fall comes from, and the curve. `children` are beside the
 * headline; `isComparing`: where the fall comes from is being measured.
 */
export function ResultView(props: { run: RunRecord; isComparing?: boolean; children?: ReactNode }) {
  const t = useStrings();
  const { run } = props;
  const { headline, sentences } = verdictWords(t, run.verdict, run);
  const { personal, tokens, uncertainty, attribution } = run;
  const doubt = caveat(personal, tokens.held, uncertainty?.personal);
  return (
    <div className="stack" data-testid="result" data-verdict={run.verdict}>
      <div className={styles.verdict}>
        <div className="row spread">
          <h2>{headline}</h2>
          {props.children}
        </div>
        <p>{sentences.join(' ')}</p>
      </div>
      <BeforeAfter run={run} />
      {!(doubt === 'kind-of-text' && attribution) && (
        <p className="notice small">{caveatWords(t, doubt, run, props.isComparing)}</p>
      )}
      <AttributionView run={run} />
      <LossChart curve={run.curve} steps={run.steps} />
      <p className="small muted">{t.result.about}</p>
    </div>
  );
}
