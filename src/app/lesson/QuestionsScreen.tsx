import { useState } from 'react';
import { Button, Label, Radio, RadioGroup } from 'react-aria-components';
import { useLessonStrings } from '../../i18n/lesson';
import type { Answers } from '../../store';
import { AskFirst } from '../shell/AskFirst';
import { href } from '../shell/route';
import { store, useKept } from '../shell/store';
import { AskPanel } from './AskPanel';
import styles from './lesson.module.css';
import { useLessonClock } from './lesson-clock';
import { TotalsTable, TotalsView } from './TotalsView';

/** The three questions by themselves: to answer, to see how the class answered, to print, and to delete. */
export function QuestionsScreen() {
  const words = useLessonStrings();
  const at = useLessonClock()?.screen;
  const { items, damaged } = useKept(store.answers);
  const [when, setWhen] = useState<Answers['when']>('before');
  const { label, before, after } = words.questions.when;
  return (
    <div className="stack" data-testid="questions">
      <div className={styles.onScreen}>
        <p className="small">
          {at === undefined ? (
            <a href={href('lesson')}>{words.questions.back}</a>
          ) : (
            <a href={href('lesson', String(at + 1))}>{words.stage.backTo(at + 1)}</a>
          )}
        </p>
        <h1>{words.questions.title}</h1>
        <p>{words.questions.intro}</p>
      </div>
      <section className={`card stack ${styles.onScreen}`} aria-label={words.questions.how.label}>
        <RadioGroup
          className={`react-aria-RadioGroup ${styles.when}`}
          value={when}
          onChange={(chosen) => setWhen(chosen as Answers['when'])}
        >
          <Label>{label}</Label>
          <Radio value="before">{before}</Radio>
          <Radio value="after">{after}</Radio>
        </RadioGroup>
        <AskPanel key={when} when={when} ways={['sheet', 'hands']} />
      </section>
      <section className={`card stack ${styles.sheet}`} aria-label={words.totals.title}>
        <div className="row spread">
          <h2>{words.totals.title}</h2>
          <div className={`row ${styles.onScreen}`}>
            <Button onPress={() => print()}>{words.totals.print}</Button>
            <AskFirst
              label={words.totals.delete}
              isDisabled={items === undefined || items.length + damaged.length === 0}
              title={words.totals.deleteTitle}
              question={words.totals.deleteQuestion}
              yes={words.totals.delete}
              onYes={() => store.answers.clear()}
            />
          </div>
        </div>
        {items && <TotalsView answers={items} damaged={damaged.length} />}
        {items && <TotalsTable answers={items} />}
      </section>
    </div>
  );
}
