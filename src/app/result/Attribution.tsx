import type { BarChart } from '../../experiments/chart';
import { useStrings } from '../../i18n/useStrings';
import type { Interval } from '../../model/run';
import { SAMPLES } from '../../text/samples';
import { ChartView } from '../charts/ChartView';
import styles from './Attribution.module.css';
import { type Measured, madeOfWords, memoryWords, wholeWords } from './words';

type Bar = BarChart['bars'][number];

/**
 * What the fall is made of, as bars from ×1.00 on the same held-out text, and in sentences: as far as it is known, and
 * nothing where it is not.
 */
export function AttributionView({ measured }: { measured: Measured }) {
  const { attribution: madeOf } = measured;
  const t = useStrings();
  const bars = barsOf(measured);
  const author = SAMPLES.find(({ id }) => id === madeOf?.other?.id);
  if (bars.length < 2) return null;
  return (
    <section className={styles.madeOf} aria-label={TITLE} data-testid="made-of">
      <ChartView chart={{ kind: 'bars', title: TITLE, unit: 'fall', from: 1, bars }} />
      {sentencesOf(measured).map((sentence) => (
        <p key={sentence} className={styles.sentence}>
          {sentence}
        </p>
      ))}
      <p className="small muted">
        How many times lower perplexity is on your held-out text than with the base; below ×1.00 it is higher.
        {madeOf && (
          <>
            {' '}
            The others never saw a word of yours
            {author && (
              <>
                ; someone else is the author of “<bdi>{t.samples[author.id].title}</bdi>”, of our samples the
                one who helps most here
              </>
            )}
            .
          </>
        )}
      </p>
    </section>
  );
}

const TITLE = 'What the drop is made of';

/** What the bars say, the most important first. */
function sentencesOf({ attribution: madeOf, cache: memory, personal }: Measured): string[] {
  return [
    ...(madeOf?.withCaches ? [wholeWords(madeOf.withCaches)] : []),
    ...(madeOf ? [madeOfWords(madeOf)] : []),
    ...(memory ? [memoryWords(personal.after, memory)] : []),
  ];
}

/** Falls by other people's models, and by the student's with more and more of its memory. */
function barsOf({ attribution: madeOf, cache: memory, uncertainty }: Measured): Bar[] {
  if (!uncertainty) return [];
  const bar = (name: string, tone: Bar['tone'], { value, low, high }: Interval): Bar => ({
    ...{ name, tone, value, low, high },
  });
  const own = memory
    ? [
        bar('Learned your text', 'mine', memory.alone.uncertainty.personal),
        bar('… and remembers this very text', 'mine', memory.ownText.uncertainty.personal),
        bar('… and your earlier text', 'mine', uncertainty.personal),
      ]
    : [bar('Learned your text', 'mine', uncertainty.personal)];
  return [
    ...(madeOf ? [bar('Learned random text', 'other', madeOf.random)] : []),
    ...(madeOf?.other ? [bar('Learned someone else’s text', 'other', madeOf.other)] : []),
    ...(madeOf?.withCaches
      ? [bar('… and remembers it and this very text', 'other', madeOf.withCaches.other)]
      : []),
    ...own,
  ];
}
