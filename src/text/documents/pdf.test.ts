import { expect, test } from 'vitest';
import { counts, pdf, read, refusal } from './documents.fixtures';

const LONG = 'The rain came back before the bus did and nobody had brought an um-';

test('joins the lines that the edge of the page has cut, and leaves out headers and page numbers', async () => {
  const page = (n: number): [number, string][] => [
    [770, `Our school, page ${n}`],
    [720, LONG],
    [706, `brella. Page ${n} has short lines too.`],
    [692, 'A line of a poem'],
    [650, 'A new paragraph (after a gap).'],
    [40, String(n)],
  ];
  const document = await read('essay.pdf', pdf([page(1), page(2), page(3)]));
  const text = (n: number) =>
    `${LONG.slice(0, -1)}brella. Page ${n} has short lines too.\nA line of a poem\n\nA new paragraph (after a gap).`;
  expect(document.text).toBe([1, 2, 3].map(text).join('\n\n'));
  expect(counts(document)).toEqual({ header: 6 });
  // "Dear diary," may be the first line of every page.
  expect(document.all).toContain(`Our school, page 2\n\n${LONG.slice(0, -1)}brella. Page 2`);
});

test('pages of nothing but lines that are alike are kept', async () => {
  const pages = [1, 2, 3].map((n): [number, string][] => [[700, `Page ${n} tells of the rain.`]]);
  const document = await read('list.pdf', pdf(pages));
  expect(document.text).toBe([1, 2, 3].map((n) => `Page ${n} tells of the rain.`).join('\n\n'));
  expect(counts(document)).toEqual({});
});

test.each([
  ['of pictures', pdf([[], []]), 'scan'],
  ['cut off', pdf([[[700, LONG]]]).slice(0, 30), 'damaged'],
  [
    'with a password',
    pdf(
      [[[700, LONG]]],
      `/Encrypt<</Filter/Standard/V 1/R 2/O<${'00'.repeat(32)}>/U<${'00'.repeat(32)}>/P -4>>/ID[<00><00>]`,
    ),
    'encrypted',
  ],
  ['of too many pages', pdf(Array.from({ length: 1001 }, () => [[700, 'x']])), 'too-much'],
])('refuses a PDF %s', async (_, bytes, reason) => {
  expect((await refusal('essay.pdf', bytes)).reason).toBe(reason);
});
