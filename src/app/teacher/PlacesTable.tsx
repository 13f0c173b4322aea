import { MEASURED } from '../../experiments/hostile-measured';
import { useTeacherStrings } from '../../i18n/teacher';
import { TermButton } from '../glossary/TermButton';
import styles from './harm.module.css';

const ROWS = [1, 5, 20, 100, 'obeyed'] as const;

/** Every place that was measured, with both small methods. */
export function PlacesTable() {
  const { copies, source } = useTeacherStrings().harm;
  const { base, norm, lora } = MEASURED;
  return (
    <table className={styles.table}>
      <caption>{source.table}</caption>
      <thead>
        <tr>
          <th scope="col">{source.columns.planted}</th>
          <th scope="col">
            {source.columns.norm} <TermButton term="norm-only" />
          </th>
          <th scope="col">
            {source.columns.lora} <TermButton term="lora" />
          </th>
        </tr>
      </thead>
      <tbody>
        <tr>
          <th scope="row">{copies.base}</th>
          <td colSpan={2}>{base}</td>
        </tr>
        {ROWS.map((row) => (
          <tr key={row}>
            <th scope="row">{row === 'obeyed' ? source.obeyed : copies.times(row)}</th>
            <td>{norm[row]}</td>
            <td>{lora[row]}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
