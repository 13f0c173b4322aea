import { type KeyboardEvent, useCallback, useEffect, useRef } from 'react';
import { passageLanguage } from '../shell/passage';
import { GhostLayer } from './GhostLayer';
import type { Inserter } from './insert';
import { actionOf } from './keys';
import type { Cause, Offering } from './offering';
import { nextWord } from './offers';
import styles from './pad.module.css';

/** UTF-16 units of a page: about ten thousand words. */
export const LONGEST_PAGE = 60_000;

/** The end of a long text tells in which script it is being written. In UTF-16 units. */
const END = 200;

/**
 * The field to write in, and behind it a layer with the same text, unseen, in which the ghost stands where it would be
 * typed. The field stays an ordinary one, for input methods, screen readers and undo.
 */
export function Field(props: {
  label: string;
  describedBy: string;
  placeholder: string;
  text: string;
  isReadOnly: boolean;
  onChange: (text: string) => void;
  ghost: string;
  offering: Offering;
  /** Nothing until the field is there. */
  inserter: Inserter | null;
  onSuggestion: (index: number) => void;
  onWriting: (isWriting: boolean) => void;
  /** Hears which element it is; a constant function. */
  onField: (field: HTMLTextAreaElement | null) => void;
}) {
  const { text, ghost, offering, inserter, onField } = props;
  const field = useRef<HTMLTextAreaElement>(null);
  const isComposing = useRef(false);
  const attach = useCallback(
    (element: HTMLTextAreaElement | null) => {
      field.current = element;
      onField(element);
    },
    [onField],
  );

  const look = useCallback(
    (cause: Cause) => {
      const { value, selectionStart: start, selectionEnd: end } = field.current!;
      offering.look({ text: value, start, end, isComposing: isComposing.current }, cause);
    },
    [offering],
  );
  // Another tab may have written on the page.
  // biome-ignore lint/correctness/useExhaustiveDependencies: the text is the reason to look
  useEffect(() => look('moved'), [look, text]);

  const compose = (isOpen: boolean) => {
    isComposing.current = isOpen;
    look(isOpen ? 'moved' : 'typed');
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const action = actionOf(event.nativeEvent, ghost !== '');
    if (action === undefined) return;
    event.preventDefault();
    if (action === 'next-word') inserter?.put(nextWord(ghost));
    else if (action === 'whole-ghost') inserter?.put(ghost);
    else if (action === 'hide') offering.hide();
    else props.onSuggestion(action.suggestion);
  };

  return (
    <div className={styles.sheet} lang={passageLanguage(text.slice(-END))}>
      <textarea
        ref={attach}
        className={styles.field}
        value={text}
        aria-label={props.label}
        aria-describedby={props.describedBy}
        placeholder={props.placeholder}
        readOnly={props.isReadOnly}
        maxLength={LONGEST_PAGE}
        spellCheck={false}
        autoComplete="off"
        onChange={(event) => {
          props.onChange(event.target.value);
          const { inputType } = event.nativeEvent as InputEvent;
          look(inputType?.startsWith('history') ? 'undone' : 'typed');
        }}
        onSelect={() => look('moved')}
        onCompositionStart={() => compose(true)}
        onCompositionEnd={() => compose(false)}
        onKeyDown={onKeyDown}
        onFocus={() => props.onWriting(true)}
        onBlur={() => props.onWriting(false)}
      />
      {/* After the field, which must be there when the layer is drawn. */}
      <GhostLayer text={text} ghost={ghost} field={field} onNoRoom={offering.dropGhost} />
    </div>
  );
}
