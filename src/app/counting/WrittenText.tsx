import { useCountingStrings } from '../../i18n/counting';
import { partsOf } from '../../text/counting/parts';
import { passageLanguage } from '../shell/passage';
import styles from './counting.module.css';

/** What is written so far: the words that count for the next one are marked, and so is what was just chosen after `before`. */
export function WrittenText(props: {
  before: string;
  /** With what was chosen. */
  whole: string;
  /** How many words and signs count. */
  context: number;
}) {
  const words = useCountingStrings().write;
  const { before, whole, context } = props;
  const parts = partsOf(before);
  const from = context === 0 ? before.length : parts[parts.length - context].start;
  const chosen = whole.slice(before.length);
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for a form
    <div role="group" aria-label={words.text} className={styles.window} data-testid="written">
      {whole === '' ? (
        <p className="muted">{words.empty}</p>
      ) : (
        <p dir="auto" lang={passageLanguage(whole)} translate="no" className={styles.written}>
          {before.slice(0, from)}
          <span data-mark={context > 0 ? 'word' : undefined}>
            <span>{before.slice(from)}</span>
          </span>
          {/^\s/.test(chosen) && ' '}
          {chosen !== '' && (
            <span data-mark="next">
              <span>{chosen === '\n' ? '↵' : chosen.trim()}</span>
            </span>
          )}
        </p>
      )}
    </div>
  );
}
