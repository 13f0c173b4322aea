import type { BarChart } from '../../experiments/chart';
import type { Strings } from '../../i18n/en';
import { Rich } from '../../i18n/Rich';
import { useStrings } from '../../i18n/useStrings';
import type { Interval } from '../../model/run';
import { SAMPLES } from '../../text/samples';
import { ChartView } from '../charts/ChartView';
import styles from './Attribution.module.css';
import { attributionWords, cachesWords, type Measured, memoryWords } from './sentences';

type Bar = BarChart['bars'][number];

/**
 * Where the fall comes from, as bars from ×1.00 on the same held-out text, and in sentences: as far as it is known, and
 * nothing where it is not.
 */
export function AttributionView({ measured }: { measured: Measured }) {
  const t = useStrings();
  const words = t.result.attribution;
  const { madeOf } = measured;
  const bars = barsOf(t, measured);
  const author = SAMPLES.find(({ id }) => id === madeOf?.other?.id);
  if (bars.length < 2) return null;
  const about = author ? words.aboutAuthor(author.title) : madeOf ? words.aboutOthers : words.about;
  return (
    <section className={styles.attribution} aria-label={words.title} data-testid="attribution">
      <ChartView chart={{ kind: 'bars', title: words.title, unit: 'fall', from: 1, bars }} />
      {sentencesOf(t, measured).map((sentence) => (
        <p key={sentence} className={styles.sentence}>
          {sentence}
        </p>
      ))}
      <p className="small muted">
        <Rich text={about} name={(title: string) => <bdi>“{title}”</bdi>} />
      </p>
    </section>
  );
}

/** What the bars say, the most important first. */
function sentencesOf(t: Strings, { madeOf, memory, personal }: Measured): string[] {
  return [
    ...(madeOf?.withCaches ? [cachesWords(t, madeOf.withCaches)] : []),
    ...(madeOf ? [attributionWords(t, madeOf)] : []),
    ...(memory ? [memoryWords(t, personal.after, memory)] : []),
  ];
}

/** Falls by other people's models, and by the student's with more and more of its memory. */
function barsOf(t: Strings, { madeOf, memory, uncertainty }: Measured): Bar[] {
  if (!uncertainty) return [];
  const words = t.result.attribution;
  const bar = (name: string, tone: Bar['tone'], { value, low, high }: Interval): Bar => ({
    ...{ name, tone, value, low, high },
  });
  const own = memory
    ? [
        bar(words.own, 'mine', memory.alone.uncertainty.personal),
        bar(words.ownRemembersThis, 'mine', memory.ownText.uncertainty.personal),
        bar(words.ownRemembersAll, 'mine', uncertainty.personal),
      ]
    : [bar(words.own, 'mine', uncertainty.personal)];
  return [
    ...(madeOf ? [bar(words.random, 'other', madeOf.random)] : []),
    ...(madeOf?.other ? [bar(words.other, 'other', madeOf.other)] : []),
    ...(madeOf?.withCaches ? [bar(words.otherRemembers, 'other', madeOf.withCaches.other)] : []),
    ...own,
  ];
}
