import { expect, test } from 'vitest';
import { actionOf } from './keys';

const NONE = { ctrlKey: false, altKey: false, metaKey: false, shiftKey: false };
const press = (key: string, more: Partial<Parameters<typeof actionOf>[0]> = {}) =>
  actionOf({ ...NONE, isComposing: false, defaultPrevented: false, code: '', key, ...more });

test('digits go to screens, "?" shows the keys, "p" leaves', () => {
  expect(press('1')).toEqual({ go: 1 });
  expect(press('9')).toEqual({ go: 9 });
  expect(press('?', { shiftKey: true })).toBe('show');
  expect(press('p')).toBe('leave');
  expect(press('P')).toBe('leave');
  for (const key of ['0', 'q', ' ', 'ArrowLeft', 'PageDown', 'Enter', 'Escape', '12'])
    expect(press(key), key).toBeUndefined();
});

test('a key with a modifier is the browser’s, as one that is composed or was used already', () => {
  for (const modifier of ['ctrlKey', 'altKey', 'metaKey'] as const)
    for (const key of ['1', '?', 'p']) expect(press(key, { [modifier]: true })).toBeUndefined();
  expect(press('p', { shiftKey: true })).toBeUndefined();
  expect(press('1', { isComposing: true })).toBeUndefined();
  expect(press('1', { defaultPrevented: true })).toBeUndefined();
});

test('on a Malayalam layout the place of the key counts', () => {
  expect(press('ജ', { code: 'KeyP' })).toBe('leave');
  // Of a layout that has a "p" elsewhere, the letter counts.
  expect(press('l', { code: 'KeyP' })).toBeUndefined();
});
