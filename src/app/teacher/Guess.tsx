import { type ReactNode, useEffect, useId, useRef, useState } from 'react';
import { Button, Label, Radio, RadioGroup } from 'react-aria-components';
import { useTeacherStrings } from '../../i18n/teacher';
import styles from './harm.module.css';
import { Quoting } from './Quoting';

/** A question that the class answers first; a press shows `children`, which is what was measured. */
export function Guess(props: {
  heading: string;
  question: string;
  /** Answers to choose from, by their ids. */
  options: Record<string, string>;
  children: ReactNode;
}) {
  const words = useTeacherStrings().harm;
  const { heading, question, options } = props;
  const [chosen, setChosen] = useState<string | null>(null);
  const [isShown, setShown] = useState(false);
  const answer = useRef<HTMLDivElement>(null);
  const title = useId();
  // The button that shows the answer goes away, and the answer gets the focus.
  useEffect(() => {
    if (isShown) answer.current?.focus();
  }, [isShown]);
  return (
    <section className="card stack" aria-labelledby={title} data-testid="guess">
      <h2 id={title}>{heading}</h2>
      <RadioGroup value={chosen} onChange={setChosen} isReadOnly={isShown}>
        <Label className={`react-aria-Label ${styles.question}`}>
          <Quoting text={question} />
        </Label>
        <p className="muted">{words.guess}</p>
        <div className={styles.options}>
          {Object.entries(options).map(([id, option]) => (
            <Radio key={id} value={id}>
              {option}
            </Radio>
          ))}
        </div>
      </RadioGroup>
      {isShown ? (
        <div ref={answer} tabIndex={-1} className={`stack ${styles.measured}`} data-testid="measured">
          <p className="muted">{chosen === null ? words.youDidNotSay : words.youSaid(options[chosen])}</p>
          {props.children}
        </div>
      ) : (
        <div>
          <Button className="react-aria-Button primary big" onPress={() => setShown(true)}>
            {words.reveal}
          </Button>
        </div>
      )}
    </section>
  );
}
