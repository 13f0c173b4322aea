import type { DragEvent, Ref } from 'react';
import { Label, TextArea, TextField } from 'react-aria-components';
import { useFirstStrings } from '../../i18n/first';
import styles from './make.module.css';

/**
 * Browsers lay out a whole text anew at each letter: this much is quick also in a single line. In UTF-16 units.
 */
export const MOST_EDITABLE = 300_000;
/** Of a longer one, so much is shown. */
const SHOWN = 20_000;

/**
 * The field of a text; one that is too long to be typed into shows its beginning. Words that are dragged over it are the browser's, which moves or inserts them where they are
 * dropped; the panel around the field takes files.
 */
export function Editor(props: {
  name: string;
  text: string;
  isReadOnly: boolean;
  onChange: (text: string) => void;
  field: Ref<HTMLTextAreaElement>;
}) {
  const words = useFirstStrings().make.text;
  const isTooLong = props.text.length > MOST_EDITABLE;
  return (
    <TextField
      className={styles.editor}
      value={isTooLong ? props.text.slice(0, SHOWN) : props.text}
      onChange={props.onChange}
      isReadOnly={props.isReadOnly || isTooLong}
    >
      <Label className="visually-hidden">{props.name}</Label>
      <TextArea
        ref={props.field}
        spellCheck={false}
        placeholder={words.placeholder}
        onDragEnter={keepWords}
        onDragOver={keepWords}
        onDragLeave={keepWords}
        onDrop={keepWords}
      />
    </TextField>
  );
}

/** Keeps a drag of words from the panel, which would prevent what the browser does with it. */
function keepWords(event: DragEvent): void {
  const { types } = event.dataTransfer;
  if (types.length === 0 || types.includes('Files')) return;
  // A browser in a sandbox may give the address of a file. What is dragged is known only when it is dropped.
  if (event.type === 'drop' && event.dataTransfer.getData('text/uri-list').startsWith('file:')) return;
  event.stopPropagation();
}
