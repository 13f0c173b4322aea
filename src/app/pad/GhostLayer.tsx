import { type RefObject, useEffect, useLayoutEffect, useRef } from 'react';
import styles from './pad.module.css';

/**
 * Behind `field`: its text, unseen, and the ghost at the cursor. Above other lines, where a second line of the ghost would
 * lie on them, `onNoRoom` hears that it does not fit.
 */
export function GhostLayer({
  text,
  ghost,
  field,
  onNoRoom,
}: {
  text: string;
  ghost: string;
  field: RefObject<HTMLTextAreaElement | null>;
  onNoRoom: () => void;
}) {
  const layer = useRef<HTMLDivElement>(null);
  const words = useRef<HTMLSpanElement>(null);
  const at = field.current?.selectionEnd ?? text.length;
  const isAbove = at < text.length;

  useEffect(() => {
    const element = field.current!;
    const follow = () => void (layer.current!.scrollTop = element.scrollTop);
    element.addEventListener('scroll', follow);
    return () => element.removeEventListener('scroll', follow);
  }, [field]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: the text and the ghost are what moves
  useLayoutEffect(() => {
    const [element, behind, span] = [field.current!, layer.current!, words.current];
    behind.scrollTop = element.scrollTop;
    if (!span) return;
    const [place, room] = [span.getBoundingClientRect(), behind.getBoundingClientRect()];
    const padding = Number.parseFloat(getComputedStyle(behind).paddingInlineEnd);
    if (isAbove && place.right > room.left + behind.clientWidth - padding) onNoRoom();
    // The next line of a ghost in the lowest line would be out of sight.
    else if (place.bottom > room.bottom) element.scrollTop += place.bottom - room.bottom;
  }, [text, ghost, isAbove, field, onNoRoom]);

  return (
    <div ref={layer} className={styles.layer} aria-hidden="true" tabIndex={-1} translate="no">
      {ghost !== '' && (
        <>
          {text.slice(0, at)}
          {/* What is typed breaks where it does in the field, however long the word becomes. */}
          <wbr />
          <span ref={words} className={styles.ghost} data-above={isAbove} data-testid="ghost">
            {ghost}
          </span>
          {text.slice(at)}
        </>
      )}
    </div>
  );
}
