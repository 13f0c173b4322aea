import { judge, type ProbeReport, type Writing } from '../../eval/probe';
import { rise } from '../../eval/verdict';
import { count, ratio, signedPercent } from '../shell/format';
import styles from './library.module.css';

/** What was found in a model from a file, when it was brought in: in a sentence, in a number, and in its own words. */
export function ProbeView({ report }: { report: ProbeReport }) {
  const finding = judge(report);
  const change = rise(report.general);
  return (
    <section className="stack" aria-label="What we found" data-testid="probe" data-finding={finding}>
      <p className="notice small" data-tone={finding === 'near' ? undefined : 'alarm'}>
        {finding === 'nonsense' && <strong>This model writes nonsense. Do not use it.</strong>}
        {finding === 'far' && (
          <strong>
            This model has forgotten how others write: it hesitates {ratio(change + 1)} times as much as the
            base. Do not trust it.
          </strong>
        )}
        {finding === 'near' &&
          `Its perplexity on other people's text changed by ${signedPercent(change)}, measured here on ${count(report.tokens)} tokens. That does not show what else it has learned.`}
      </p>
      <div className={styles.writings}>
        {report.writings.map((writing) => (
          <Beginning key={writing.beginning} {...writing} />
        ))}
      </div>
    </section>
  );
}

function Beginning({ beginning, base, adapter, found }: Writing) {
  return (
    <div className={styles.writing}>
      <h3 className="visually-hidden">How they go on after “{beginning}”</h3>
      <dl>
        <dt>The base</dt>
        <dd dir="auto">
          <span className="muted">{beginning}</span>
          {base}
        </dd>
        <dt data-model="mine">This model</dt>
        <dd dir="auto" data-testid="probe-writing">
          <span className="muted">{beginning}</span>
          {adapter}
        </dd>
      </dl>
      {found.length > 0 && (
        <p className="notice small" data-tone="alarm">
          It writes what looks private or leads elsewhere: <bdi>{found.join(', ')}</bdi>
        </p>
      )}
    </div>
  );
}
