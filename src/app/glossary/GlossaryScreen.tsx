import { useEffect, useRef, useState } from 'react';
import { Button, Input, Label, TextField } from 'react-aria-components';
import { findWords, type Word } from '../../i18n/glossary';
import { Rich, useStrings } from '../../i18n/react';
import { Alarm } from '../shell/Alarm';
import { href } from '../shell/route';
import styles from './glossary.module.css';
import { useWords } from './useWords';

/** All technical words of the app, to look up and to print. `detail` is the id of the one that is asked for. */
export function GlossaryScreen({ detail }: { detail: string | undefined }) {
  // Whoever asks for a word sees it among all.
  return <Words key={detail} marked={detail} />;
}

function Words({ marked }: { marked: string | undefined }) {
  const { terms } = useStrings();
  const { words, hasFailed } = useWords();
  const [wanted, setWanted] = useState('');
  const found = words && findWords(words, wanted);
  return (
    <div className={`stack ${styles.glossary}`}>
      <div>
        <h1>{terms.title}</h1>
        <p className={`muted ${styles.onScreen}`}>{terms.intro}</p>
      </div>
      <div className={`row spread ${styles.tools} ${styles.onScreen}`}>
        <TextField
          className={`react-aria-TextField ${styles.filter}`}
          type="search"
          value={wanted}
          onChange={setWanted}
        >
          <Label>{terms.filter}</Label>
          <Input spellCheck={false} autoComplete="off" />
        </TextField>
        <Button isDisabled={!found?.length} onPress={() => print()}>
          {terms.print}
        </Button>
      </div>
      {hasFailed && <Alarm>{terms.failed}</Alarm>}
      {!words && !hasFailed && (
        <p className="muted" role="status">
          {terms.loading}
        </p>
      )}
      {found && (
        <>
          <p className={`small muted ${styles.onScreen}`} role="status">
            {found.length > 0 ? (
              terms.found(found.length)
            ) : (
              <Rich text={terms.none(wanted.trim())} wanted={(text: string) => <bdi>{text}</bdi>} />
            )}
          </p>
          <List words={found} marked={marked} />
        </>
      )}
    </div>
  );
}

/** The words with their meanings. */
function List({ words, marked }: { words: readonly Word[]; marked: string | undefined }) {
  const link = useRef<HTMLAnchorElement>(null);
  // The browser looked for the place before the words had come.
  useEffect(() => {
    link.current?.closest('div')?.scrollIntoView({ block: 'nearest' });
    link.current?.focus({ preventScroll: true });
  }, []);
  return (
    <dl className={`card ${styles.words}`}>
      {words.map(({ id, term, meaning, other }) => (
        <div key={id} data-marked={id === marked || undefined} data-testid="word">
          <dt>
            <a
              ref={id === marked ? link : undefined}
              href={href('glossary', id)}
              aria-current={id === marked || undefined}
            >
              {term}
            </a>
            {other && (
              <span lang={other.lang} translate="no">
                {other.term}
              </span>
            )}
          </dt>
          <dd>{meaning}</dd>
        </div>
      ))}
    </dl>
  );
}
