import { useLessonStrings } from '../../../i18n/lesson';
import styles from '../lesson.module.css';

/**
 * Places of a made-up phone number among 64 by how often it stood in the diary sample, after norm-only training: 100 steps of
 * 256 tokens, one seed. From the threat model in `src/store/README.md`, which says how to measure it again.
 */
const PLACES = [
  { copies: 0, place: 28 },
  { copies: 1, place: 19 },
  { copies: 5, place: 16 },
  { copies: 20, place: 4 },
  { copies: 100, place: 1 },
];
/** The same where the warnings were obeyed: the numbers left out, of repeated sentences the first kept. */
const OBEYED = 23;

/** The harm lesson of the teacher's pages. */
const MORE = '#/teacher/harm';

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
              <td className="number">{OBEYED}</td>
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
            <a href={MORE}>{words.open}</a>
          </p>
        </div>
      </div>
    </>
  );
}
