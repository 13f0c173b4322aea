import { useEffect, useId, useRef, useState } from 'react';
import { useLessonStrings } from '../../i18n/lesson';
import type { Answers, HandCounts } from '../../store';
import { Alarm } from '../shell/Alarm';
import { store } from '../shell/store';
import styles from './lesson.module.css';
import { QUESTIONS } from './questions';
import { handsIn } from './tally';

/** No class, and no school hall, has more hands. */
const MOST_HANDS = 999;

type Typed = Record<string, Record<string, string>>;

/** How many hands went up for each answer; each number is kept as it is typed. */
export function HandsForm({ when, answers }: { when: Answers['when']; answers: readonly Answers[] }) {
  const words = useLessonStrings().questions;
  const kept = answers.find((one): one is HandCounts => one.when === when && one.kind === 'hands');
  const [typed, setTyped] = useState<Typed>(() => typedFrom(kept));
  const [failure, setFailure] = useState<unknown>();
  const label = useId();
  // Deleted meanwhile: the fields are empty, too.
  const had = useRef(kept !== undefined);
  useEffect(() => {
    if (had.current && !kept) setTyped({});
    had.current = kept !== undefined;
  }, [kept]);
  const type = (question: string, choice: string, text: string) => {
    const digits = text.replace(/\D/g, '').slice(0, String(MOST_HANDS).length);
    const next = { ...typed, [question]: { ...typed[question], [choice]: digits } };
    setTyped(next);
    store.answers.setHands(when, countsFrom(next)).then(() => setFailure(undefined), setFailure);
  };
  return (
    <>
      <div className={styles.three}>
        {QUESTIONS.map(({ id, choices }) => (
          <fieldset key={id} className={styles.question}>
            <legend>{words.ask[id].question}</legend>
            {choices.map((choice) => {
              const text = (words.ask[id].choices as Record<string, string>)[choice];
              return (
                <p key={choice} className={styles.hand}>
                  <span id={`${label}-${id}-${choice}`}>{text}</span>
                  <input
                    className="react-aria-Input"
                    inputMode="numeric"
                    autoComplete="off"
                    aria-label={words.hands(text)}
                    value={typed[id]?.[choice] ?? ''}
                    onChange={({ target }) => type(id, choice, target.value)}
                  />
                </p>
              );
            })}
          </fieldset>
        ))}
      </div>
      <p className="muted">{words.handsAbout}</p>
      <Alarm error={failure} />
    </>
  );
}

const typedFrom = (kept: HandCounts | undefined): Typed =>
  Object.fromEntries(
    QUESTIONS.map(({ id, choices }) => [
      id,
      Object.fromEntries(
        choices.map((choice) => [
          choice,
          kept?.counts[id]?.[choice] ? String(handsIn(kept.counts[id][choice])) : '',
        ]),
      ),
    ]),
  );

const countsFrom = (typed: Typed): HandCounts['counts'] =>
  Object.fromEntries(
    Object.entries(typed).map(([id, texts]) => [
      id,
      Object.fromEntries(Object.entries(texts).map(([choice, text]) => [choice, Number(text)])),
    ]),
  );
