import type { KeyboardEvent, ReactNode } from 'react';
import { useFirstStrings, useLanguage } from '../../i18n/first';
import { type AskedTerm, loadWords } from '../../i18n/glossary';
import { lazily } from '../shell/lazily';
import { Opener } from '../shell/Opener';
import styles from './TermButton.module.css';

const Explanation = lazily(async () => (await import('./Explanation')).Explanation);

/** A "?" that explains the technical word it stands at, in as much room as the line has anyway. */
export function TermButton({ term }: { term: AskedTerm }) {
  const { terms } = useFirstStrings();
  const language = useLanguage();
  // Whoever comes near it will probably press it. If this fails, the explanation says so.
  const prepare = () => void loadWords(language).catch(() => {});
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: it only keeps arrow keys from what is around it
    <span className={styles.place} onKeyDown={keepArrows}>
      {/* Whatever it stands in, it is no part of that. */}
      <Opener
        opens="dialog"
        slot={null}
        className={styles.ask}
        aria-label={terms.questions[term]}
        onHoverStart={prepare}
        onFocus={prepare}
      >
        {(opened) => <Explanation opened={opened} term={term} />}
      </Opener>
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

/** The arrow keys of a group of options must not choose another one while an explanation among them is read. */
const keepArrows = (event: KeyboardEvent) => event.key.startsWith('Arrow') && event.stopPropagation();
