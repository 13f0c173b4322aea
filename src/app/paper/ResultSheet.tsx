import { caveat } from '../../eval/verdict';
import type { LineChart } from '../../experiments/chart';
import { useCostStrings } from '../../i18n/cost';
import type { Strings } from '../../i18n/en';
import { usePaperStrings } from '../../i18n/paper';
import { useStrings } from '../../i18n/react';
import { deviceWords } from '../../i18n/words';
import type { CurvePoint } from '../../model/run';
import { costOf } from '../../run/cost';
import { ChartView } from '../charts/ChartView';
import { AttributionView } from '../result/Attribution';
import { BeforeAfter } from '../result/BeforeAfter';
import { CostFacts } from '../result/CostView';
import { caveatWords, verdictWords } from '../result/sentences';
import { Brand } from '../shell/Brand';
import { rememberedBy } from '../shell/store';
import { Lines, WhoBlanks } from './Blanks';
import styles from './paper.module.css';
import type { Measured } from './SheetScreen';

/** The result of a training on one or two pages: whose, when, the numbers, the curve, and what it means. */
export function ResultSheet({ adapter }: { adapter: Measured }) {
  const t = useStrings();
  const words = usePaperStrings().sheet;
  const costWords = useCostStrings();
  const { run } = adapter;
  const { headline, sentences } = verdictWords(t, run.verdict, run);
  const cost = costOf(run);
  const doubt = caveat(run.personal, run.tokens.held, run.uncertainty?.personal);
  return (
    <article className={styles.paper} data-testid="sheet">
      <header className={styles.top}>
        <p>{words.kind}</p>
        <p>
          <Brand />
        </p>
      </header>
      <h1 dir="auto">{adapter.name}</h1>
      <WhoBlanks />
      {adapter.origin === 'imported' && <p className={styles.note}>{words.fromFile}</p>}
      <section className="stack">
        <div>
          <h2>{headline}</h2>
          <p>{sentences.join(' ')}</p>
          {run.nextWord && <p>{t.result.nextWord(run.nextWord)}</p>}
        </div>
        <BeforeAfter run={run} />
        {!(doubt === 'kind-of-text' && run.attribution) && (
          <p className={styles.note}>{caveatWords(t, doubt, run)}</p>
        )}
      </section>
      <section>
        <h2>{words.numbers}</h2>
        <Numbers adapter={adapter} />
      </section>
      <section>
        <ChartView chart={chartOf(t, words.curve, run.curve)} />
        <p>{words.curveAbout}</p>
      </section>
      <AttributionView run={run} />
      {cost && (
        <section>
          <h2>{costWords.title}</h2>
          <CostFacts cost={cost} />
          <p>{costWords.measured}</p>
        </section>
      )}
      <section>
        <h2>{words.meaning}</h2>
        <p>{t.result.about}</p>
        <p>{words.own}</p>
        <Lines count={3} />
      </section>
    </article>
  );
}

function Numbers({ adapter }: { adapter: Measured }) {
  const t = useStrings();
  const words = usePaperStrings().sheet;
  const { run } = adapter;
  const remembered = rememberedBy(adapter);
  const facts = [
    [words.made, words.when(adapter.origin === 'trained' ? adapter.createdAt : adapter.madeAt)],
    [words.method, t.result.methods[adapter.method]],
    [words.learned, words.tokens(run.tokens.train)],
    [words.held, words.tokens(run.tokens.held)],
    [words.steps, words.count(run.steps)],
    [words.device, deviceWords(t, run.device)],
    ...(remembered > 0 ? [[words.memory, words.tokens(remembered)]] : []),
  ];
  return (
    <dl className={styles.numbers}>
      {facts.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

/** The curve of a run as lines that print sharply, in nats per token: a picture of pixels has the colours of the screen. */
function chartOf({ charts: { loss } }: Strings, title: string, curve: readonly CurvePoint[]): LineChart {
  return {
    kind: 'lines',
    title,
    x: { label: loss.step, unit: 'number', isWhole: true },
    y: { label: loss.loss, unit: 'number' },
    series: [
      {
        ...{ name: loss.train, tone: 'train' },
        points: curve.flatMap(([x, value]) => (value === null ? [] : [{ x, value }])),
      },
      {
        ...{ name: loss.held, tone: 'mine' },
        points: curve.flatMap(([x, , perplexity]) =>
          perplexity === null ? [] : [{ x, value: Math.log(perplexity) }],
        ),
      },
    ],
  };
}
