import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { expect, test } from '@playwright/test';
import { en } from '../src/i18n/en/index.ts';
import { like, openApp, textField, trainButton } from './page.ts';

const file = (name: string, bytes: number[] | string) => ({
  name,
  mimeType: 'application/octet-stream',
  buffer: Buffer.from(bytes as string),
});

test('too little text says how much is missing, and nothing can be trained', async ({ page }) => {
  await openApp(page);
  await textField(page).fill('Amma made puttu today and I ate four.');
  await expect(page.getByTestId('not-enough')).toContainText(
    like(en.text.tooLittle({ part: 'text', have: 11, needed: 222, moreWords: 333 }), {
      ...{ 11: /\d+/, 222: /[\d,]+/, 333: /\d+/ },
    }),
  );
  await expect(trainButton(page)).toBeDisabled();
});

test('files that hold no text are each refused in one sentence, and what was typed stays', async ({
  page,
}) => {
  await openApp(page);
  const typed = textField(page);
  await typed.fill('Already here.');
  const chooser = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: en.make.text.open }).click();
  await (await chooser).setFiles([
    file('photo.png', [0x89, 0x50]),
    file('notes.txt', [0, 1, 2, 3, 0, 0]),
    file('blank.txt', '  \n'),
    file('essay.docx', 'PK'),
  ]);
  await expect(page.getByRole('alert')).toHaveCount(4);
  for (const name of ['photo.png', 'notes.txt', 'blank.txt', 'essay.docx'])
    await expect(page.getByRole('alert').filter({ hasText: name })).toHaveCount(1);
  await expect(typed).toHaveValue('Already here.');
});

test('a text file opens beside what was typed, and a reload keeps both', async ({ page }) => {
  await openApp(page);
  await textField(page).fill('My own page.');
  const chooser = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: en.make.text.open }).click();
  await (await chooser).setFiles([file('story.md', 'Once upon a time.\r\nThe end.')]);
  await expect(textField(page, 'story.md')).toHaveValue('Once upon a time.\nThe end.');
  await page.waitForTimeout(500);
  await page.reload();
  await expect(textField(page)).toHaveValue('My own page.');
  await page.getByRole('button', { name: 'story.md', exact: true }).click();
  await expect(textField(page, 'story.md')).toHaveValue('Once upon a time.\nThe end.');
});

test('a file that is dropped is opened', async ({ page }, info) => {
  await openApp(page);
  const path = info.outputPath('greet.py');
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, 'def greet():\n    return "hi"\n');
  // A drag from the desktop: the page cannot make one by itself.
  const browser = await page.context().newCDPSession(page);
  const box = (await textField(page).boundingBox())!;
  const data = { items: [], files: [path], dragOperationsMask: 1 };
  for (const type of ['dragEnter', 'dragOver', 'drop'] as const)
    await browser.send('Input.dispatchDragEvent', { type, x: box.x + 50, y: box.y + 50, data });
  await expect(textField(page, 'greet.py')).toHaveValue('def greet():\n    return "hi"\n');
});
