/** What a key does on the pad. `suggestion` counts from 0. */
export type KeyAction = 'next-word' | 'whole-ghost' | 'hide' | { suggestion: number };

/** A key that was pressed, as a `KeyboardEvent` tells it. */
export type Key = Pick<
  KeyboardEvent,
  'key' | 'code' | 'altKey' | 'ctrlKey' | 'metaKey' | 'shiftKey' | 'isComposing' | 'keyCode'
>;

/** By the key's place: with a Malayalam layout it has another sign on it. */
const NUMBERS = ['Digit1', 'Digit2', 'Digit3'];

/**
 * What a key does; nothing where it is the browser's or an input method's. Without a ghost, Tab moves on as everywhere, so
 * nobody is caught in the field. The numbers are taken even where nothing is offered: browsers change tabs at Alt+1.
 */
export function actionOf(key: Key, hasGhost: boolean): KeyAction | undefined {
  // In Safari, the key that ends a composition comes after it, with this code.
  if (key.isComposing || key.keyCode === 229) return undefined;
  const held = [
    key.ctrlKey && 'Ctrl',
    key.altKey && 'Alt',
    key.shiftKey && 'Shift',
    key.metaKey && 'Meta',
  ].filter(Boolean);
  const chord = [...held, key.key].join('+');
  const number = NUMBERS.indexOf(key.code);
  if (held.join() === 'Alt' && number >= 0) return { suggestion: number };
  if (!hasGhost) return undefined;
  if (chord === 'Tab' || chord === 'Ctrl+ArrowRight') return 'next-word';
  if (chord === 'End') return 'whole-ghost';
  return chord === 'Escape' ? 'hide' : undefined;
}
