import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { turnBy } from './keys';

/** As much of an element as is asked for: the selectors that fit it or what encloses it. */
class FakeElement {
  constructor(private readonly enclosing: readonly string[]) {}
  closest(selector: string): FakeElement | null {
    return selector.split(/, (?![^(]*\))/).some((one) => this.enclosing.includes(one)) ? this : null;
  }
}

beforeAll(() => void vi.stubGlobal('Element', FakeElement));
afterAll(() => void vi.unstubAllGlobals());

const press = (key: string, enclosing: readonly string[] = [], held: Partial<KeyboardEvent> = {}) =>
  turnBy({
    key,
    ...{ ctrlKey: false, altKey: false, metaKey: false },
    target: new FakeElement(enclosing) as never,
    ...held,
  });

test('arrows, page keys and the space bar turn the screens, N shows the notes', () => {
  expect(['ArrowRight', 'PageDown', ' '].map((key) => press(key))).toEqual(['next', 'next', 'next']);
  expect(['ArrowLeft', 'PageUp'].map((key) => press(key))).toEqual(['back', 'back']);
  expect(press('n')).toBe('notes');
  for (const key of ['Enter', 'x', 'ArrowDown']) expect(press(key)).toBeUndefined();
});

test('no key turns a screen from a field, a list or a dialog, or while another one is held', () => {
  const field = 'input:not([type=checkbox], [type=radio])';
  for (const place of [field, 'textarea', '[role=listbox]', '[role=menu]', '[role=dialog]'])
    for (const key of ['ArrowRight', 'PageDown', ' ', 'n']) expect(press(key, [place])).toBeUndefined();
  expect(press('ArrowLeft', [], { altKey: true })).toBeUndefined();
});

test('a presenter’s remote turns the screens from a tab, an option or a switch, whose own keys are left to it', () => {
  for (const place of ['input', '[role=tab]', '[role=radio]']) {
    expect(['PageDown', 'PageUp'].map((key) => press(key, [place]))).toEqual(['next', 'back']);
    for (const key of ['ArrowRight', ' ', 'n']) expect(press(key, [place])).toBeUndefined();
  }
});

test('the space bar presses a button, and other keys turn the screen from there', () => {
  expect(press(' ', ['button'])).toBeUndefined();
  expect(press('PageDown', ['button'])).toBe('next');
});
