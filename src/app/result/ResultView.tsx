import type { ReactNode } from 'react';
import { caveat, type Verdict } from '../../eval/verdict';
import type { CurvePoint } from '../../train/loop';
import { count } from '../format';
import { BeforeAfter } from './BeforeAfter';
import { LossChart } from './LossChart';
import styles from './ResultView.module.css';
import { caveatWords, type Measured, verdictWords } from './words';

/** The result of one run: verdict, numbers, the caveat, and the curve. `children` stand beside the headline. */
export function ResultView(props: {
  measured: Measured;
  verdict: Verdict;
  curve: CurvePoint[];
  steps: number;
  children?: ReactNode;
}) {
  const { headline, sentence } = verdictWords(props.verdict, props.measured);
  return (
    <div className="stack" data-testid="result" data-verdict={props.verdict}>
      <div className={styles.verdict}>
        <div className="row spread">
          <h2>{headline}</h2>
          {props.children}
        </div>
        <p>{sentence}</p>
      </div>
      <BeforeAfter personal={props.measured.personal} general={props.measured.general} />
      <p className="small muted">
        The bars are perplexities: among how many equally likely next tokens the model hesitates, on average.
        Lower is better. Measured on {count(props.measured.heldTokens)} held-out tokens by a second program,
        not by the one that trained.
      </p>
      <p className="notice small">
        {caveatWords(caveat(props.measured.personal, props.measured.heldTokens), props.measured)}
      </p>
      <LossChart curve={props.curve} steps={props.steps} />
    </div>
  );
}
