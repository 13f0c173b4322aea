import { useEffect, useId, useState } from 'react';
import type { EvaluatedModel } from '../../eval/evaluator';
import type { Run } from '../../eval/forgetting';
import { useStrings } from '../../i18n/react';
import type { Services } from '../../run/services';
import { type CopiedWord, copiedWords } from '../../text/copied';
import { Alarm } from '../shell/Alarm';
import { ExplorableText } from './ExplorableText';
import { useAsked } from './useAsked';
import { WhyPanel } from './WhyPanel';
import styles from './why.module.css';

/** How a text was written, and by whom. */
export interface Origin {
  whose: 'base' | 'mine';
  /** What the one who wrote it is called. */
  name: string;
  prompt: string;
  memoryShare: number | undefined;
  evaluator: Services['evaluator'];
  /** The student's model that it was written with, or the base where there is none. */
  read(): Promise<EvaluatedModel>;
  /** Whether that model has learned on since, so that another one is used now. */
  hasLearnedOn: boolean;
  /** What the student's model is called; nothing where there is none. */
  ownName: string | undefined;
  /** Takes a passage out of its memory; rejects if that fails. */
  forget?(runs: readonly Run[]): Promise<void>;
}

/** A text that a model has written: each of its words can be asked why it stands there, and copied words are underlined. */
export function WrittenText({ text, testId, origin }: { text: string; testId: string; origin: Origin }) {
  const { why } = useStrings();
  const { evaluator, read, whose, prompt, memoryShare } = origin;
  const [selected, setSelected] = useState<number>();
  /** How often something was forgotten, and the last time behind which word. */
  const [forgotten, setForgotten] = useState<{ times: number; at?: number }>({ times: 0 });
  const note = useId();
  const words = useWords(text, forgotten.times, origin);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another text has other words
  useEffect(() => setSelected(undefined), [text]);

  const word = selected === undefined ? undefined : words[selected];
  const { answer, failure } = useAsked(
    word && `${prompt}\n${text}\n${word.index}\n${forgotten.times}`,
    async (signal) => {
      const [start, end] = [word!.index, word!.index + word!.word.length];
      return evaluator.explain(await read(), { prompt, written: text, start, end, memoryShare }, signal);
    },
  );
  return (
    <>
      <span data-testid={testId}>
        <ExplorableText
          text={text}
          words={words}
          selected={selected}
          onSelect={setSelected}
          label={why.words(origin.name)}
          copiedNote={note}
        />
      </span>
      <span className={styles.below}>
        {words.some(({ isCopied }) => isCopied) && (
          <span id={note} className={`small ${styles.note}`}>
            {why.copied}
          </span>
        )}
        {!word && <span className={`small muted ${styles.note}`}>{why.hint}</span>}
      </span>
      <div>
        <Alarm error={failure} />
        {word && !answer && failure === undefined && (
          <p className="small muted" role="status">
            {why.asking}
          </p>
        )}
        {word && answer && whose === 'mine' && origin.hasLearnedOn && (
          <p className={`notice small ${styles.then}`}>{why.learnedOn}</p>
        )}
        {word && answer && (
          <WhyPanel
            explained={answer}
            whose={whose}
            ownName={origin.ownName}
            forgotten={forgotten.at === selected}
            forget={
              origin.forget &&
              (async (runs) => {
                await origin.forget!(runs);
                setForgotten(({ times }) => ({ times: times + 1, at: selected }));
              })
            }
          />
        )}
      </div>
    </>
  );
}

/** The words of `text`, and which of them are copied, once that is found out. */
function useWords(
  text: string,
  forgotten: number,
  { evaluator, read, whose }: Origin,
): readonly CopiedWord[] {
  const { answer } = useAsked(`${whose}\n${forgotten}\n${text}`, async () =>
    evaluator.copied(await read(), text),
  );
  return answer && answer.length > 0 ? answer : copiedWords(text, '');
}
