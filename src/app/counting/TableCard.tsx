import { useId, useState } from 'react';
import { Button } from 'react-aria-components';
import { useCountingStrings } from '../../i18n/counting';
import { Rich } from '../../i18n/react';
import type { FollowerTable, Order } from '../../text/counting/table';
import { passageLanguage } from '../shell/passage';
import { Bars, useFollowerBars } from './Bars';
import styles from './counting.module.css';
import { asWord, useNames } from './names';
import { OrderChoice } from './OrderChoice';
import { contextsLike } from './search';
import { WordField } from './WordField';

const ROWS = 8;
/** Words that are offered below the field. */
const OFFERED = 8;
const LONGEST = 80;

/** The whole table, a word at a time: what came after one word, or after two. */
export function TableCard({ table }: { table: FollowerTable }) {
  const { table: words } = useCountingStrings();
  const { nameOf, namesOf } = useNames(table);
  const barsOf = useFollowerBars(nameOf);
  const [order, setOrder] = useState<Order>(1);
  const [typed, setTyped] = useState(() => commonestContext(table, 1));
  const offered = contextsLike(table, typed, order, OFFERED);
  const ids = table.idsIn(typed);
  const followers = table.followers(ids.length === order ? ids : [undefined]);
  const { bars, others } = barsOf(followers, ROWS);
  const shown = typed.trim();
  const headingId = useId();

  return (
    <section className={`card stack ${styles.big}`} data-testid="table">
      <div>
        <h2>{words.title}</h2>
        <p className="muted">{words.intro}</p>
      </div>
      <div className={styles.asking}>
        <OrderChoice
          order={order}
          onChange={(chosen) => {
            setOrder(chosen);
            setTyped(commonestContext(table, chosen));
          }}
        />
        <div className="stack">
          <WordField label={words.search[order]} value={typed} onChange={setTyped} longest={LONGEST} />
          {/* biome-ignore lint/a11y/useSemanticElements: a fieldset is for a form */}
          <div role="group" aria-label={words.some} className={styles.offered}>
            {offered.map((context) => (
              <Button
                key={context.join()}
                className={`react-aria-Button ${styles.offer}`}
                onPress={() => setTyped(spelledContext(table, context))}
              >
                <bdi lang={passageLanguage(namesOf(context))} translate="no">
                  {namesOf(context)}
                </bdi>
              </Button>
            ))}
          </div>
        </div>
      </div>
      <div className={styles.followers} aria-live="polite">
        {followers.total > 0 ? (
          <>
            <h3 id={headingId}>
              <Rich text={words.after(shown, followers.total)} word={asWord} />
            </h3>
            <Bars labelledBy={headingId} bars={bars} rows={ROWS} />
            <p className="muted">{others ?? '\u00a0'}</p>
          </>
        ) : (
          <p className={styles.nothing}>
            <span>
              {ids.length === order && isIn(table, ids) ? (
                <Rich text={words.nothing(shown)} word={asWord} />
              ) : offered.length > 0 ? (
                words.choose
              ) : (
                <Rich text={words.never(shown)} word={asWord} />
              )}
            </span>
          </p>
        )}
      </div>
    </section>
  );
}

const spelledContext = (table: FollowerTable, ids: readonly number[]) =>
  ids.map((id) => table.spelled(id)).join(' ');

/** What is looked up at first. */
const commonestContext = (table: FollowerTable, order: Order) =>
  spelledContext(table, contextsLike(table, '', order, 1)[0] ?? []);

/** Whether the words stand in the text, the second right after the first. */
function isIn(table: FollowerTable, ids: readonly (number | undefined)[]): boolean {
  const last = ids[ids.length - 1];
  if (ids.length === 1) return last !== undefined;
  return table.followers(ids.slice(0, -1)).each.some(({ id }) => id === last);
}
