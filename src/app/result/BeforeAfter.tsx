import { type Change, drop, rise } from '../../eval/verdict';
import { perplexity, ratio, signedPercent } from '../format';
import styles from './BeforeAfter.module.css';

/**
 * Two pairs of bars: perplexity on the student's held-out text and on general text, before and after.
 * All four bars share one scale that starts at zero.
 */
export function BeforeAfter({ personal, general }: { personal: Change; general: Change }) {
  const top = Math.max(personal.before, personal.after, general.before, general.after);
  return (
    <div className={styles.pairs}>
      <Pair
        title="Your text, held out"
        change={personal}
        top={top}
        summary={`${ratio(drop(personal))}× lower`}
        good={drop(personal) > 1}
      />
      <Pair
        title="Other people's text"
        change={general}
        top={top}
        summary={signedPercent(rise(general))}
        good={rise(general) < 0.05}
      />
    </div>
  );
}

function Pair(props: { title: string; change: Change; top: number; summary: string; good: boolean }) {
  return (
    <section className={styles.pair} aria-label={props.title}>
      <h3>{props.title}</h3>
      <strong className={styles.summary} data-good={props.good}>
        {props.summary}
      </strong>
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
