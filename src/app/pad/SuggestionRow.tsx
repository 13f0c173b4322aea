import { Button } from 'react-aria-components';
import type { Suggestion } from '../../eval/suggest';
import { passageLanguage } from '../shell/passage';
import styles from './pad.module.css';

/** The words of one model; where there are none, a word about that. */
export function SuggestionRow(props: {
  model: 'base' | 'mine';
  name: string;
  label: string;
  words: readonly Suggestion[];
  instead: string;
  /** Whether the keys with numbers take them. */
  hasKeys: boolean;
  onTake: (suggestion: Suggestion) => void;
}) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: no fieldset, whose parts are of one form
    <div
      className={styles.row}
      role="group"
      aria-label={props.label}
      data-model={props.model}
      data-testid={`words-${props.model}`}
    >
      <span className={styles.by} aria-hidden="true" dir="auto">
        {props.name}
      </span>
      <div className={styles.words}>
        {props.words.length === 0 && <span className="small muted">{props.instead}</span>}
        {props.words.map((suggestion, i) => (
          <Button
            key={suggestion.word}
            className={styles.word}
            // The field keeps the cursor, and a phone its keyboard.
            preventFocusOnPress
            onPress={() => props.onTake(suggestion)}
          >
            <span lang={passageLanguage(suggestion.word)} translate="no">
              {suggestion.word}
            </span>
            {props.hasKeys && (
              <span className={styles.key} aria-hidden="true">
                {i + 1}
              </span>
            )}
          </Button>
        ))}
      </div>
    </div>
  );
}
