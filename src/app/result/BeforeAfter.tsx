import { fall, rise } from '../../eval/verdict';
import type { Change, Interval } from '../../model/run';
import { perplexity, plural, ratio, signedPercent } from '../shell/format';
import styles from './BeforeAfter.module.css';
import type { Measured } from './words';

/**
 * Two pairs of bars: perplexity on the student's held-out text and on general text, before and after.
 * All four bars share one scale that starts at zero.
 */
export function BeforeAfter({ measured }: { measured: Measured }) {
  const { personal, general, tokens, uncertainty } = measured;
  const top = Math.max(personal.before, personal.after, general.before, general.after);
  return (
    <div className={styles.pairs}>
      <Pair
        title="Your text, held out"
        change={personal}
        top={top}
        summary={`${ratio(fall(personal))}× lower`}
        certainty={certainty(uncertainty?.personal, ratio, plural(tokens.held, 'held-out token'))}
        good={(uncertainty?.personal.low ?? fall(personal)) > 1}
      />
      <Pair
        title="Other people's text"
        change={general}
        top={top}
        summary={signedPercent(rise(general))}
        certainty={certainty(uncertainty?.general, signedPercent, plural(tokens.general, 'token'))}
        good={rise(general) < 0.05}
      />
    </div>
  );
}

/** "(1.09 to 1.15, 95%), on 2,000 held-out tokens". */
function certainty(interval: Interval | undefined, write: (value: number) => string, on: string): string {
  const { low, high } = interval ?? {};
  return low === undefined || high === undefined
    ? `on ${on}`
    : `(${write(low)} to ${write(high)}, 95%), on ${on}`;
}

function Pair(props: {
  title: string;
  change: Change;
  top: number;
  summary: string;
  certainty: string;
  good: boolean;
}) {
  return (
    <section className={styles.pair} aria-label={props.title}>
      <h3>{props.title}</h3>
      <p>
        <strong className={styles.summary} data-good={props.good}>
          {props.summary}
        </strong>{' '}
        <span className="small muted">{props.certainty}</span>
      </p>
      <dl className={styles.bars}>
        <Bar name="base" label="before" value={props.change.before} top={props.top} />
        <Bar name="mine" label="after" value={props.change.after} top={props.top} />
      </dl>
    </section>
  );
}

function Bar({ name, label, value, top }: { name: string; label: string; value: number; top: number }) {
  return (
    <>
      <dt>{label}</dt>
      <dd>
        <span className={styles.bar} data-model={name} style={{ width: `${(72 * value) / top}%` }} />
        <span className="number">{perplexity(value)}</span>
      </dd>
    </>
  );
}
