import { useClassStrings } from '../../i18n/class';
import { useCostStrings } from '../../i18n/cost';
import { useFirstStrings } from '../../i18n/first';
import { useLessonStrings } from '../../i18n/lesson';
import { usePaperStrings } from '../../i18n/paper';
import { useProjectorStrings } from '../../i18n/projector';
import { Rich } from '../../i18n/react';
import { energy, WATTS } from '../../run/cost';
import { LargeTrainings } from '../result/CostView';
import { href } from '../shell/route';
import styles from './help.module.css';

/** What a training costs, the projector, and where else a lesson is. */
export function MoreHelp() {
  const words = useCostStrings().help;
  const { shell } = useFirstStrings();
  const classroom = useClassStrings();
  const lesson = useLessonStrings();
  const paper = usePaperStrings();
  const projector = useProjectorStrings();
  // The numbers are those of a minute.
  const wh = energy(60, WATTS.cpu);
  return (
    <>
      <section className="card stack" aria-label={words.heading}>
        <h2>{words.heading}</h2>
        <ul className={styles.points}>
          <li>{words.minute(WATTS.cpu, wh)}</li>
          <LargeTrainings wh={wh} />
          <li>{words.ask}</li>
        </ul>
      </section>
      <p>
        <Rich
          text={projector.help}
          code={(text: string) => <code translate="no">{text}</code>}
          link={(text: string) => <a href={href('profile')}>{text}</a>}
        />
      </p>
      <p>
        <a href={href('teacher')}>{shell.teacher}</a>
      </p>
      <p>
        <a href={href('lesson')}>{lesson.title}</a>
      </p>
      <p>
        <a href={href('worksheet')}>{paper.worksheet}</a>
      </p>
      <p>
        <a href={href('class')}>{classroom.link}</a>
      </p>
    </>
  );
}
