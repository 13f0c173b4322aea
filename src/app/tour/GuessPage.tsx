import { useId } from 'react';
import { Rich, useStrings } from '../../i18n/react';
import { useTourStrings } from '../../i18n/tour';
import { Bars } from '../counting/Bars';
import { passageLanguage } from '../shell/passage';
import { asWritten, Page, type PageProps } from './Page';
import styles from './tour.module.css';

/** What the base expects after the beginning of a sentence; the word that comes there is among it, however unlikely it is. */
export function GuessPage({ tour, waiting, ...props }: PageProps) {
  const t = useStrings();
  const words = useTourStrings();
  const { source, guess } = tour;
  const id = useId();
  const bars = (guess?.candidates ?? [])
    .map(({ word, base }) => ({ id: word, name: word, size: base, value: t.why.chance(base) }))
    .sort((a, b) => b.size - a.size);
  return (
    <Page
      {...props}
      waiting={source ? words.asking : waiting}
      title={words.guess.title}
      term="chance"
      sentences={[words.guess.about, words.guess.base]}
      of={source}
      caption={guess && <Rich text={words.guess.really(guess.word)} word={asWritten} />}
    >
      {guess && (
        <>
          <p className={styles.beginning} lang={passageLanguage(guess.before)} dir="auto" translate="no">
            {guess.before} <span className={styles.gap}>?</span>
          </p>
          <h2 id={id} className="small muted">
            {words.guess.bars}
          </h2>
          <div data-testid="guesses">
            <Bars
              labelledBy={id}
              bars={bars.map((bar) => ({ ...bar, tone: 'base' }))}
              rows={bars.length}
              marked={guess.word}
            />
          </div>
        </>
      )}
    </Page>
  );
}
