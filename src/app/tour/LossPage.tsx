import { useId } from 'react';
import { Rich, useStrings } from '../../i18n/react';
import { useTourStrings } from '../../i18n/tour';
import { type Bar, Bars } from '../counting/Bars';
import { oneIn } from '../why/levels';
import { asWritten, Page, type PageProps } from './Page';

/** Chances of 1 of so many, to compare with. */
const REFERENCES = [2, 10, 100, 1000, 10_000];

/** The loss of a word, in nats: the sum over its tokens, by the chance that the base gave it. */
const lossOf = (chance: number) => -Math.log(chance);

/** How wrong the base was about the word that really comes, among chances that one can imagine. */
export function LossPage({ tour, waiting, ...props }: PageProps) {
  const t = useStrings();
  const words = useTourStrings();
  const { source, guess } = tour;
  const id = useId();
  const loss = guess && lossOf(guess.chances.base);
  const bar = (loss: number, bar: Pick<Bar, 'id' | 'name' | 'tone'>): Bar => ({
    ...bar,
    size: loss,
    value: t.format.loss(loss),
  });
  const bars = REFERENCES.map((n) =>
    bar(lossOf(1 / n), { id: n, name: t.why.surprise.oneIn(n), tone: 'base' }),
  );
  if (guess) bars.push(bar(loss!, { id: 'word', name: guess.word, tone: 'counted' }));
  return (
    <Page
      {...props}
      waiting={source ? words.asking : waiting}
      title={words.loss.title}
      term="loss"
      sentences={[words.loss.about, words.loss.zero]}
      of={source}
      caption={
        guess && (
          <Rich
            text={words.loss.found(guess.word, t.why.surprise.oneIn(oneIn(guess.chances.base)), loss!)}
            word={asWritten}
          />
        )
      }
    >
      {guess && (
        <>
          <h2 id={id} className="small muted">
            {words.loss.bars}
          </h2>
          <div data-testid="losses">
            <Bars
              labelledBy={id}
              bars={bars.sort((a, b) => a.size - b.size)}
              rows={bars.length}
              marked="word"
            />
          </div>
        </>
      )}
    </Page>
  );
}
