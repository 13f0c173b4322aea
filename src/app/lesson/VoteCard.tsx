import { useId, useRef, useState } from 'react';
import { Button } from 'react-aria-components';
import { useLessonStrings } from '../../i18n/lesson';
import { Rich, useStrings } from '../../i18n/react';
import type { Begun, Guess } from '../../run/lesson/guesses';
import { Bars } from '../counting/Bars';
import { asWord } from '../counting/names';
import { passageLanguage } from '../shell/passage';
import styles from './lesson.module.css';
import { Sentence } from './Sentence';

/** Words to vote on. */
const OPTIONS = 4;

/** A broken-off sentence, votes for the word that the model finds likeliest, and then what it does find likely. */
export function VoteCard({ begun, guess }: { begun: Begun; guess: Guess | undefined }) {
  const t = useStrings();
  const words = useLessonStrings().predict;
  const [votes, setVotes] = useState<Record<string, number>>({});
  const [isShown, setShown] = useState(false);
  const heading = useId();
  const answer = useRef<HTMLHeadingElement>(null);
  const options = guess ? optionsOf(guess) : [];
  const most = Math.max(0, ...Object.values(votes));
  const leaders = options.filter(({ word }) => most > 0 && votes[word] === most);
  return (
    <section className={`card stack ${styles.vote}`} data-testid="vote">
      <Sentence begun={begun} word={isShown ? <mark>{begun.word}</mark> : <span>_____</span>} />
      {!guess && (
        <p className="muted" role="status">
          {words.asking}
        </p>
      )}
      {guess && !isShown && (
        <>
          <ul className={styles.options}>
            {[...options]
              .sort((a, b) => a.word.localeCompare(b.word))
              .map(({ word }) => (
                <li key={word}>
                  <Button
                    aria-label={`${words.vote(word)}, ${words.votes(votes[word] ?? 0)}`}
                    onPress={() => setVotes((before) => ({ ...before, [word]: (before[word] ?? 0) + 1 }))}
                  >
                    <bdi lang={passageLanguage(word)} translate="no">
                      {word}
                    </bdi>
                    <span className="small muted">{words.votes(votes[word] ?? 0)}</span>
                  </Button>
                </li>
              ))}
          </ul>
          <div className="row">
            <Button
              className="react-aria-Button primary big"
              onPress={() => {
                setShown(true);
                // The button is gone: what it showed has the focus.
                setTimeout(() => answer.current?.focus());
              }}
            >
              {words.show}
            </Button>
            {most > 0 && (
              <Button className="react-aria-Button quiet" onPress={() => setVotes({})}>
                {words.clear}
              </Button>
            )}
          </div>
        </>
      )}
      {guess && isShown && (
        <>
          <h2 ref={answer} id={heading} tabIndex={-1}>
            <Rich text={words.real(begun.word)} word={asWord} />{' '}
            {leaders.length === 1 && <Rich text={words.agreed(leaders[0].word)} word={asWord} />}
          </h2>
          <Bars
            labelledBy={heading}
            rows={OPTIONS}
            marked={begun.word}
            bars={options.map(({ word, base }) => ({
              ...{ id: word, name: word, size: base, value: t.why.chance(base), tone: 'base' as const },
            }))}
          />
        </>
      )}
    </section>
  );
}

/** The likeliest words by the base and the real one, the likeliest first. */
function optionsOf({ explained, word }: Guess) {
  const sorted = [...explained.candidates].sort((a, b) => b.base - a.base);
  const real = sorted.find((one) => one.word === word)!;
  const others = sorted.filter((one) => one.word !== word).slice(0, OPTIONS - 1);
  return [...others, real].sort((a, b) => b.base - a.base);
}
