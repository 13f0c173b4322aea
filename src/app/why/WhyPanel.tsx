import type { Explained } from '../../eval/explain';
import type { Run } from '../../eval/forgetting';
import { Rich, useStrings } from '../../i18n/react';
import { TermButton } from '../glossary/TermButton';
import { AskFirst } from '../shell/AskFirst';
import { CandidateTable } from './CandidateTable';
import { ChanceSteps } from './ChanceSteps';
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
        <ChanceSteps {...explained} />
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
