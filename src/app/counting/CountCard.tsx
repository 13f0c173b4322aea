import { useId, useMemo } from 'react';
import { Button } from 'react-aria-components';
import { useCountingStrings } from '../../i18n/counting';
import { Rich } from '../../i18n/react';
import type { FollowerTable } from '../../text/counting/table';
import { Bars, useFollowerBars } from './Bars';
import styles from './counting.module.css';
import { asWord, useNames } from './names';
import { TextWindow } from './TextWindow';
import { useSteps } from './useSteps';

const ROWS = 5;

/** The text is counted pair by pair, and the tally grows. */
export function CountCard({ table }: { table: FollowerTable }) {
  const { count: words, bars: barWords } = useCountingStrings();
  const { nameOf, namesOf } = useNames(table);
  const barsOf = useFollowerBars(nameOf);
  const { place, isRunning, isDone, next, toggle, all } = useSteps(table);
  const total = useMemo(() => table.tally(table.lastPair(), 0).pairs, [table]);
  const [afterId, commonestId] = [useId(), useId()];
  const { pairs, commonest } = useMemo(() => table.tally(place ?? -1, ROWS), [table, place]);

  const { ids } = table.numbered;
  const [word, follower] = place === undefined ? [] : [ids[place], ids[place + 1]];
  const followers = table.followers(word === undefined ? [undefined] : [word], place);
  const times = followers.each.find(({ id }) => id === follower)?.times ?? 0;
  const { bars } = barsOf(followers, ROWS, follower);
  return (
    <section className={`card stack ${styles.big}`} data-testid="count">
      <div>
        <h2>{words.title}</h2>
        <p className="muted">{words.intro}</p>
      </div>
      <TextWindow table={table} place={place} />
      <div className="row">
        <Button className="react-aria-Button primary big" onPress={next} isDisabled={isDone}>
          {words.next}
        </Button>
        <Button className="react-aria-Button big" onPress={toggle} isDisabled={isDone}>
          {isRunning ? words.pause : words.play}
        </Button>
        <Button className="react-aria-Button big" onPress={all}>
          {isDone ? words.again : words.all}
        </Button>
        <span className="muted number">{words.done(pairs, total)}</span>
      </div>
      {/* Nobody can listen to a sentence a second: while it runs by itself, it is not read out. */}
      <p className={styles.pair} role="status" aria-live={isRunning ? 'off' : 'polite'}>
        {word === undefined ? (
          <span className="muted">{words.notYet}</span>
        ) : (
          <Rich text={words.pair(nameOf(word), nameOf(follower!), times)} word={asWord} />
        )}
      </p>
      <div className={styles.tallies}>
        <div>
          <h3 id={afterId}>
            {word === undefined ? words.afterNone : <Rich text={words.after(nameOf(word))} word={asWord} />}
          </h3>
          <Bars labelledBy={afterId} bars={bars} rows={ROWS} marked={follower} />
        </div>
        <div>
          <h3 id={commonestId}>{words.commonest}</h3>
          <Bars
            labelledBy={commonestId}
            rows={ROWS}
            bars={commonest.map(({ before, id, times }) => ({
              ...{ id: `${before} ${id}`, name: namesOf([before, id]) },
              ...{ size: times, value: barWords.times(times) },
            }))}
          />
        </div>
      </div>
    </section>
  );
}
