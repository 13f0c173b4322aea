import { judge, type ProbeReport, type Writing } from '../../eval/probe';
import { rise } from '../../eval/verdict';
import { Rich, useStrings } from '../../i18n/react';
import styles from './library.module.css';

/** What was found in a model from a file, when it was brought in: in a sentence, in a number, and in its own words. */
export function ProbeView({ report }: { report: ProbeReport }) {
  const words = useStrings().library.probe;
  const finding = judge(report);
  const change = rise(report.general);
  return (
    <section className="stack" aria-label={words.label} data-testid="probe" data-finding={finding}>
      <p className="notice small" data-tone={finding === 'near' ? undefined : 'alarm'}>
        {finding === 'nonsense' && <strong>{words.nonsense}</strong>}
        {finding === 'far' && <strong>{words.far(change + 1)}</strong>}
        {finding === 'near' && words.near(change, report.tokens)}
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
  const words = useStrings().library.probe;
  return (
    <div className={styles.writing}>
      <h3 className="visually-hidden">
        <Rich text={words.after(beginning)} beginning={(text: string) => <bdi>{text}</bdi>} />
      </h3>
      <dl>
        <dt>{words.base}</dt>
        <dd dir="auto">
          <span className="muted">{beginning}</span>
          {base}
        </dd>
        <dt data-model="mine">{words.model}</dt>
        <dd dir="auto" data-testid="probe-writing">
          <span className="muted">{beginning}</span>
          {adapter}
        </dd>
      </dl>
      {found.length > 0 && (
        <p className="notice small" data-tone="alarm">
          <Rich text={words.private(found)} name={(inner: string) => <bdi>{inner}</bdi>} />
        </p>
      )}
    </div>
  );
}
