import { useLessonStrings } from '../../i18n/lesson';
import type { Answers } from '../../store';
import styles from './lesson.module.css';
import { QUESTIONS } from './questions';
import { answered, sumOf, tally } from './tally';

const WHEN = ['before', 'after'] as const;

/** How the class answered before and after the lesson: as bars, with the right answer and why it is right. */
export function TotalsView({ answers, damaged }: { answers: readonly Answers[]; damaged: number }) {
  const { questions, totals: words } = useLessonStrings();
  const counts = { before: tally(answers, 'before'), after: tally(answers, 'after') };
  const people = { before: answered(counts.before), after: answered(counts.after) };
  return (
    <div className="stack" data-testid="totals">
      <p role="status">
        {people.before + people.after === 0 ? words.nobody : words.counted(people.before, people.after)}{' '}
        {damaged > 0 && words.damaged(damaged)}
      </p>
      <div className={styles.three}>
        {QUESTIONS.map(({ id, choices, right }) => (
          <section key={id} className={styles.question}>
            <h3>{questions.ask[id].question}</h3>
            <ul className={styles.totals}>
              {choices.map((choice) => (
                <li key={choice} data-right={choice === right || undefined}>
                  <p>
                    {(questions.ask[id].choices as Record<string, string>)[choice]}{' '}
                    {choice === right && <strong>✓ {words.right}</strong>}
                  </p>
                  {WHEN.map((when) => {
                    const [n, of] = [counts[when][id][choice], sumOf(counts[when][id])];
                    return (
                      <p key={when} className={styles.total} data-when={when}>
                        <span>{words[when]}</span>
                        <span className={styles.track} aria-hidden="true">
                          <span style={{ width: `${of === 0 ? 0 : (100 * n) / of}%` }} />
                        </span>
                        <span className="number">{words.share(n, of)}</span>
                      </p>
                    );
                  })}
                </li>
              ))}
            </ul>
            <p className="small">{questions.ask[id].why}</p>
          </section>
        ))}
      </div>
    </div>
  );
}

/** The same as a table, to be copied and printed. */
export function TotalsTable({ answers }: { answers: readonly Answers[] }) {
  const { questions, totals: words } = useLessonStrings();
  const counts = { before: tally(answers, 'before'), after: tally(answers, 'after') };
  return (
    <table className={styles.table}>
      <caption>{words.table}</caption>
      <thead>
        <tr>
          <th scope="col">{words.answer}</th>
          {WHEN.map((when) => (
            <th key={when} scope="col">
              {words[when]}
            </th>
          ))}
        </tr>
      </thead>
      {QUESTIONS.map(({ id, choices, right }) => (
        <tbody key={id}>
          <tr>
            <th colSpan={3} scope="rowgroup">
              {questions.ask[id].question}
            </th>
          </tr>
          {choices.map((choice) => (
            <tr key={choice}>
              <th scope="row">
                {(questions.ask[id].choices as Record<string, string>)[choice]}
                {choice === right && ` (✓ ${words.right})`}
              </th>
              {WHEN.map((when) => (
                <td key={when} className="number">
                  {words.share(counts[when][id][choice], sumOf(counts[when][id]))}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      ))}
    </table>
  );
}
