import { Button, Disclosure, DisclosurePanel, Heading } from 'react-aria-components';
import type { Experiment, Found } from '../../experiments/experiment';
import { namesIn } from '../../experiments/names';
import type { Strings } from '../../i18n/en';
import { useStrings } from '../../i18n/react';
import { deviceWords } from '../../i18n/words';
import { download, fileName } from '../../run/exchange';
import type { ExperimentRecord } from '../../store';
import { ChartView } from '../charts/ChartView';
import { AskFirst } from '../shell/AskFirst';
import { useProfile } from '../shell/profile';
import { FindingTable } from './FindingTable';
import styles from './lab.module.css';
import { Passages } from './Passages';
import { reportFile } from './report';
import { namesOn, verdictOf } from './words';

/** What an experiment has found: the verdict, a sentence, the charts, and the numbers behind them. */
export function FindingView(props: {
  experiment: Experiment<unknown>;
  record: ExperimentRecord;
  found: Found;
  /** It is of another run than the one that is set up. */
  earlier?: boolean;
}) {
  const t = useStrings();
  const words = t.lab.finding;
  const { experiment, record, found } = props;
  const { finished, done, cells } = record;
  const { sentence, charts, table, passages } = experiment.present(found, t, namesIn(t));
  return (
    <section className="card stack" aria-label={words.region} data-testid="finding" data-complete={finished}>
      {props.earlier && <p className="notice small">{words.earlier}</p>}
      <h2 className={styles.verdict} data-passed={finished ? record.passed : undefined}>
        {finished ? verdictOf(t, record.passed) : words.soFar(done, cells)}
      </h2>
      <p className={styles.sentence}>{sentence}</p>
      <div className={styles.charts}>
        {charts.map((chart) => (
          <ChartView key={chart.title} chart={chart} />
        ))}
      </div>
      {passages && <Passages passages={passages} />}
      <p className="small muted">{provenance(t, record)}</p>
      {table.rows.length > 0 && (
        <Disclosure>
          <Heading level={3}>
            <Button slot="trigger" className="react-aria-Button quiet">
              {words.numbers}
            </Button>
          </Heading>
          <DisclosurePanel>
            <FindingTable table={table} />
          </DisclosurePanel>
        </Disclosure>
      )}
      <div className="row">
        <Button
          onPress={() =>
            download(
              fileName(`experiment-${experiment.id}-${record.form}`, '.json'),
              new TextEncoder().encode(reportFile(experiment, record, found)),
            )
          }
        >
          {words.save}
        </Button>
        {finished && <DeleteRun record={record} />}
      </div>
    </section>
  );
}

function DeleteRun({ record }: { record: ExperimentRecord }) {
  const { button, title, question, yes } = useStrings().lab.finding.delete;
  const { experiments } = useProfile();
  return (
    <AskFirst
      label={button}
      quiet
      title={title}
      question={question}
      yes={yes}
      onYes={() => experiments.delete(record.id)}
    />
  );
}

function provenance(t: Strings, record: ExperimentRecord): string {
  const { form, startedAt, authors, general, seconds, device } = record;
  const held = authors.reduce((sum, author) => sum + author.held, 0);
  const on = namesOn(t, record);
  return t.lab.finding.provenance({
    ...{ form, startedAt, on, held, general, seconds },
    device: device && deviceWords(t, device),
  });
}
