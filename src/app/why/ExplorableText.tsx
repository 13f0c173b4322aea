import { type KeyboardEvent, useRef, useState } from 'react';
import type { CopiedWord } from '../../text/copied';
import styles from './why.module.css';

/**
 * A text whose words can be chosen, by a click or with the arrow keys: Tab stops at one of them only. `words` are those of
 * `text`, in order; the element whose id is `copiedNote` says what an underlined word is.
 */
export function ExplorableText(props: {
  text: string;
  words: readonly CopiedWord[];
  selected: number | undefined;
  onSelect(word: number): void;
  label: string;
  copiedNote: string;
}) {
  const { text, words } = props;
  const [current, setCurrent] = useState(0);
  const buttons = useRef<(HTMLButtonElement | null)[]>([]);
  const stop = Math.min(current, words.length - 1);

  const onKeyDown = (event: KeyboardEvent) => {
    const places: Record<string, number> = {
      ...{ ArrowRight: stop + 1, ArrowDown: stop + 1, ArrowLeft: stop - 1, ArrowUp: stop - 1 },
      ...{ Home: 0, End: words.length - 1 },
    };
    const place = places[event.key];
    if (place === undefined) return;
    event.preventDefault();
    buttons.current[Math.max(0, Math.min(words.length - 1, place))]?.focus();
  };

  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset cannot stand in a line of text
    <span role="group" aria-label={props.label} onKeyDown={onKeyDown}>
      {words.map(({ word, index, isCopied }, i) => {
        const end = index + word.length;
        const next = words[i + 1]?.index ?? text.length;
        return (
          <span key={index}>
            {i === 0 && text.slice(0, index)}
            <button
              type="button"
              ref={(button) => {
                buttons.current[i] = button;
              }}
              className={styles.word}
              data-copied={isCopied || undefined}
              aria-pressed={props.selected === i}
              aria-describedby={isCopied ? props.copiedNote : undefined}
              tabIndex={i === stop ? 0 : -1}
              onFocus={() => {
                setCurrent(i);
                props.onSelect(i);
              }}
              // Safari focuses no button that is clicked.
              onClick={() => props.onSelect(i)}
            >
              {word}
            </button>
            {text.slice(end, next)}
          </span>
        );
      })}
    </span>
  );
}
