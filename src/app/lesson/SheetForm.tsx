import { useState } from 'react';
import { Button, Label, Radio, RadioGroup } from 'react-aria-components';
import { useLessonStrings } from '../../i18n/lesson';
import type { Answers } from '../../store';
import { Alarm } from '../shell/Alarm';
import { useOnePress } from '../shell/one-press';
import { store } from '../shell/store';
import styles from './lesson.module.css';
import { QUESTIONS } from './questions';

/** One person answers all three questions; then the next one. */
export function SheetForm({ when, answers }: { when: Answers['when']; answers: readonly Answers[] }) {
  const words = useLessonStrings().questions;
  const [choices, setChoices] = useState<Record<string, string>>({});
  const [told, setTold] = useState<'kept' | 'incomplete'>();
  const [failure, setFailure] = useState<unknown>();
  const count = answers.filter((one) => one.when === when && one.kind === 'sheet').length;
  const press = useOnePress();
  const save = async () => {
    if (QUESTIONS.some(({ id }) => !choices[id])) return setTold('incomplete');
    try {
      await store.answers.add(when, choices);
      // The next one sees nothing of these.
      setChoices({});
      setTold('kept');
      setFailure(undefined);
    } catch (error) {
      setFailure(error);
    }
  };
  return (
    <>
      <div className={styles.three}>
        {QUESTIONS.map(({ id, choices: all }) => (
          <RadioGroup
            key={id}
            className={`react-aria-RadioGroup ${styles.question}`}
            value={choices[id] ?? null}
            onChange={(choice) => {
              setChoices((before) => ({ ...before, [id]: choice }));
              setTold(undefined);
            }}
          >
            <Label>{words.ask[id].question}</Label>
            {all.map((choice) => (
              <Radio key={choice} value={choice}>
                {(words.ask[id].choices as Record<string, string>)[choice]}
              </Radio>
            ))}
          </RadioGroup>
        ))}
      </div>
      <div className="row">
        <Button className="react-aria-Button primary big" onPress={() => press(save)}>
          {words.keep}
        </Button>
        <p role="status">
          {told === 'kept' && words.kept(count)}
          {told === 'incomplete' && words.incomplete}
        </p>
        <Alarm error={failure} />
      </div>
    </>
  );
}
