import type { ReactNode } from 'react';
import { caveat } from '../../eval/verdict';
import { useStrings } from '../../i18n/react';
import type { CurvePoint, RunRecord } from '../../model/run';
import { costOf } from '../../run/cost';
import type { Voice } from '../../run/voice';
import { LossChart } from '../charts/LossChart';
import { TermButton } from '../glossary/TermButton';
import { AttributionView } from './Attribution';
import { BeforeAfter } from './BeforeAfter';
import { CostView } from './CostView';
import styles from './ResultView.module.css';
import { caveatWords, type Measuring, verdictWords } from './sentences';
import { VoiceView } from './VoiceView';

/**
 * The result of one run: verdict, numbers, the caveat, where the fall comes from, the curve, and what it cost. `children`
 * are beside the headline. A first result is of a model that still learns: what is missing in it is measured `later`, and the curve is
 * that of its `progress`.
 */
export function ResultView(props: {
  run: RunRecord;
  progress?: { curve: CurvePoint[]; steps: number };
  measuring?: Measuring;
  /** Whether it is being counted how often the next word is guessed. */
  isCounting?: boolean;
  voice?: Voice | 'awaited';
  children?: ReactNode;
}) {
  const t = useStrings();
  const { run, measuring } = props;
  const { curve, steps } = props.progress ?? run;
  const { headline, sentences } = verdictWords(t, run.verdict, run, props.progress !== undefined);
  const { personal, tokens, uncertainty, attribution, nextWord } = run;
  const cost = costOf(run);
  const doubt = caveat(personal, tokens.held, uncertainty?.personal);
  return (
    <div
      className="stack"
      data-testid={props.progress ? 'first-result' : 'result'}
      data-verdict={run.verdict}
    >
      <div className={styles.verdict}>
        <div className="row spread">
          <h2>{headline}</h2>
          {props.children}
        </div>
        <p>
          {sentences.join(' ')}
          <TermButton term="base-model" />
        </p>
        {nextWord && <p data-testid="next-word">{t.result.nextWord(nextWord)}</p>}
        {props.isCounting && <p className="muted">{t.result.countingWords}</p>}
      </div>
      {props.voice && <VoiceView voice={props.voice} />}
      <BeforeAfter run={run} />
      {!(doubt === 'kind-of-text' && attribution) && (
        <p className="notice small">{caveatWords(t, doubt, run, measuring)}</p>
      )}
      <AttributionView run={run} />
      <LossChart curve={curve} steps={steps} />
      <p className="small muted">{t.result.about}</p>
      {cost && !props.progress && <CostView cost={cost} engine={run.engine} />}
    </div>
  );
}
