/** What the keys of a lesson do; a presenter's remote sends Page Up and Page Down. */
export type Turn = 'next' | 'back' | 'notes';

const TURNS: Record<string, Turn> = {
  ...{ ArrowRight: 'next', PageDown: 'next', ' ': 'next' },
  ...{ ArrowLeft: 'back', PageUp: 'back' },
  ...{ n: 'notes', N: 'notes' },
};

/** Where keys are for something else: fields, and what is chosen among by arrows. */
const FIELDS =
  'input, textarea, select, [contenteditable], [role=tab], [role=radio], [role=slider], [role=listbox], [role=menu], [role=dialog], [role=alertdialog]';
/** These are pressed by the space bar. */
const PRESSED = 'a, button, summary, [role=button]';

/** What a key means where it was pressed; nothing where it is for a field, or held with another one. */
export function turnBy(event: Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'altKey' | 'metaKey' | 'target'>) {
  const { key, target } = event;
  if (event.ctrlKey || event.altKey || event.metaKey) return undefined;
  const element = target instanceof Element ? target : undefined;
  if (element?.closest(FIELDS)) return undefined;
  if (key === ' ' && element?.closest(PRESSED)) return undefined;
  return TURNS[key];
}
