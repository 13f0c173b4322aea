import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { type CDPSession, expect, type Locator, type Page } from '@playwright/test';
import { en } from '../src/i18n/en/index.ts';
import { test } from './flow.ts';
import { chooseSample, like, openApp, openScreen, textField, trainButton } from './page.ts';

const fileErrors = en.errors.byDomain.file;

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

test('where nothing can be trained, models are measured, until the screen is left', async ({ page }) => {
  // A trainer dies at its first task.
  await page.addInitScript(() => {
    const RealWorker = window.Worker;
    window.Worker = class extends RealWorker {
      constructor(url: string | URL, options?: WorkerOptions) {
        super(url, options);
        if (options?.name === 'trainer')
          this.postMessage = () => void this.dispatchEvent(new ErrorEvent('error', { message: 'broken' }));
      }
    };
  });
  await openApp(page);
  await chooseSample(page, 'diary');
  const { button, measuring } = en.make.measure;
  const measure = page.getByTestId('measure');
  await measure.getByRole('button', { name: button }).click();
  const under = like(measuring(en.shell.baseModel, 0.42), { '42%': /\d+%/ });
  await expect(measure.getByRole('button', { name: under })).toBeVisible();
  await openScreen(page, 'models');
  await openScreen(page, 'make');
  await expect(measure.getByRole('button', { name: button })).toBeEnabled();
  await expect(measure.getByRole('definition')).toHaveCount(0);
  await measure.getByRole('button', { name: button }).click();
  await expect(measure.getByRole('definition')).toHaveCount(1, { timeout: 120_000 });
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

/** Files on the disk, by their paths under `folder`. */
function writeFiles(folder: string, files: Record<string, string>): void {
  mkdirSync(folder, { recursive: true });
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), content);
  }
}

/** A drag from another program: the page cannot make one by itself. `files` are paths. */
async function drop(
  page: Page,
  target: Locator,
  { files, words = {} }: { files?: string[]; words?: Record<string, string> },
): Promise<void> {
  const browser = await page.context().newCDPSession(page);
  const { x, y, width, height } = (await target.boundingBox())!;
  const items = Object.entries(words).map(([mimeType, data]) => ({ mimeType, data }));
  const data = { items, ...(files && { files }), dragOperationsMask: 1 };
  for (const type of ['dragEnter', 'dragOver', 'drop'] as const)
    await browser.send('Input.dispatchDragEvent', { type, x: x + width / 2, y: y + height / 2, data });
  await browser.detach();
}

test('files and folders that are dropped are opened', async ({ page }, info) => {
  await openApp(page);
  const folder = info.outputPath('notes');
  writeFiles(folder, { '10.txt': 'Ten.', '2.txt': 'Two.', 'old/1.md': 'One.', 'photo.png': '', '.x': 'x' });
  writeFiles(info.outputPath('.'), { 'greet.py': 'def greet():\n    return "hi"\n' });
  await drop(page, textField(page), { files: [info.outputPath('greet.py')] });
  await expect(textField(page, 'greet.py')).toHaveValue('def greet():\n    return "hi"\n');
  await drop(page, page.getByRole('heading', { name: en.make.text.heading }), { files: [folder] });
  const tabs = page.getByRole('list', { name: en.make.text.list }).locator('[aria-pressed]');
  await expect(tabs).toHaveText([en.make.text.own, 'greet.py', '2.txt', '10.txt', '1.md']);
  await expect(page.getByRole('alert')).toHaveText(en.errors.byDomain.text.picture({ name: 'photo.png' }));
});

test('a drop that the browser may not read says so', async ({ page }, info) => {
  await openApp(page);
  const typed = textField(page);
  await typed.fill('Already here.');
  const alert = page.getByRole('alert');
  await drop(page, typed, { files: [info.outputPath('not-there.txt')] });
  await expect(alert).toHaveText(fileErrors.unreadable({ name: 'not-there.txt' }));
  writeFiles(info.outputPath('.'), { 'diary.txt': '' });
  await drop(page, typed, { files: [info.outputPath('diary.txt')] });
  await expect(alert).toHaveText(fileErrors['no-content']({ name: 'diary.txt' }));
  mkdirSync(info.outputPath('bare'));
  await drop(page, typed, { files: [info.outputPath('bare')] });
  await expect(alert).toHaveText(en.errors.byDomain.text['no-files']({ name: 'bare' }));
  // What Firefox gives in a sandbox: nothing, or the address of the file.
  const dropAddress = (address?: string) =>
    typed.evaluate((field, uri) => {
      const dataTransfer = new DataTransfer();
      if (uri) dataTransfer.setData('text/uri-list', uri);
      field.dispatchEvent(new DragEvent('drop', { bubbles: true, cancelable: true, dataTransfer }));
    }, address);
  await dropAddress();
  await expect(alert).toHaveText(fileErrors.unreadable({ name: '' }));
  // One that can be read, beside one that cannot.
  writeFiles(info.outputPath('.'), { 'poem.txt': 'Rain.' });
  await drop(page, typed, { files: [info.outputPath('poem.txt'), info.outputPath('not-there.txt')] });
  await expect(textField(page, 'poem.txt')).toHaveValue('Rain.');
  await expect(alert).toHaveText(fileErrors.unreadable({ name: 'not-there.txt' }));
  await page.getByRole('button', { name: en.make.text.own, exact: true }).click();
  await dropAddress('file:///media/stick/my%20diary.txt');
  await expect(alert).toHaveText(fileErrors.unreadable({ name: 'my diary.txt' }));
  await expect(typed).toHaveValue('Already here.');
  // Beside the panel, nothing is opened, and the app stays.
  await drop(page, page.getByRole('heading', { name: en.make.train.heading }), {
    files: [info.outputPath('diary.txt')],
  });
  await expect(typed).toHaveValue('Already here.');
});

test('words that are dragged go where they are dropped', async ({ page }) => {
  await openApp(page);
  const typed = textField(page);
  await typed.fill('First line.\nSecond line.\n');
  await typed.evaluate((field: HTMLTextAreaElement) => field.setSelectionRange(12, 25));
  const box = (await typed.boundingBox())!;
  const line = await typed.evaluate((field) => Number.parseFloat(getComputedStyle(field).lineHeight));
  const top = await typed.evaluate((field) => Number.parseFloat(getComputedStyle(field).paddingTop));
  await page.mouse.move(box.x + 40, box.y + top + 1.5 * line);
  await page.mouse.down();
  await page.mouse.move(box.x + 30, box.y + top + line, { steps: 3 });
  await page.mouse.move(box.x + 2, box.y + top + 0.5 * line, { steps: 3 });
  await page.mouse.up();
  await expect(typed).toHaveValue('Second line.\nFirst line.\n');

  await typed.fill('');
  await drop(page, typed, { words: { 'text/plain': 'From a letter. ' } });
  await expect(typed).toHaveValue('From a letter. ');
  await drop(page, page.getByRole('heading', { name: en.make.text.heading }), {
    words: { 'text/uri-list': 'https://example.org/', 'text/plain': 'https://example.org/' },
  });
  await expect(typed).toHaveValue('From a letter. https://example.org/');
  await page.keyboard.press('Control+z');
  await expect(typed).toHaveValue('From a letter. ');
  await expect(page.getByRole('list', { name: en.make.text.list })).toHaveCount(0);
});

/** Composes a word as an input method does, one state after the other, and leaves it open. */
async function compose(browser: CDPSession, states: string[]): Promise<void> {
  for (const text of states)
    await browser.send('Input.imeSetComposition', {
      ...{ text, selectionStart: text.length, selectionEnd: text.length },
    });
}

test('words that are composed while the text is saved stay whole, and so does the caret', async ({
  page,
}) => {
  await openApp(page);
  const browser = await page.context().newCDPSession(page);
  const typed = textField(page);
  await typed.fill('ഇന്നലെ .');
  await page.keyboard.press('ArrowLeft');
  for (let word = 0; word < 4; word++) {
    await compose(browser, ['മ', 'മഴ', 'മഴയ']);
    // A save falls into the composition.
    await page.waitForTimeout(400);
    await browser.send('Input.insertText', { text: 'മഴയ ' });
  }
  await expect(typed).toHaveValue('ഇന്നലെ മഴയ മഴയ മഴയ മഴയ .');
  expect(await typed.evaluate((field: HTMLTextAreaElement) => field.selectionStart)).toBe(23);
  await page.waitForTimeout(500);
  await page.reload();
  await expect(typed).toHaveValue('ഇന്നലെ മഴയ മഴയ മഴയ മഴയ .');
});

test('Enter in a composition takes the word and sends no form', async ({ page }) => {
  await openApp(page);
  const { form, label } = { form: en.profile.form, label: en.shell.profile.label };
  await page.getByRole('button', { name: label(form.first) }).click();
  await page.getByRole('menuitem', { name: en.shell.profile.settings }).click();
  const nickname = page.getByRole('textbox', { name: form.nickname });
  await nickname.fill('');
  const browser = await page.context().newCDPSession(page);
  await compose(browser, ['അ', 'അമ്മ']);
  await page.keyboard.press('Enter');
  await page.waitForTimeout(300);
  await expect(page.getByRole('button', { name: label('അമ്മ') })).toHaveCount(0);
  await browser.send('Input.insertText', { text: 'അമ്മ' });
  await page.keyboard.press('Enter');
  await expect(page.getByRole('button', { name: label('അമ്മ') })).toBeVisible();
});
