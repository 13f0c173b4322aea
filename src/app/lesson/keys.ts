/** What the keys of a lesson do; a presenter's remote sends Page Up and Page Down. */
export type Turn = 'next' | 'back' | 'notes';

const TURNS: Record<string, Turn> = {
  ...{ ArrowRight: 'next', PageDown: 'next', ' ': 'next' },
  ...{ ArrowLeft: 'back', PageUp: 'back' },
  ...{ n: 'notes', N: 'notes' },
};

/** Where keys write, or move in what is open: no key is for the lesson there. */
const WRITTEN =
  'textarea, select, [contenteditable], input:not([type=checkbox], [type=radio]), [role=slider], [role=listbox], [role=menu], [role=dialog], [role=alertdialog]';
/** What is chosen among by arrows, or switched by the space bar. A presenter's remote sends neither. */
const CHOSEN = 'input, [role=tab], [role=radio]';
/** These are pressed by the space bar. */
const PRESSED = 'a, button, summary, [role=button]';

/** What a key means where it was pressed; nothing where it is for something else, or held with another one. */
export function turnBy(event: Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'altKey' | 'metaKey' | 'target'>) {
  const { key, target } = event;
  if (event.ctrlKey || event.altKey || event.metaKey) return undefined;
  const element = target instanceof Element ? target : undefined;
  if (element?.closest(WRITTEN)) return undefined;
  if (element?.closest(CHOSEN) && !key.startsWith('Page')) return undefined;
  if (key === ' ' && element?.closest(PRESSED)) return undefined;
  return TURNS[key];
}
