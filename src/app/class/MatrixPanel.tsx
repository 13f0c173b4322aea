import { Button } from 'react-aria-components';
import { useClassStrings } from '../../i18n/class';
import type { AskedTerm } from '../../i18n/glossary';
import type { Entrant } from '../../run/class/entrants';
import { recognise } from '../../run/class/recognition';
import type { Services } from '../../run/services';
import { MatrixChart } from '../charts/MatrixChart';
import { TermButton } from '../glossary/TermButton';
import { Alarm } from '../shell/Alarm';
import { Progress } from '../shell/Progress';
import styles from './class.module.css';
import { readings } from './classroom';
import { Explained } from './Explained';
import { tenths } from './Points';
import { useReading } from './useReading';

/** Of the sentences about the table. */
const TERMS: readonly (AskedTerm | undefined)[] = ['perplexity', 'training'];

/** Every model reads some held-out text of everybody; the count is of those that know their owner's. */
export function MatrixPanel({ services, entrants }: { services: Services; entrants: readonly Entrant[] }) {
  const classroom = useClassStrings();
  const words = classroom.matrix;
  const { isReading, failure, read, stop } = useReading(services);
  const rows = entrants.flatMap(({ name, text }) => (text ? [{ name, ids: text.ids }] : []));
  if (rows.length === 0) return <p className="card">{words.noTexts}</p>;
  if (entrants.length < 2) return <p className="card">{classroom.who.onlyOne}</p>;

  const values = rows.map(({ ids }) => entrants.map(({ id }) => readings.get(ids, id)?.perplexity));
  const all = rows.length * entrants.length;
  const done = values.flat().filter((value) => value !== undefined).length;
  const recognised = recognise(entrants, readings);
  return (
    <div className="stack">
      <section className="card stack" aria-label={classroom.parts.matrix} data-testid="matrix">
        <p>
          {words.about(rows.length, entrants.length)}
          <TermButton term="held-out" />
        </p>
        <div className={`row ${styles.start}`}>
          {done < all && (
            <Button
              className="react-aria-Button primary big"
              onPress={() =>
                isReading
                  ? stop()
                  : void read(
                      entrants,
                      rows.map(({ ids }) => ids),
                    )
              }
            >
              {isReading ? classroom.stop : done > 0 ? words.goOn : words.start}
            </Button>
          )}
          <p className="muted" role="status">
            {done === all ? words.done : words.cells(done, all)}
          </p>
        </div>
        {isReading && <Progress share={done / all}>{words.bar}</Progress>}
        <Alarm error={failure} />
        {recognised.texts.length > 0 && (
          <p className={styles.verdict} data-testid="recognised">
            {words.result(recognised.own, recognised.texts.length, tenths(recognised.byChance))}{' '}
            {recognised.own > 0 && words.clear(recognised.clear)}
            {recognised.clear > 0 && <TermButton term="interval" />}
          </p>
        )}
        {(done > 0 || isReading) && (
          <MatrixChart
            chart={{
              kind: 'matrix',
              title: words.title,
              rowLabel: words.texts,
              columnLabel: words.models,
              rows: rows.map(({ name }) => name),
              columns: entrants.map(({ name }) => name),
              unit: 'perplexity',
              values,
              moreIsBetter: false,
              compares: 'rows',
            }}
          />
        )}
      </section>
      <Explained points={words.means} terms={TERMS} />
    </div>
  );
}
