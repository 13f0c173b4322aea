import { useId, useState } from 'react';
import { Button } from 'react-aria-components';
import { useLessonStrings } from '../../../i18n/lesson';
import { Rich, useLanguage } from '../../../i18n/react';
import type { FollowerTable } from '../../../text/counting/table';
import type { Prepared } from '../../../text/prepared';
import { Bars, useFollowerBars } from '../../counting/Bars';
import { asWord, useNames } from '../../counting/names';
import { contextsLike } from '../../counting/search';
import { useCounted } from '../../counting/useCounted';
import { WordField } from '../../counting/WordField';
import { Alarm } from '../../shell/Alarm';
import { passageLanguage } from '../../shell/passage';
import { href } from '../../shell/route';
import { textOf, useCourse } from '../course';
import styles from '../lesson.module.css';
import { SourceRow } from '../SourceRow';
import { useTextClient } from '../useTextClient';

/** Words that are offered, bars that are shown, and the longest word. */
const OFFERED = 8;
const ROWS = 5;
const LONGEST = 80;

/** Which word follows? The class guesses, then the counts of the text are shown. */
export function CountScreen({ own }: { own: Prepared | undefined }) {
  const words = useLessonStrings();
  const { text, failure } = useTextClient();
  const id = textOf(useCourse().state, useLanguage());
  const state = useCounted(text, id, own);
  return (
    <>
      <p className={styles.lead}>{words.count.lead}</p>
      <SourceRow own={own} hasRecording={false} />
      {state.status === 'ready' && <Guessing key={id} table={state.counted.table} />}
      {state.status === 'failed' && <Alarm error={state.error} />}
      <Alarm error={failure} />
      {state.status === 'loading' && failure === undefined && (
        <p className="muted" role="status">
          {words.text.loading}
        </p>
      )}
      <p>
        <a href={href('counting', id)}>{words.count.more}</a>
      </p>
    </>
  );
}

function Guessing({ table }: { table: FollowerTable }) {
  const words = useLessonStrings().count;
  const { nameOf, namesOf } = useNames(table);
  const barsOf = useFollowerBars(nameOf);
  const offered = contextsLike(table, '', 1, OFFERED).map(([id]) => id);
  const [word, setWord] = useState(() => (offered.length > 0 ? table.spelled(offered[0]) : ''));
  const [isShown, setShown] = useState(false);
  const heading = useId();
  const ids = table.idsIn(word);
  const followers = table.followers(ids.length === 1 ? ids : [undefined]);
  const choose = (next: string) => {
    setWord(next);
    setShown(false);
  };
  return (
    <div className={styles.halves}>
      <div className="stack">
        <WordField label={words.word} value={word} onChange={choose} longest={LONGEST} />
        {/* biome-ignore lint/a11y/useSemanticElements: a fieldset is for a form */}
        <div role="group" aria-label={words.some} className="row">
          {offered.map((id) => (
            <Button key={id} aria-pressed={ids[0] === id} onPress={() => choose(table.spelled(id))}>
              <bdi lang={passageLanguage(namesOf([id]))} translate="no">
                {namesOf([id])}
              </bdi>
            </Button>
          ))}
        </div>
        <div>
          <Button
            className="react-aria-Button primary big"
            isDisabled={isShown || word.trim() === ''}
            onPress={() => setShown(true)}
          >
            {words.show}
          </Button>
        </div>
      </div>
      <div className={styles.revealed} aria-live="polite">
        <h2 id={heading}>{word.trim() !== '' && <Rich text={words.ask(word.trim())} word={asWord} />}</h2>
        {isShown &&
          (followers.total > 0 ? (
            <>
              <p className="muted">{words.of(followers.total)}</p>
              <Bars labelledBy={heading} bars={barsOf(followers, ROWS).bars} rows={ROWS} />
            </>
          ) : (
            <p>
              <Rich text={words.never(word.trim())} word={asWord} />
            </p>
          ))}
      </div>
    </div>
  );
}
