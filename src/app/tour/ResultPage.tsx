import { useId } from 'react';
import { fall, UNCHANGED_FALL } from '../../eval/verdict';
import { Rich, useStrings } from '../../i18n/react';
import { useTourStrings } from '../../i18n/tour';
import { modelWords } from '../../i18n/words';
import type { RunRecord } from '../../model/run';
import { Bars } from '../counting/Bars';
import { asWritten, Page, type PageProps } from './Page';
import styles from './tour.module.css';

/** What the student's last training came to; before there is one, the way to it. */
export function ResultPage({ tour: { last }, ...props }: PageProps) {
  const t = useStrings();
  const words = useTourStrings().result;
  return (
    <Page
      {...props}
      title={words.title}
      term="perplexity"
      sentences={[words.about, words.lower]}
      caption={
        last ? (
          <>
            <Rich text={sentence(words, last.run, modelWords(t, last))} name={asWritten} />{' '}
            {isUnsure(last.run) && words.unsure}
          </>
        ) : (
          last === null && words.none
        )
      }
    >
      {last ? (
        <Found run={last.run} />
      ) : (
        last === null && (
          <ol className={styles.steps} data-testid="way">
            {words.way.map((step) => (
              <li key={step}>{step}</li>
            ))}
          </ol>
        )
      )}
    </Page>
  );
}

function Found({ run }: { run: RunRecord }) {
  const { format } = useStrings();
  const words = useTourStrings().result;
  const id = useId();
  const { before, after } = run.personal;
  const bar = (id: 'before' | 'after', size: number) => ({
    ...{ id, name: words[id], size, value: format.perplexity(size) },
    tone: id === 'before' ? ('base' as const) : ('mine' as const),
  });
  return (
    <div data-testid="found">
      <h2 id={id} className="small muted">
        {words.bars}
      </h2>
      <Bars labelledBy={id} bars={[bar('before', before), bar('after', after)]} rows={2} />
    </div>
  );
}

function sentence(
  words: ReturnType<typeof useTourStrings>['result'],
  { personal }: RunRecord,
  name: string,
): string {
  const times = fall(personal);
  if (times >= UNCHANGED_FALL) return words.fell(name, times);
  return 1 / times >= UNCHANGED_FALL ? words.rose(name, 1 / times) : words.same(name);
}

/** Whether what was measured may be chance alone. */
function isUnsure({ uncertainty }: RunRecord): boolean {
  const { low, high } = uncertainty?.personal ?? {};
  return low === undefined || high === undefined || (low <= 1 && high >= 1);
}
