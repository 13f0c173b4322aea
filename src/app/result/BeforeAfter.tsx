import { fall, rise } from '../../eval/verdict';
import type { AskedTerm } from '../../i18n/glossary';
import { useStrings } from '../../i18n/react';
import type { Change, Interval } from '../../model/run';
import { TermButton, Termed } from '../glossary/TermButton';
import styles from './BeforeAfter.module.css';
import type { Measured } from './sentences';

/** General perplexity that rose by less than this is good news. */
const SMALL_RISE = 0.05;

/**
 * Two pairs of bars: perplexity on the student's held-out text and on general text, before and after.
 * All four bars share one scale that starts at zero.
 */
export function BeforeAfter({ run }: { run: Measured }) {
  const words = useStrings().result;
  const { personal, general, tokens, uncertainty } = run;
  const top = Math.max(personal.before, personal.after, general.before, general.after);
  const [held, others] = [words.heldTokens(tokens.held), words.generalTokens(tokens.general)];
  const [fallRange, changeRange] = [known(uncertainty?.personal), known(uncertainty?.general)];
  return (
    <div className={styles.pairs}>
      <Pair
        title={words.yours}
        term="held-out"
        change={personal}
        top={top}
        summary={words.lower(fall(personal))}
        explains
        certainty={fallRange ? words.fallRange(fallRange, held) : words.measuredOn(held)}
        good={(uncertainty?.personal.low ?? fall(personal)) > 1}
      />
      <Pair
        title={words.general}
        term="general-text"
        change={general}
        top={top}
        summary={words.change(rise(general))}
        certainty={changeRange ? words.changeRange(changeRange, others) : words.measuredOn(others)}
        good={rise(general) < SMALL_RISE}
      />
    </div>
  );
}

/** The ends of an interval, where both are known. */
function known({ low, high }: Partial<Interval> = {}): { low: number; high: number } | undefined {
  return low === undefined || high === undefined ? undefined : { low, high };
}

function Pair(props: {
  title: string;
  /** What the title speaks of. */
  term: AskedTerm;
  change: Change;
  top: number;
  summary: string;
  certainty: string;
  /** Whether its numbers are explained: those of one pair are enough. */
  explains?: boolean;
  good: boolean;
}) {
  const words = useStrings().result;
  return (
    <section className={styles.pair} aria-label={props.title}>
      <Termed term={props.term}>
        <h3>{props.title}</h3>
      </Termed>
      <p>
        <strong className={styles.summary} data-good={props.good}>
          {props.summary}
        </strong>
        {props.explains && <TermButton term="perplexity" />}{' '}
        <span className="small muted">{props.certainty}</span>
        {props.explains && <TermButton term="interval" />}
      </p>
      <dl className={styles.bars}>
        <Bar name="base" label={words.before} value={props.change.before} top={props.top} />
        <Bar name="mine" label={words.after} value={props.change.after} top={props.top} />
      </dl>
    </section>
  );
}

function Bar({ name, label, value, top }: { name: string; label: string; value: number; top: number }) {
  const { format } = useStrings();
  return (
    <>
      <dt>{label}</dt>
      <dd>
        <span className={styles.bar} data-model={name} style={{ width: `${(72 * value) / top}%` }} />
        <span className="number">{format.perplexity(value)}</span>
      </dd>
    </>
  );
}
