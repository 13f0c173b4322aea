import { type KeyboardEvent, type ReactNode, useId } from 'react';
import { Button, Dialog, DialogTrigger, Heading, Popover } from 'react-aria-components';
import { type AskedTerm, loadWords } from '../../i18n/glossary';
import { useLanguage, useStrings } from '../../i18n/react';
import { href } from '../shell/route';
import styles from './TermButton.module.css';
import { useWords } from './useWords';

/** A "?" that explains the technical word it stands at, in as much room as the line has anyway. */
export function TermButton({ term }: { term: AskedTerm }) {
  const { terms } = useStrings();
  const language = useLanguage();
  const meaning = useId();
  const question = terms.questions[term];
  // Whoever comes near it will probably press it. If this fails, the explanation says so.
  const prepare = () => void loadWords(language).catch(() => {});
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: it only keeps keys from what is around it
    <span className={styles.place} onKeyDown={keepKeys}>
      <DialogTrigger>
        {/* Whatever it stands in, it is no part of that. */}
        <Button
          slot={null}
          className={styles.ask}
          aria-label={question}
          onHoverStart={prepare}
          onFocus={prepare}
        />
        <Popover className={`react-aria-Popover ${styles.popover}`}>
          <Dialog className={styles.dialog} aria-describedby={meaning}>
            {({ close }) => (
              <>
                <Heading slot="title" className={styles.question}>
                  {question}
                </Heading>
                <Meaning id={meaning} term={term} />
                <p className="small">
                  <a href={href('glossary', term)} onClick={close}>
                    {terms.all}
                  </a>
                </p>
              </>
            )}
          </Dialog>
        </Popover>
      </DialogTrigger>
    </span>
  );
}

/** A heading or a label, and the "?" of a word in it behind it. */
export function Termed({ term, children }: { term: AskedTerm; children: ReactNode }) {
  return (
    <div className={styles.termed}>
      {children}
      <TermButton term={term} />
    </div>
  );
}

function Meaning({ id, term }: { id: string; term: AskedTerm }) {
  const { terms } = useStrings();
  const { words, hasFailed } = useWords();
  const word = words?.find((one) => one.id === term);
  return (
    <>
      {word?.other && (
        <p className="small muted" lang={word.other.lang} translate="no">
          {word.other.term}
        </p>
      )}
      <p id={id} role={word ? undefined : 'status'}>
        {word ? word.meaning : hasFailed ? terms.failed : terms.loading}
      </p>
    </>
  );
}

/** The arrow keys of a group of options must not choose another one while an explanation among them is read. */
const keepKeys = (event: KeyboardEvent) => event.stopPropagation();
