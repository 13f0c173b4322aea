import type { ReactNode } from 'react';
import { caveat } from '../../eval/verdict';
import type { CurvePoint, Verdict } from '../../model/run';
import { LossChart } from '../charts/LossChart';
import { AttributionView } from './Attribution';
import { BeforeAfter } from './BeforeAfter';
import styles from './ResultView.module.css';
import { caveatWords, type Measured, verdictWords } from './words';

/**
 * The result of one run: verdict, numbers, what they are made of, the caveat, and the curve. `children` stand beside the
 * headline; `isComparing`: what the fall is made of is being found out.
 */
export function ResultView(props: {
  measured: Measured;
  verdict: Verdict;
  curve: CurvePoint[];
  steps: number;
  isComparing?: boolean;
  children?: ReactNode;
}) {
  const { measured } = props;
  const { headline, sentence } = verdictWords(props.verdict, measured);
  const { personal, tokens, uncertainty, attribution } = measured;
  const doubt = caveat(personal, tokens.held, uncertainty?.personal);
  return (
    <div className="stack" data-testid="result" data-verdict={props.verdict}>
      <div className={styles.verdict}>
        <div className="row spread">
          <h2>{headline}</h2>
          {props.children}
        </div>
        <p>{sentence}</p>
      </div>
      <BeforeAfter measured={measured} />
      <p className="small muted">
        The bars are perplexities: among how many equally likely next tokens the model hesitates, on average.
        Lower is better. A second program measured them, not the one that trained. In brackets, how far chance
        reaches: 95 of 100 such ranges hold the true number.
      </p>
      {!(doubt === 'kind-of-text' && attribution) && (
        <p className="notice small">{caveatWords(doubt, measured, props.isComparing)}</p>
      )}
      <AttributionView measured={measured} />
      <LossChart curve={props.curve} steps={props.steps} />
    </div>
  );
}
