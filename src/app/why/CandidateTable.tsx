import type { Explained } from '../../eval/explain';
import { useStrings } from '../../i18n/react';
import { TermButton } from '../glossary/TermButton';
import styles from './why.module.css';

/** The likeliest words in one place, with their chances as bars and in numbers; `word` is the one that stands there. */
export function CandidateTable(props: {
  candidates: Explained['candidates'];
  word: string;
  /** Nothing where there is no model but the base. */
  ownName: string | undefined;
  /** Whether it says what a chance is: one of the tables beside each other is enough. */
  explains: boolean;
  /** Whether a word was drawn here, by these chances. */
  isDrawn?: boolean;
}) {
  const { why } = useStrings();
  const { candidates, word, ownName, isDrawn = true } = props;
  const columns = [
    { tone: 'base', name: why.candidates.base, by: 'base' },
    ...(ownName === undefined ? [] : [{ tone: 'mine', name: ownName, by: 'own' } as const]),
  ] as const;
  const most = Math.max(...candidates.flatMap((one) => [one.base, one.own]));
  return (
    <div>
      <table className={styles.candidates}>
        <caption>
          {why.candidates.title}
          {props.explains && <TermButton term="chance" />}
        </caption>
        <thead>
          <tr>
            <th scope="col">{why.candidates.word}</th>
            {columns.map(({ name, by }) => (
              <th key={by} scope="col">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {candidates.map((one) => (
            <tr key={one.word} data-here={one.word === word || undefined}>
              <th scope="row" dir="auto">
                {one.word}
              </th>
              {columns.map(({ tone, by }) => (
                <td key={by}>
                  <span className={styles.bar} data-tone={tone} aria-hidden="true">
                    <span style={{ width: `${(100 * one[by]) / most}%` }} />
                  </span>
                  <span className="number">{why.chance(one[by])}</span>
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      {isDrawn && <p className="small muted">{why.candidates.note}</p>}
    </div>
  );
}
