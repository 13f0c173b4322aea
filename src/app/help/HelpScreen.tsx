import { useStrings } from '../../i18n/react';
import { href } from '../shell/route';
import styles from './help.module.css';
import { MoreHelp } from './MoreHelp';

/** What a teacher wants to know before a lesson. */
export function HelpScreen() {
  const t = useStrings();
  const words = t.help;
  return (
    <div className={`stack ${styles.help}`}>
      <div>
        <h1>{words.title}</h1>
        <a href={href('glossary')}>{t.terms.link}</a>
      </div>
      {words.sections.map(({ heading, points }) => (
        <section key={heading} className="card stack" aria-label={heading}>
          <h2>{heading}</h2>
          <ul className={styles.points}>
            {points.map((point) => (
              <li key={point}>{point}</li>
            ))}
          </ul>
        </section>
      ))}
      <MoreHelp />
      <p className="small">
        <a href={`${import.meta.env.BASE_URL}licences.txt`} target="_blank" rel="noreferrer">
          {words.licences}
        </a>
      </p>
    </div>
  );
}
