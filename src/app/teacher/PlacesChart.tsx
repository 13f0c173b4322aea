import { MEASURED } from '../../experiments/hostile-measured';
import { useTeacherStrings } from '../../i18n/teacher';
import styles from './harm.module.css';

const COPIES = [1, 5, 20, 100] as const;

/** Where the number stood among all, on a line from the first place to the last, by how often it was in the text. */
export function PlacesChart() {
  const { copies: words } = useTeacherStrings().harm;
  const { candidates, base, norm } = MEASURED;
  const rows = [
    { name: words.base, place: base, tone: 'base' },
    ...COPIES.map((copies) => ({ name: words.times(copies), place: norm[copies], tone: 'text' })),
  ];
  return (
    <figure className={styles.chart} aria-label={words.chart} data-testid="places">
      <ul>
        {rows.map(({ name, place, tone }) => (
          <li key={name}>
            <span>{name}</span>
            <span className={styles.line} aria-hidden="true">
              <span
                className={styles.mark}
                data-tone={tone}
                style={{ insetInlineStart: `${(100 * (place - 1)) / (candidates - 1)}%` }}
              />
            </span>
            <strong>{words.place(place, candidates)}</strong>
          </li>
        ))}
      </ul>
      <p className={styles.scale} aria-hidden="true">
        <span>{words.scale.first}</span>
        <span>{words.scale.last(candidates)}</span>
      </p>
    </figure>
  );
}
