import { expect, test } from 'vitest';
import { actionOf, type Key } from './keys';

const press = (key: string, rest: Partial<Key> = {}): Key => ({
  ...{ key, code: key, altKey: false, ctrlKey: false, metaKey: false, shiftKey: false },
  ...{ isComposing: false, keyCode: 0 },
  ...rest,
});

test.each<[Partial<Key> & { key: string }, ReturnType<typeof actionOf>]>([
  [{ key: 'Tab' }, 'next-word'],
  [{ key: 'ArrowRight', ctrlKey: true }, 'next-word'],
  [{ key: 'End' }, 'whole-ghost'],
  [{ key: 'Escape' }, 'hide'],
  // Ways to select, to go back and to move the cursor.
  [{ key: 'Tab', shiftKey: true }, undefined],
  [{ key: 'ArrowRight' }, undefined],
  [{ key: 'ArrowRight', ctrlKey: true, shiftKey: true }, undefined],
  [{ key: 'End', shiftKey: true }, undefined],
  [{ key: 'a' }, undefined],
])('%o with a ghost', (key, action) => {
  expect(actionOf(press(key.key, key), true)).toEqual(action);
  // Without a ghost, each is the browser's: nobody is caught in the field.
  expect(actionOf(press(key.key, key), false)).toBeUndefined();
});

test('Alt and a number take a suggestion, on any layout, and change no tab', () => {
  const second = press('2', { code: 'Digit2', altKey: true });
  expect(actionOf(second, false)).toEqual({ suggestion: 1 });
  expect(actionOf({ ...second, key: '൨' }, true)).toEqual({ suggestion: 1 });
  expect(actionOf({ ...second, altKey: false }, true)).toBeUndefined();
  // What other layouts type with AltGr.
  expect(actionOf({ ...second, ctrlKey: true }, true)).toBeUndefined();
  expect(actionOf({ ...second, code: 'Digit4' }, true)).toBeUndefined();
});

test('keys of an input method are its own', () => {
  for (const composing of [{ isComposing: true }, { keyCode: 229 }])
    for (const key of ['Tab', 'Escape', 'End']) expect(actionOf(press(key, composing), true)).toBeUndefined();
});
