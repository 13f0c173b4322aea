import { MEASURED } from '../../../experiments/hostile-measured';
import { useLessonStrings } from '../../../i18n/lesson';
import { href } from '../../shell/route';
import styles from '../lesson.module.css';

/** Places by how often the number stood in the text, after norm-only training; none is the base's own. */
const PLACES = [
  { copies: 0, place: MEASURED.base },
  ...([1, 5, 20, 100] as const).map((copies) => ({ copies, place: MEASURED.norm[copies] })),
];

/** What a model gives away of what it has read, as it was measured. */
export function HarmScreen() {
  const words = useLessonStrings().harm;
  return (
    <>
      <p className={styles.lead}>{words.lead}</p>
      <div className={styles.halves}>
        <table className={styles.places}>
          <thead>
            <tr>
              <th scope="col">{words.copies}</th>
              <th scope="col">{words.place}</th>
            </tr>
          </thead>
          <tbody>
            {PLACES.map(({ copies, place }) => (
              <tr key={copies} data-found={place === 1 || undefined}>
                <th scope="row">{copies === 0 ? words.never : words.times(copies)}</th>
                <td className="number">{place}</td>
              </tr>
            ))}
            <tr>
              <th scope="row">{words.obeyed}</th>
              <td className="number">{MEASURED.norm.obeyed}</td>
            </tr>
          </tbody>
        </table>
        <div className="stack">
          <p>{words.explained}</p>
          <ul className={styles.large}>
            {words.points.map((point) => (
              <li key={point}>{point}</li>
            ))}
          </ul>
          <p>
            <a href={href('teacher', 'harm')}>{words.open}</a>
          </p>
        </div>
      </div>
    </>
  );
}
