import type { Explained } from '../../eval/explain';
import type { Run } from '../../eval/forgetting';
import { Rich, useStrings } from '../../i18n/react';
import { TermButton } from '../glossary/TermButton';
import { AskFirst } from '../shell/AskFirst';
import { CandidateTable } from './CandidateTable';
import { partsOf } from './parts';
import styles from './why.module.css';

/** Why one word stands where it stands: where its chance comes from, what the memory found, and what might have stood there. */
export function WhyPanel(props: {
  explained: Explained;
  whose: 'base' | 'mine';
  ownName: string | undefined;
  /** Whether the passage behind this word was forgotten just now. */
  forgotten: boolean;
  forget: ((runs: readonly Run[]) => Promise<void>) | undefined;
}) {
  const { why } = useStrings();
  const { explained, whose, ownName, forget } = props;
  const { word, source } = explained;
  const parts = partsOf({ ...explained.chances, ...(whose === 'base' && { trained: 0, own: 0 }) });
  const by = whose === 'base' ? 'base' : 'own';
  const sorted = [...explained.candidates].sort((a, b) => b[by] - a[by]);
  const rank = sorted.findIndex((candidate) => candidate.word === word) + 1;
  return (
    <section className={styles.panel} data-testid={`why-${whose}`}>
      <h3>
        <Rich text={why.title(word)} word={asWritten} />
      </h3>
      {/* Below the fifth, the other model's likeliest words are in between. */}
      <p>{rank <= 5 ? why.rank.of(rank) : why.rank.none}</p>
      {whose === 'mine' ? (
        <Steps {...explained} />
      ) : (
        <p role="status">
          <Rich text={why.ofBase(word, parts.base, parts.of)} word={asWritten} />
        </p>
      )}
      {whose === 'mine' && source?.kind === 'this-text' && <p>{why.source.thisText}</p>}
      {whose === 'mine' && source?.kind === 'own-text' && (
        <div className={styles.source} data-testid="source">
          <p>
            {why.source.ownText}
            <TermButton term="memory" />
          </p>
          <blockquote dir="auto">
            {source.passage.before}
            <mark>{source.passage.word}</mark>
            {source.passage.after}
          </blockquote>
          {forget && (
            <AskFirst
              label={why.source.forget}
              quiet
              title={why.source.forgetTitle}
              question={why.source.forgetQuestion}
              yes={why.source.forgetYes}
              onYes={() => forget(source.passage.runs)}
            />
          )}
        </div>
      )}
      {props.forgotten && <p role="status">{why.source.forgotten}</p>}
      <CandidateTable
        candidates={sorted}
        word={word}
        ownName={ownName}
        explains={whose === 'mine' || ownName === undefined}
      />
    </section>
  );
}

/** A word in a sentence of another language than its own. */
const asWritten = (word: string) => <bdi>{word}</bdi>;

/** The chance of a word as steps that add up: what the base gives, what training changes, and what the memory does. */
function Steps({ word, chances, remembers }: Pick<Explained, 'word' | 'chances' | 'remembers'>) {
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
