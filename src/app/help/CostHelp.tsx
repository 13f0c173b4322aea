import { useCostStrings } from '../../i18n/cost';
import { energy, WATTS } from '../../run/cost';
import { LargeTrainings } from '../result/CostView';
import styles from './help.module.css';

/** For teachers who are asked what a training costs; the numbers are those of a minute. */
export function CostHelp() {
  const words = useCostStrings().help;
  const wh = energy(60, WATTS.cpu);
  return (
    <section className="card stack" aria-label={words.heading}>
      <h2>{words.heading}</h2>
      <ul className={styles.points}>
        <li>{words.minute(WATTS.cpu, wh)}</li>
        <LargeTrainings wh={wh} />
        <li>{words.ask}</li>
      </ul>
    </section>
  );
}
