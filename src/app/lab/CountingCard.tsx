import { useStrings } from '../../i18n/react';
import { href } from '../shell/route';
import styles from './lab.module.css';

/** The way to the Counting screen, which is no experiment: nothing in it is passed. */
export function CountingCard() {
  const words = useStrings().lab.counting;
  return (
    <article className={`card ${styles.card}`} data-testid="counting-card">
      <p className="small muted">{words.kind}</p>
      <h3>
        <a href={href('counting')}>{words.title}</a>
      </h3>
      <p>{words.question}</p>
      <p className="small muted">{words.about}</p>
    </article>
  );
}
