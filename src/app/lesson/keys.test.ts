import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { turnBy } from './keys';

/** As much of an element as is asked for: what encloses it, by tag and role. */
class FakeElement {
  constructor(private readonly enclosing: readonly string[]) {}
  closest(selector: string): FakeElement | null {
    return selector.split(', ').some((one) => this.enclosing.includes(one)) ? this : null;
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

test('no key turns a screen from a field, or while another one is held', () => {
  for (const field of ['input', 'textarea', '[role=tab]', '[role=dialog]', '[role=radio]'])
    for (const key of ['ArrowRight', 'PageDown', ' ', 'n']) expect(press(key, [field])).toBeUndefined();
  expect(press('ArrowLeft', [], { altKey: true })).toBeUndefined();
});

test('the space bar presses a button, and other keys turn the screen from there', () => {
  expect(press(' ', ['button'])).toBeUndefined();
  expect(press('PageDown', ['button'])).toBe('next');
});
