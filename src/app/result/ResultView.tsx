import type { ReactNode } from 'react';
import { caveat } from '../../eval/verdict';
import { useStrings } from '../../i18n/useStrings';
import type { CurvePoint, Verdict } from '../../model/run';
import { LossChart } from '../charts/LossChart';
import { AttributionView } from './Attribution';
import { BeforeAfter } from './BeforeAfter';
import styles from './ResultView.module.css';
import { caveatWords, type Measured, verdictWords } from './sentences';

/**
 * The result of one run: verdict, numbers, the caveat, where the fall comes from, and the curve. `children` are beside the
 * headline; `isComparing`: where the fall comes from is being measured.
 */
export function ResultView(props: {
  measured: Measured;
  verdict: Verdict;
  curve: CurvePoint[];
  steps: number;
  isComparing?: boolean;
  children?: ReactNode;
}) {
  const t = useStrings();
  const { measured } = props;
  const { headline, sentences } = verdictWords(t, props.verdict, measured);
  const { personal, tokens, uncertainty, madeOf } = measured;
  const doubt = caveat(personal, tokens.held, uncertainty?.personal);
  return (
    <div className="stack" data-testid="result" data-verdict={props.verdict}>
      <div className={styles.verdict}>
        <div className="row spread">
          <h2>{headline}</h2>
          {props.children}
        </div>
        <p>{sentences.join(' ')}</p>
      </div>
      <BeforeAfter measured={measured} />
      {!(doubt === 'kind-of-text' && madeOf) && (
        <p className="notice small">{caveatWords(t, doubt, measured, props.isComparing)}</p>
      )}
      <AttributionView measured={measured} />
      <LossChart curve={props.curve} steps={props.steps} />
      <p className="small muted">{t.result.about}</p>
    </div>
  );
}
