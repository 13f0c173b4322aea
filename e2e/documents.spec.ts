import { expect, type Page } from '@playwright/test';
import { en } from '../src/i18n/en/index.ts';
import { archive, docx, odt, openDocument, pdf } from '../src/text/documents/documents.fixtures.ts';
import { test } from './flow.ts';
import { openApp, textField, watch } from './page.ts';

const { text: words, opened: said } = en.make;
const errors = en.errors.byDomain.text;

/** What was left out as the page shows it: the example without its marks. */
const shown = (sentence: string) => sentence.replace(/<\/?example>/g, '');

const paragraph = (words: string) => `<w:p><w:r><w:t>${words}</w:t></w:r></w:p>`;

async function choose(page: Page, files: Record<string, string | Uint8Array>): Promise<void> {
  const chooser = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: words.open }).click();
  const list = Object.entries(files).map(([name, content]) => ({
    ...{ name, mimeType: 'application/octet-stream' },
    buffer: Buffer.from(content as string),
  }));
  await (await chooser).setFiles(list);
}

const panel = (page: Page) => page.getByTestId('opened');
const about = (page: Page, name: string) => panel(page).getByRole('listitem').filter({ hasText: name });

test('documents of all kinds are read, and told what was taken and left out', async ({ page, baseURL }) => {
  const offences = watch(page, baseURL!);
  await openApp(page);
  const pages = [1, 2, 3].map((n): [number, string][] => [
    [770, 'Our school'],
    [700, `Page ${n} tells of the rain.`],
    [650, `${'And then it stopped. '.repeat(n)}`],
  ]);
  await choose(page, {
    'essay.docx': docx(paragraph('മഴ വന്നു.') + '<w:p><w:r><pic:pic/></w:r></w:p>'),
    'story.odt': odt(
      openDocument('<text:p>A story.<office:annotation><text:p>Why?</text:p></office:annotation></text:p>'),
    ),
    'book.pdf': pdf(pages),
    'film.srt': '1\n00:00:01,000 --> 00:00:02,000\nRun!\n\n2\n00:00:03,000 --> 00:00:04,000\nNo.\n',
    'page.html': '<html><script>alert(1)</script><p>The <b>rain</b></p></html>',
    'all.zip': archive({ 'inner.rtf': '{\\rtf1\\ansi From inside.\\par}', 'old.doc': 'x' }),
    'old.txt': Buffer.from('Anju\u0092s caf\u00e9, and nobody else\u0092s.', 'latin1'),
  });
  await expect(page.getByRole('alert')).toHaveText(errors.document({ name: 'old.doc' }));
  for (const [name, text] of [
    ['essay.docx', 'മഴ വന്നു.'],
    ['story.odt', 'A story.'],
    ['book.pdf', pages.map(([, ...lines]) => lines.map(([, line]) => line.trim()).join('\n\n')).join('\n\n')],
    ['film.srt', 'Run!\nNo.'],
    ['page.html', 'The rain'],
    ['inner.rtf', 'From inside.'],
    ['old.txt', 'Anju’s café, and nobody else’s.'],
  ]) {
    await page.getByRole('button', { name, exact: true }).click();
    await expect(textField(page, name)).toHaveValue(text);
  }
  await expect(about(page, 'essay.docx')).toContainText(said.reasons.picture(1));
  await expect(about(page, 'story.odt')).toContainText(shown(said.reasons.comment(1, 'Why?')));
  await expect(about(page, 'book.pdf')).toContainText(shown(said.reasons.header(3, 'Our school')));
  await expect(about(page, 'page.html')).toContainText(shown(said.reasons.script(1, '<script>')));
  await expect(about(page, 'old.txt')).toContainText(said.encoding['windows-1252']);

  await page.getByRole('button', { name: 'film.srt', exact: true }).click();
  await about(page, 'film.srt').getByText(said.everything).click();
  await expect(textField(page, 'film.srt')).toHaveValue(/-->/);
  await about(page, 'film.srt').getByText(said.everything).click();
  await textField(page, 'film.srt').fill('My own words.');
  await expect(about(page, 'film.srt')).toHaveCount(0);
  await panel(page).getByRole('button', { name: said.close }).click();
  await expect(panel(page)).toHaveCount(0);
  expect(offences).toEqual({ console: [], foreign: [] });
});

test('in a chat the student says who they are; an old font is turned into letters; a text can be left out', async ({
  page,
}) => {
  await openApp(page);
  const line = (name: string, text: string) => `[01/06/25, 7:01:12\u202fAM] ${name}: ${text}`;
  const typed = 'Rm³ hoSn\\p t]mbn ag s]bvXp. AÑ³ ISbnÂ \\n¶v h¶p, A½ hmbn¨p. \\msf kv¡qfnÂ t]mIWw.';
  await choose(page, {
    'chat.txt': [
      line('Anju', 'One.'),
      line('Appu', 'Two.'),
      line('Anju', '\u200eimage omitted'),
      line('Appu', 'Three.'),
    ].join('\n'),
    'karthika.txt': typed,
  });
  await expect(about(page, 'chat.txt')).toContainText(said.nothingYet);
  await page.getByRole('button', { name: 'chat.txt', exact: true }).click();
  await about(page, 'chat.txt').getByText('Appu').click();
  await expect(textField(page, 'chat.txt')).toHaveValue('Two.\nThree.');
  await expect(about(page, 'chat.txt')).toContainText(shown(said.reasons.others(1, 'One.')));
  await page.getByRole('button', { name: 'karthika.txt', exact: true }).click();
  await about(page, 'karthika.txt').getByText(said.convert).click();
  await expect(textField(page, 'karthika.txt')).toHaveValue(/^ഞാൻ വീടിനു പോയി മഴ പെയ്തു/);

  await page.getByRole('button', { name: words.own, exact: true }).click();
  await textField(page).fill(typed);
  await about(page, words.own).getByText(said.convert).click();
  await expect(textField(page)).toHaveValue(/^ഞാൻ വീടിനു പോയി/);

  const uses = page.getByRole('switch', { name: words.use('chat.txt') });
  await expect(uses).toBeChecked();
  await page.getByRole('listitem').filter({ has: uses }).locator('label').click();
  await page.waitForTimeout(600);
  await page.reload();
  await expect(uses).not.toBeChecked();
});

test('hostile documents are refused in a moment, and the page stays quick', async ({ page }) => {
  await openApp(page);
  const start = Date.now();
  await choose(page, {
    'bomb.zip': archive({ 'a.txt': new Uint8Array(45_000_000) }),
    'deep.docx': docx('<w:p>'.repeat(100_000)),
    'cut.pdf': pdf([[[700, 'Rain']]]).slice(0, 200),
    'closed.docx': Buffer.from('d0cf11e0a1b11ae1', 'hex'),
  });
  await expect(page.getByRole('alert')).toHaveText([
    errors['too-much']({ name: 'bomb.zip' }),
    errors['too-deep']({ name: 'deep.docx' }),
    errors.damaged({ name: 'cut.pdf' }),
    errors.encrypted({ name: 'closed.docx' }),
  ]);
  expect(Date.now() - start).toBeLessThan(8000);
  await textField(page).fill('Still here.');
});
