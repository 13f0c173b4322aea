import type { DragEvent, Ref } from 'react';
import { Label, TextArea, TextField } from 'react-aria-components';
import { useStrings } from '../../i18n/react';
import styles from './make.module.css';

/**
 * The field of a text. Words that are dragged over it are the browser's, which moves or inserts them where they are
 * dropped; the panel around the field takes files.
 */
export function Editor(props: {
  name: string;
  text: string;
  isReadOnly: boolean;
  onChange: (text: string) => void;
  field: Ref<HTMLTextAreaElement>;
}) {
  const words = useStrings().make.text;
  return (
    <TextField
      className={styles.editor}
      value={props.text}
      onChange={props.onChange}
      isReadOnly={props.isReadOnly}
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
