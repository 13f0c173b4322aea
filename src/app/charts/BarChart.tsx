import type { BarChart as Bars } from '../../experiments/chart';
import { useStrings } from '../../i18n/react';
import styles from './charts.module.css';
import { intervalWords, written } from './written';

/** Bars from the value at which nothing would have changed, each with its number and its interval. */
export function BarChart({ chart: { bars, unit, from } }: { chart: Bars }) {
  const t = useStrings();
  const ends = bars
    .flatMap(({ value, low = value, high = value }) => [value, low, high])
    .filter(Number.isFinite);
  const [least, most] = [Math.min(from, ...ends), Math.max(from, ...ends)];
  const place = (value: number) =>
    (100 * (Math.min(most, Math.max(least, value)) - least)) / (most - least || 1);
  const between = (a: number, b: number) => ({
    insetInlineStart: `${Math.min(place(a), place(b))}%`,
    width: `${Math.abs(place(b) - place(a))}%`,
  });
  return (
    <ul className={styles.bars}>
      {bars.map(({ name, tone, ...estimate }) => {
        const { value, low, high } = estimate;
        const interval = intervalWords(t, unit, estimate);
        return (
          <li key={name} data-tone={tone}>
            <span className={styles.barName}>{name}</span>
            <span className={styles.track} aria-hidden="true">
              <span className={styles.still} style={{ insetInlineStart: `${place(from)}%` }} />
              {Number.isFinite(value) && <span className={styles.bar} style={between(from, value)} />}
              {low !== undefined && high !== undefined && (
                <span className={styles.interval} style={between(low, high)} />
              )}
            </span>
            <span className={styles.barValue}>
              <strong>{written(t, unit, value)}</strong>
              {interval && <small> {interval}</small>}
            </span>
          </li>
        );
      })}
    </ul>
  );
}
