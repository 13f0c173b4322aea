import { type ReactNode, useRef } from 'react';
import { type DropItem, DropZone } from 'react-aria-components';
import { filesWithoutEntry } from '../../model/files';

/** Takes what is dropped anywhere on it, or pasted there. */
export function DropPanel(props: {
  className: string;
  /** For those who cannot see it. */
  label: string;
  /** `others` are files that are not among the items. */
  onDrop: (items: DropItem[], others: File[]) => void;
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
        // A file stays where it is, and words that are dragged out of a field stay in it.
        getDropOperation={(_, allowed) => (allowed.includes('copy') ? 'copy' : allowed[0])}
        onDrop={({ items }) => props.onDrop(items, others.current.splice(0))}
      >
        {props.children}
      </DropZone>
    </div>
  );
}
