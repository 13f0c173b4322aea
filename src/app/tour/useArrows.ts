import { useEffect } from 'react';

/** In these the arrow keys have something else to do. */
const BUSY = 'input, textarea, select, [contenteditable], [role=dialog], [role=menu], [role=listbox]';

/** The arrow keys lead to the addresses before and after this page, as far as there are any. */
export function useArrows(back: string | undefined, next: string | undefined): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const { key, target } = event;
      if (event.defaultPrevented || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
      if (target instanceof Element && target.closest(BUSY)) return;
      const to = { ArrowLeft: back, ArrowRight: next }[key];
      if (to !== undefined) location.hash = to;
    };
    addEventListener('keydown', onKey);
    return () => removeEventListener('keydown', onKey);
  }, [back, next]);
}
