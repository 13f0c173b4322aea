import type { BarChart } from '../../experiments/chart';
import type { Strings } from '../../i18n/en';
import { Rich, useStrings } from '../../i18n/react';
import type { Interval } from '../../model/run';
import { SAMPLES } from '../../text/samples';
import { ChartView } from '../charts/ChartView';
import { TermButton } from '../glossary/TermButton';
import styles from './Attribution.module.css';
import { attributionWords, cachesWords, type Measured, memoryWords } from './sentences';

type Bar = BarChart['bars'][number];

/**
 * Where the fall comes from, as bars from ×1.00 on the same held-out text, and in sentences: as far as it is known, and
 * nothing where it is not.
 */
export function AttributionView({ run }: { run: Measured }) {
  const t = useStrings();
  const words = t.result.attribution;
  const { attribution } = run;
  const bars = attributionBars(t, run);
  const author = SAMPLES.find(({ id }) => id === attribution?.other?.id);
  if (bars.length < 2) return null;
  const sentences = attributionSentences(t, run);
  const about = author
    ? words.aboutAuthor(t.samples[author.id].title)
    : attribution
      ? words.aboutOthers
      : words.about;
  return (
    <section className={styles.attribution} aria-label={words.title} data-testid="attribution">
      <ChartView chart={{ kind: 'bars', title: words.title, unit: 'fall', from: 1, bars }} />
      {sentences.map((sentence, i) => (
        <p key={sentence} className={styles.sentence}>
          {sentence}
          {run.cache && i === sentences.length - 1 && <TermButton term="memory" />}
        </p>
      ))}
      <p className="small muted">
        <Rich text={about} name={(title: string) => <bdi>“{title}”</bdi>} />
        {attribution && <TermButton term="random-text" />}
      </p>
    </section>
  );
}

/** What the bars say, the most important first; what remembering brings is the last. */
export function attributionSentences(t: Strings, { attribution, cache, personal }: Measured): string[] {
  return [
    ...(attribution?.withCaches ? [cachesWords(t, attribution.withCaches)] : []),
    ...(attribution ? [attributionWords(t, attribution)] : []),
    ...(cache ? [memoryWords(t, personal.after, cache)] : []),
  ];
}

/** Falls by other people's models, and by the student's with more and more of its memory. */
export function attributionBars(t: Strings, { attribution, cache, uncertainty }: Measured): Bar[] {
  if (!uncertainty) return [];
  const words = t.result.attribution;
  const bar = (name: string, tone: Bar['tone'], { value, low, high }: Interval): Bar => ({
    ...{ name, tone, value, low, high },
  });
  const own = cache
    ? [
        bar(words.own, 'mine', cache.alone.uncertainty.personal),
        bar(words.ownRemembersThis, 'mine', cache.ownText.uncertainty.personal),
        bar(words.ownRemembersAll, 'mine', uncertainty.personal),
      ]
    : [bar(words.own, 'mine', uncertainty.personal)];
  return [
    ...(attribution ? [bar(words.random, 'other', attribution.random)] : []),
    ...(attribution?.other ? [bar(words.other, 'other', attribution.other)] : []),
    ...(attribution?.withCaches ? [bar(words.otherRemembers, 'other', attribution.withCaches.other)] : []),
    ...own,
  ];
}
