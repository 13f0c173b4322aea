import { useId } from 'react';
import { Dialog, Heading, Popover } from 'react-aria-components';
import { useFirstStrings } from '../../i18n/first';
import type { AskedTerm } from '../../i18n/glossary';
import type { Opened } from '../shell/Opener';
import { href } from '../shell/route';
import styles from './TermButton.module.css';
import { useWords } from './useWords';

/** What a technical word means, beside the "?" that was pressed. */
export function Explanation({ opened, term }: { opened: Opened; term: AskedTerm }) {
  const { terms } = useFirstStrings();
  const meaning = useId();
  const { triggerRef, isOpen, onOpenChange } = opened;
  return (
    <Popover
      triggerRef={triggerRef}
      isOpen={isOpen}
      onOpenChange={onOpenChange}
      trigger="DialogTrigger"
      className={`react-aria-Popover ${styles.popover}`}
    >
      <Dialog className={styles.dialog} aria-describedby={meaning}>
        <Heading slot="title" className={styles.question}>
          {terms.questions[term]}
        </Heading>
        <Meaning id={meaning} term={term} />
        <p className="small">
          <a href={href('glossary', term)} onClick={() => onOpenChange(false)}>
            {terms.all}
          </a>
        </p>
      </Dialog>
    </Popover>
  );
}

function Meaning({ id, term }: { id: string; term: AskedTerm }) {
  const { terms } = useFirstStrings();
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
