import type { Explained } from '../../eval/explain';
import { Rich, useStrings } from '../../i18n/react';
import { partsOf } from './parts';
import styles from './why.module.css';

/** The chance of a word as steps that add up: what the base gives, what training changes, and what the memory does. */
export function ChanceSteps({ word, chances, remembers }: Pick<Explained, 'word' | 'chances' | 'remembers'>) {
  const { steps } = useStrings().why;
  const { of, base, training, memory, total } = partsOf(chances);
  const rows = [
    { id: 'base', from: 0, to: base, sentence: steps.base(base) },
    { id: 'training', from: base, to: base + training, sentence: steps.training(training) },
    {
      id: 'memory',
      from: base + training,
      to: total,
      sentence: remembers ? steps.memory(memory) : steps.noMemory,
    },
  ];
  const most = Math.max(1, ...rows.map(({ to }) => to));
  return (
    <div>
      <h4>{steps.title}</h4>
      <p role="status">
        <Rich text={steps.total(word, total, of)} word={asWritten} />
      </p>
      <ul className={styles.steps}>
        {rows.map(({ id, from, to, sentence }) => (
          <li key={id}>
            <span className={styles.track} aria-hidden="true">
              <span
                data-part={id}
                data-less={to < from || undefined}
                style={{
                  insetInlineStart: `${(100 * Math.min(from, to)) / most}%`,
                  width: `${(100 * Math.abs(to - from)) / most}%`,
                }}
              />
            </span>
            <span>{sentence}</span>
          </li>
        ))}
      </ul>
    </div>
  );
}

/** A word in a sentence of another language than its own. */
const asWritten = (word: string) => <bdi>{word}</bdi>;
