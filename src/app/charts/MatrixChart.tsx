import type { MatrixChart as Matrix } from '../../experiments/chart';
import { useStrings } from '../../i18n/react';
import styles from './charts.module.css';
import { written } from './written';

/**
 * A table whose cells are filled by how good they are on their text: columns are different texts, or rows are, and what
 * is good for one says nothing about another. The best on each text is marked, and where a row meets its own column.
 */
export function MatrixChart({ chart }: { chart: Matrix }) {
  const t = useStrings();
  const { title, rowLabel, columnLabel, rows, columns, unit, values } = chart;
  const shares = sharesIn(chart);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by the keyboard
    <section className={styles.scroll} aria-label={title} tabIndex={0}>
      <table className={styles.matrix}>
        <thead>
          <tr>
            <td>{t.charts.corner(rowLabel, columnLabel)}</td>
            {columns.map((name) => (
              <th key={name} scope="col">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((name, row) => (
            <tr key={name}>
              <th scope="row">{name}</th>
              {columns.map((other, column) => {
                const value = values[row][column];
                const share = shares[row][column];
                return (
                  <td
                    key={other}
                    data-best={share === 1}
                    data-own={name === other}
                    style={{ '--share': `${Math.round(100 * (share ?? 0))}%` } as React.CSSProperties}
                  >
                    {value === undefined ? '…' : written(t, unit, value)}
                    {share === 1 && <span className={styles.best}>{t.charts.best}</span>}
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

/** How good each value is among those that it is compared with: row by row, as the values. */
function sharesIn({ columns, values, moreIsBetter, compares }: Matrix): (number | undefined)[][] {
  const goodness = values.map((row) => row.map((value = Number.NaN) => (moreIsBetter ? value : -value)));
  if (compares === 'rows') return goodness.map(sharesOf);
  const shares = columns.map((_, column) => sharesOf(goodness.map((row) => row[column])));
  return values.map((_, row) => columns.map((_, column) => shares[column][row]));
}

/** How good each of `values` is among them, from 0 for the worst to 1 for the best; larger ones are better here. */
export function sharesOf(values: readonly number[]): (number | undefined)[] {
  const known = values.filter(Number.isFinite);
  const [worst, best] = [Math.min(...known), Math.max(...known)];
  return values.map((value) => {
    if (!Number.isFinite(value)) return undefined;
    return best > worst ? (value - worst) / (best - worst) : known.length > 1 ? 0 : 1;
  });
}
