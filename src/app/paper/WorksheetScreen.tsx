import { useState } from 'react';
import { Button } from 'react-aria-components';
import { usePaperStrings } from '../../i18n/paper';
import { useWorksheetStrings } from '../../i18n/worksheet';
import { ToggleSwitch } from '../shell/ToggleSwitch';
import { Blanks, Lines, WhoBlanks } from './Blanks';
import styles from './paper.module.css';
import { MINUTES, TASKS } from './tasks';

/** A lesson on paper: tasks to fill in by hand with the app, and their answers on a page of their own. */
export function WorksheetScreen() {
  const paper = usePaperStrings();
  const words = useWorksheetStrings();
  const [hasAnswers, setHasAnswers] = useState(false);
  return (
    <div className={`stack ${styles.screen}`}>
      <div className={`stack ${styles.onScreen}`}>
        <p>{words.about(TASKS.length, MINUTES)}</p>
        <ToggleSwitch isSelected={hasAnswers} onChange={setHasAnswers}>
          {words.answers}
        </ToggleSwitch>
        <div className="row">
          <Button className="react-aria-Button primary" onPress={() => print()}>
            {paper.print}
          </Button>
          <p className="small muted">{paper.preview}</p>
        </div>
      </div>
      <article className={styles.paper} data-testid="worksheet">
        <h1>{words.title}</h1>
        <WhoBlanks />
        <ol className={styles.tasks}>
          {TASKS.map(({ id, minutes, lines }) => {
            const task = words.tasks[id];
            return (
              <li key={id} data-testid="task">
                <h2>
                  {task.title} <span className={styles.minutes}>{words.minutes(minutes)}</span>
                </h2>
                <p>{task.ask}</p>
                {'choices' in task && (
                  <ul className={styles.choices}>
                    {task.choices.map((choice) => (
                      <li key={choice}>{choice}</li>
                    ))}
                  </ul>
                )}
                {task.fields.length > 0 && <Blanks labels={task.fields} />}
                <Lines count={lines} />
              </li>
            );
          })}
        </ol>
      </article>
      {hasAnswers && (
        <article className={`${styles.paper} ${styles.key}`} data-testid="answers">
          <h1>{words.key}</h1>
          <p>{words.keyAbout}</p>
          <ol className={styles.tasks}>
            {TASKS.map(({ id }) => (
              <li key={id}>
                <h2>{words.tasks[id].title}</h2>
                <p>{words.tasks[id].answer}</p>
              </li>
            ))}
          </ol>
        </article>
      )}
    </div>
  );
}
