import { useState } from 'react';
import { Tab, TabList, TabPanel, Tabs } from 'react-aria-components';
import type { Explained } from '../../../eval/explain';
import { useLessonStrings } from '../../../i18n/lesson';
import type { Guess } from '../../../run/lesson/guesses';
import { TermButton } from '../../glossary/TermButton';
import { CandidateTable } from '../../why/CandidateTable';
import { ChanceSteps } from '../../why/ChanceSteps';
import styles from '../lesson.module.css';
import { Sentence } from '../Sentence';
import { SentenceChoice } from '../SentenceChoice';
import { ShownPanel } from '../ShownPanel';
import { WholeView } from '../WholeView';

/** Why one word: what base, training and memory make of it; and why the whole: where the fall comes from. */
export function ExplainScreen() {
  const words = useLessonStrings();
  return (
    <ShownPanel>
      {({ run, guesses }, isWaiting) => (
        <Tabs className={styles.tabs}>
          <TabList aria-label={words.screens.explain} className={styles.tabList}>
            <Tab id="word" className={styles.tab}>
              {words.explain.word}
            </Tab>
            <Tab id="whole" className={styles.tab}>
              {words.explain.whole}
            </Tab>
          </TabList>
          <TabPanel id="word">
            {guesses.length > 0 ? <Words guesses={guesses} /> : <Waiting is={isWaiting} />}
          </TabPanel>
          <TabPanel id="whole">
            <WholeView run={run} />
            {!run.attribution && isWaiting && <Waiting is />}
          </TabPanel>
        </Tabs>
      )}
    </ShownPanel>
  );
}

/** So many words have room on a projector. */
const SHOWN = 5;

/** The likeliest words, the real one among them. */
function shownOf(candidates: Explained['candidates'], word: string): Explained['candidates'] {
  const place = candidates.findIndex((one) => one.word === word);
  const first = candidates.slice(0, SHOWN);
  return place < SHOWN ? first : [...first.slice(0, SHOWN - 1), candidates[place]];
}

function Waiting({ is }: { is: boolean }) {
  const words = useLessonStrings();
  return (
    <p className="muted" role="status">
      {is ? words.nothing.waiting : words.predict.none}
    </p>
  );
}

function Words({ guesses }: { guesses: readonly Guess[] }) {
  const { explain: words, predict } = useLessonStrings();
  const { nth } = predict;
  const [index, setIndex] = useState(0);
  const guess = guesses[Math.min(index, guesses.length - 1)];
  const { explained, word } = guess;
  const { source } = explained;
  return (
    <div className={styles.explained} data-testid="explained">
      <h3 className="visually-hidden">{nth(index + 1)}</h3>
      {guesses.length > 1 && <SentenceChoice count={guesses.length} chosen={index} onChoose={setIndex} />}
      <Sentence begun={guess} word={<mark>{word}</mark>} />
      <div className={styles.halves}>
        <div className="stack">
          <ChanceSteps {...explained} />
          {source && (
            <div className={styles.memory}>
              <p>
                {source.kind === 'own-text' ? words.source : words.thisText}
                <TermButton term="memory" />
              </p>
              {source.kind === 'own-text' && (
                <blockquote dir="auto">
                  {source.passage.before}
                  <mark>{source.passage.word}</mark>
                  {source.passage.after}
                </blockquote>
              )}
            </div>
          )}
        </div>
        <CandidateTable
          candidates={shownOf(explained.candidates, word)}
          word={word}
          ownName={words.own}
          isDrawn={false}
          explains
        />
      </div>
    </div>
  );
}
