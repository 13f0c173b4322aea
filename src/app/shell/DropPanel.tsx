import { type ReactNode, useRef } from 'react';
import { type DropItem, DropZone } from 'react-aria-components';
import { droppedFiles, filesWithoutEntry } from '../../model/files';

/** Takes what is dropped anywhere on it, or pasted there. */
export function DropPanel(props: {
  className: string;
  /** For those who cannot see it. */
  label: string;
  isDisabled?: boolean;
  /** Hears of the files as `droppedFiles` gives them; words are only among the `items`. */
  onDrop: (files: Promise<File[]>, items: DropItem[]) => void;
  children: ReactNode;
}) {
  const others = useRef<File[]>([]);
  return (
    <div
      onDropCapture={({ dataTransfer }) => {
        others.current = filesWithoutEntry(dataTransfer);
      }}
    >
      <DropZone
        className={props.className}
        aria-label={props.label}
        isDisabled={props.isDisabled}
        // A file stays where it is, and words that are dragged out of a field stay in it.
        getDropOperation={(_, allowed) => (allowed.includes('copy') ? 'copy' : allowed[0])}
        onDrop={({ items }) => props.onDrop(droppedFiles(items, others.current.splice(0)), items)}
      >
        {props.children}
      </DropZone>
    </div>
  );
}
