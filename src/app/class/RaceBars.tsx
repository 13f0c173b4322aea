import { useClassStrings } from '../../i18n/class';
import { useStrings } from '../../i18n/react';
import type { Entrant } from '../../run/class/entrants';
import { BASE_ID, type Reading } from '../../run/class/readings';
import charts from '../charts/charts.module.css';
import styles from './class.module.css';

/**
 * A bar for each model: how many times lower its perplexity is than the base's. Those that have not read yet wait; once
 * all have, the best is at the top.
 */
export function RaceBars(props: {
  readings: readonly Reading[];
  entrants: readonly Entrant[];
  isOver: boolean;
}) {
  const t = useStrings();
  const words = useClassStrings().race;
  const { entrants, isOver } = props;
  const readingOf = new Map(props.readings.map((reading) => [reading.id, reading]));
  const base = readingOf.get(BASE_ID);
  const rows = [{ id: BASE_ID, name: words.base }, ...entrants].map(({ id, name }) => {
    const perplexity = readingOf.get(id)?.perplexity;
    const fall = base && perplexity !== undefined ? base.perplexity / perplexity : undefined;
    return { id, name, perplexity, fall };
  });
  const shown = isOver
    ? rows.sort(
        (a, b) => (a.perplexity ?? Number.POSITIVE_INFINITY) - (b.perplexity ?? Number.POSITIVE_INFINITY),
      )
    : rows;
  const first = isOver ? shown.find(({ id }) => id !== BASE_ID)?.id : undefined;
  const falls = rows.flatMap(({ fall }) => fall ?? []);
  const [least, most] = [Math.min(1, ...falls), Math.max(1, ...falls)];
  const place = (value: number) => (100 * (value - least)) / (most - least || 1);
  return (
    <div className={`${charts.figure} ${styles.race}`}>
      <ol className={charts.bars} data-testid="bars">
        {shown.map(({ id, name, perplexity, fall }) => (
          <li key={id} data-tone={id === BASE_ID ? 'base' : id === first ? 'mine' : 'other'}>
            <span className={charts.barName} dir="auto">
              {name}
            </span>
            <span className={charts.track} aria-hidden="true">
              <span className={charts.still} style={{ insetInlineStart: `${place(1)}%` }} />
              <span
                className={`${charts.bar} ${styles.grows}`}
                style={{
                  insetInlineStart: `${Math.min(place(fall ?? 1), place(1))}%`,
                  width: `${Math.abs(place(fall ?? 1) - place(1))}%`,
                }}
              />
            </span>
            <span className={charts.barValue}>
              {perplexity === undefined ? (
                <small>{words.waiting}</small>
              ) : (
                <>
                  {fall !== undefined && <strong>{t.format.times(fall)}</strong>}
                  <small> {words.perplexity(perplexity)}</small>
                </>
              )}
            </span>
          </li>
        ))}
      </ol>
    </div>
  );
}
