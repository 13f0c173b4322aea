import { expect, test } from 'vitest';
import { isLearned, type Text } from '../../store';
import { openPage, putBy, titleOf } from './pages';

const page = (number: number, mark: Text['page']): Text => ({
  ...{ id: `anu-page-${number}`, name: 'x', text: 'y' },
  page: mark,
});

test('the open page goes on; after it, each tab begins the same next one', () => {
  expect(openPage([], [], 'anu')).toMatchObject({ id: 'anu-page-1', text: '', page: 'apart' });
  expect(openPage([page(1, 'earlier'), page(2, 'learned')], [], 'anu')).toEqual(page(2, 'learned'));
  expect(openPage([page(1, 'earlier'), page(9, 'earlier')], [], 'anu').id).toBe('anu-page-10');
});

test('nothing is learned from a page that is apart, or left out for now', () => {
  const pages = [page(1, 'earlier'), page(2, 'learned'), page(3, 'apart')];
  expect(pages.map(isLearned)).toEqual([true, true, false]);
  expect(pages.map((one) => isLearned({ ...one, isUnused: true }))).toEqual([false, false, false]);
});

test('a page that is put by is learned from as before, or not', () => {
  expect(putBy(page(1, 'learned'))).toEqual({ ...page(1, 'earlier'), name: 'y' });
  expect(isLearned(putBy(page(1, 'apart')))).toBe(false);
  const leftOut = putBy({ ...page(1, 'learned'), isUnused: true });
  expect([leftOut.page, isLearned(leftOut)]).toEqual(['earlier', false]);
});

test('a page that cannot be opened is not written over', () => {
  const damaged = [{ id: 'anu-page-3' }, { id: 'another text' }];
  expect(openPage([page(1, 'earlier')], damaged, 'anu').id).toBe('anu-page-4');
});

test('a finished page is called by its first words, whole letters of them', () => {
  expect(titleOf('\n The day the bus did not come, we walked.\nSecond line')).toBe(
    'The day the bus did not come, …',
  );
  expect(titleOf('Short.\nSecond')).toBe('Short.');
  expect(titleOf('x'.repeat(50))).toBe(`${'x'.repeat(32)} …`);
  expect(titleOf('ക്ഷമിക്കൂ'.repeat(9))).toMatch(/^(ക്ഷമിക്കൂ|ക്ഷമി|ക്ഷ)+ …$/);
});
