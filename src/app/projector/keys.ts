/** What a single key does in projector mode: it goes to the screen of a number, from 1, shows the keys, or leaves the mode. */
export type KeyAction = { go: number } | 'show' | 'leave';

/** The two keys that are no numbers. */
export const KEYS = { show: '?', leave: 'p' } as const;

/** Where keys are for something else: text is typed, an option is looked for by its letter, or a part has keys of its own. */
const TAKEN = [
  'textarea, select, [contenteditable], [role=textbox], [role=combobox], [role=searchbox]',
  'input:not([type=checkbox], [type=radio], [type=range])',
  '[role=menu], [role=listbox], [role=dialog], [role=alertdialog], [data-own-keys]',
].join();

type Pressed = Pick<
  KeyboardEvent,
  'key' | 'code' | 'ctrlKey' | 'altKey' | 'metaKey' | 'shiftKey' | 'isComposing' | 'defaultPrevented'
>;

/** What a key does, wherever the focus is. With a modifier it is the browser's, but for the Shift that a "?" needs. */
export function actionOf(event: Pressed): KeyAction | undefined {
  if (event.ctrlKey || event.altKey || event.metaKey || event.isComposing || event.defaultPrevented)
    return undefined;
  if (event.key === KEYS.show) return 'show';
  if (event.shiftKey) return undefined;
  if (/^[1-9]$/.test(event.key)) return { go: Number(event.key) };
  // A Malayalam layout has another letter at the same place.
  const isLatin = /^[a-z]$/i.test(event.key);
  return (isLatin ? event.key.toLowerCase() === KEYS.leave : event.code === 'KeyP') ? 'leave' : undefined;
}

/** Whether keys are for something else where the focus is; `own` is the list of the keys, where they work too. */
export function isTaken(target: EventTarget | null, own: Element | null): boolean {
  if (!(target instanceof Element) || own?.contains(target)) return false;
  return target.closest(TAKEN) !== null;
}
