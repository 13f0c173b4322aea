import type { Finding } from '../../experiments/experiment';
import styles from './lab.module.css';

/** The numbers of a finding, as they were measured. */
export function FindingTable({ table: { head, rows } }: Pick<Finding, 'table'>) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by the keyboard
    <section className={styles.scroll} aria-label="The numbers" tabIndex={0}>
      <table className={styles.table}>
        <thead>
          <tr>
            {head.map((name) =>
              name === '' ? (
                <td key={name} />
              ) : (
                <th key={name} scope="col">
                  {name}
                </th>
              ),
            )}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.join('\n')}>
              {head.map((name, column) => (
                <td key={name} data-number={typeof row[column] === 'number'}>
                  {cellWords(row[column])}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

const whole = new Intl.NumberFormat('en-IN');
const short = new Intl.NumberFormat('en-IN', { maximumSignificantDigits: 4 });

/** Four digits are more than a few thousand tokens can carry. */
export function cellWords(value: string | number | undefined): string {
  if (typeof value !== 'number') return value ?? '';
  if (!Number.isFinite(value)) return '–';
  return Number.isInteger(value) ? whole.format(value) : short.format(value);
}
