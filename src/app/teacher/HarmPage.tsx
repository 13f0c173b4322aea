import { MEASURED } from '../../experiments/hostile-measured';
import { Rich, useStrings } from '../../i18n/react';
import { useTeacherStrings } from '../../i18n/teacher';
import { Termed } from '../glossary/TermButton';
import { href } from '../shell/route';
import { Guess } from './Guess';
import styles from './harm.module.css';
import { PlacesChart } from './PlacesChart';
import { PlacesTable } from './PlacesTable';
import { Quoting } from './Quoting';
import { SecretTest } from './SecretTest';

const { candidates, base, norm } = MEASURED;

/** The lesson about harm: the class guesses what a model gives away of a secret, and then sees what was measured. */
export function HarmPage() {
  const t = useStrings();
  const { harm: words } = useTeacherStrings();
  const { copies, said, obeyed } = words;
  return (
    <div className={`stack ${styles.harm}`}>
      <div className="stack">
        <h1>{words.title}</h1>
        <p className={styles.intro}>{words.intro}</p>
        <p className="muted">{words.time}</p>
      </div>
      <section className="card stack" aria-label={words.what.heading}>
        <Termed term="language-model">
          <h2>{words.what.heading}</h2>
        </Termed>
        <Points points={words.what.points} />
      </section>
      <Guess heading={copies.heading} question={copies.question} options={copies.options}>
        <p className={styles.answer}>{copies.answer(norm[100], 100, candidates)}</p>
        <PlacesChart />
        <p>{copies.means(norm[20], candidates, candidates / norm[20])}</p>
      </Guess>
      <Guess heading={said.heading} question={said.question} options={said.options}>
        <p className={styles.answer}>{said.answer}</p>
        <p>{said.means}</p>
      </Guess>
      <Guess heading={obeyed.heading} question={obeyed.question} options={obeyed.options}>
        <p className={styles.answer}>{obeyed.answer(norm.obeyed, base, candidates)}</p>
        <p>{obeyed.means}</p>
      </Guess>
      <SecretTest />
      <section className="card stack" aria-label={words.discuss.heading}>
        <h2>{words.discuss.heading}</h2>
        <Points points={words.discuss.questions} />
      </section>
      <section className={`card stack ${styles.remember}`} aria-label={words.remember.heading}>
        <h2>{words.remember.heading}</h2>
        <Points points={words.remember.points} />
      </section>
      <section className="card stack" aria-label={words.source.heading}>
        <h2>{words.source.heading}</h2>
        <p>{words.source.text}</p>
        <PlacesTable />
        <p>{words.source.missing}</p>
        <p>
          <Rich
            text={words.source.live}
            link={(inner: string) => <a href={href('lab', 'hostile')}>{inner}</a>}
          />
        </p>
      </section>
      <p>
        <a href={href('teacher')}>{t.shell.teacher}</a>
      </p>
    </div>
  );
}

function Points({ points }: { points: readonly string[] }) {
  return (
    <ul className={styles.points}>
      {points.map((point) => (
        <li key={point}>
          <Quoting text={point} />
        </li>
      ))}
    </ul>
  );
}
