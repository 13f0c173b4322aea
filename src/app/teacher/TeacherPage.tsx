import { Rich } from '../../i18n/react';
import { useTeacherStrings } from '../../i18n/teacher';
import { href } from '../shell/route';
import styles from './teacher.module.css';

/** What is used in a lesson, in the order of its use, and where it is. */
const LINKS = [
  { name: 'lesson', to: '#/lesson' },
  { name: 'worksheet', to: '#/worksheet' },
  { name: 'class', to: href('class') },
  { name: 'collection', to: href('class', 'collection') },
  { name: 'harm', to: href('teacher', 'harm') },
  { name: 'glossary', to: href('glossary') },
] as const;

/** Where a teacher begins: what the app is for, what to do before a lesson, and everything that a lesson uses. */
export function TeacherPage() {
  const { page: words } = useTeacherStrings();
  return (
    <div className={`stack ${styles.page}`}>
      <div className="stack">
        <h1>{words.title}</h1>
        <ul className={styles.points}>
          {words.about.map((sentence) => (
            <li key={sentence}>{sentence}</li>
          ))}
        </ul>
      </div>
      <section className={`card stack ${styles.before}`} aria-label={words.before.heading}>
        <h2>{words.before.heading}</h2>
        <ol className={styles.points}>
          {words.before.steps.map((step) => (
            <li key={step}>
              <Rich text={step} ready={(inner: string) => <a href={href('teacher', 'ready')}>{inner}</a>} />
            </li>
          ))}
        </ol>
        <p>
          <a className="primary" href={href('teacher', 'ready')}>
            {words.ready.name}
          </a>
        </p>
        <p className="small muted">{words.ready.about}</p>
      </section>
      <section className="stack" aria-label={words.links.heading}>
        <h2>{words.links.heading}</h2>
        <ul className={styles.links}>
          {LINKS.map(({ name, to }) => (
            <li key={name} className="card">
              <h3>
                <a href={to}>{words.links[name].name}</a>
              </h3>
              <p>{words.links[name].about}</p>
            </li>
          ))}
        </ul>
      </section>
      <p>
        <Rich text={words.more} help={(inner: string) => <a href={href('help')}>{inner}</a>} />
      </p>
    </div>
  );
}
