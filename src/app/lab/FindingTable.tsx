import type { Table } from '../../experiments/experiment';
import type { Format } from '../../i18n/format';
import { useStrings } from '../../i18n/react';
import styles from './lab.module.css';

/** The numbers of a finding, as they were measured. */
export function FindingTable({ table: { head, rows } }: { table: Table }) {
  const t = useStrings();
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by the keyboard
    <section className={styles.scroll} aria-label={t.lab.finding.numbers} tabIndex={0}>
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
                  {cellWords(t.format, row[column])}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function cellWords(format: Format, value: string | number | undefined): string {
  return typeof value === 'number' ? format.precise(value) : (value ?? '');
}
