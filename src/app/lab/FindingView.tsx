import { Button, Disclosure, DisclosurePanel, Heading } from 'react-aria-components';
import type { Experiment, Finding } from '../../experiments/experiment';
import { deviceWords } from '../../i18n/device';
import { currentStrings } from '../../i18n/language';
import { download, fileName } from '../../run/exchange';
import type { ExperimentRecord } from '../../store';
import { ChartView } from '../charts/ChartView';
import { AskFirst } from '../shell/AskFirst';
import { count, duration, plural, when } from '../shell/format';
import { useProfile } from '../shell/profile';
import { FindingTable } from './FindingTable';
import styles from './lab.module.css';
import { reportFile } from './report';
import { FORM_NAMES, onWords, verdictWord } from './words';

/** What an experiment has found: the verdict, a sentence, the charts, and the numbers behind them. */
export function FindingView(props: {
  bet: Experiment<unknown>;
  record: ExperimentRecord;
  finding: Finding;
  /** It is of another run than the one that is set up. */
  earlier?: boolean;
}) {
  const { bet, record, finding } = props;
  const complete = record.finding !== undefined;
  return (
    <section className="card stack" aria-label="Finding" data-testid="finding" data-complete={complete}>
      {props.earlier && (
        <p className="notice small">This is an earlier run, on other text or in another form.</p>
      )}
      <h2 className={styles.verdict} data-passed={complete ? finding.passed : undefined}>
        {complete ? verdictWord(finding) : `So far: ${record.done} of ${plural(record.cells, 'part')}`}
      </h2>
      <p className={styles.sentence}>{finding.sentence}</p>
      <div className={styles.charts}>
        {finding.charts.map((chart) => (
          <ChartView key={chart.title} chart={chart} />
        ))}
      </div>
      <p className="small muted">{provenance(record)}</p>
      {finding.table.rows.length > 0 && (
        <Disclosure>
          <Heading level={3}>
            <Button slot="trigger" className="react-aria-Button quiet">
              The numbers
            </Button>
          </Heading>
          <DisclosurePanel>
            <FindingTable table={finding.table} />
          </DisclosurePanel>
        </Disclosure>
      )}
      <div className="row">
        <Button
          onPress={() =>
            download(
              fileName(`bet-${bet.id}-${record.form}`, '.json'),
              new TextEncoder().encode(reportFile(bet, record, finding)),
            )
          }
        >
          Save as JSON
        </Button>
        {complete && <DeleteRun record={record} />}
      </div>
    </section>
  );
}

function DeleteRun({ record }: { record: ExperimentRecord }) {
  const { experiments } = useProfile();
  return (
    <AskFirst
      label="Delete this run"
      quiet
      title="Delete this run and what it found?"
      question="Your texts and models stay. To see it again, the experiment must be run again."
      yes="Delete"
      onYes={() => experiments.delete(record.id)}
    />
  );
}

function provenance(record: ExperimentRecord): string {
  const held = record.authors.reduce((sum, author) => sum + author.held, 0);
  return (
    `${FORM_NAMES[record.form]} run of ${when(record.startedAt)} on ${onWords(record)}: ` +
    `${plural(held, 'held-out token')} and ${count(record.general)} of general text, ` +
    `${duration(record.seconds)} of work${record.device ? ` on ${deviceWords(currentStrings(), record.device)}` : ''}.`
  );
}
