import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type BrowserContext, chromium, expect, type Page, test } from '@playwright/test';
import { en } from '../src/i18n/en/index.ts';
import { LARGEST_COPY } from '../src/store/second-copy.ts';
import { CHROMIUM_FLAGS, findChromium } from './chromium.ts';
import { openApp, textField } from './page.ts';
import { bundleStore } from './store-script.ts';

let folder: string;
test.beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'swantham-damaged-'));
});
test.afterEach(() => rmSync(folder, { recursive: true, force: true }));

async function browse<Result>(
  work: (page: Page, context: BrowserContext) => Promise<Result>,
): Promise<Result> {
  const context = await chromium.launchPersistentContext(folder, {
    executablePath: findChromium(),
    args: CHROMIUM_FLAGS,
  });
  try {
    return await work(context.pages()[0], context);
  } finally {
    await context.close();
  }
}

/** Keeps texts of so many letters, by their names; the first is the student's own page. */
async function keepTexts(lengths: Record<string, number>): Promise<void> {
  const store = swanthamStore.openStore();
  const [{ id: profile }] = await store.profiles.list();
  const { texts } = store.open({ profile });
  for (const [i, [name, length]] of Object.entries(lengths).entries()) {
    // Any letters: of what repeats, Chromium keeps little.
    const letters = Array.from({ length }, () => String.fromCharCode(0x0d05 + 40 * Math.random()));
    await texts.put({ id: i === 0 ? profile : name, name, text: letters.join('') });
  }
  store.close();
}

/** Takes the files away that Chromium keeps beside its database, one for each larger value. */
function loseLargeValues(): number {
  const databases = join(folder, 'Default/IndexedDB');
  const blobs = readdirSync(databases).filter((name) => name.endsWith('.blob'));
  const files = blobs.flatMap((name) =>
    readdirSync(join(databases, name), { recursive: true, withFileTypes: true }).filter((one) =>
      one.isFile(),
    ),
  );
  for (const { parentPath, name } of files) rmSync(join(parentPath, name));
  return files.length;
}

test('a text that the disk has lost hides no other, and goes when its owner says so', async ({ baseURL }) => {
  const { damaged, restored } = en.shell;
  const { own, list } = en.make.text;
  const script = await bundleStore();
  await browse(async (page) => {
    await page.goto(`${baseURL}/icon.svg`);
    await page.evaluate(script);
    // One is too large for a second copy, one is not, and one is no file of its own.
    await page.evaluate(keepTexts, { [own]: LARGEST_COPY + 1, 'middle.txt': 60_000, 'short.txt': 200 });
  });
  expect(loseLargeValues()).toBe(2);
  await browse(async (page) => {
    await openApp(page, baseURL);
    await expect(page.getByTestId('restored')).toContainText(restored.back(1, 0));
    const notice = page.getByTestId('damaged');
    await expect(notice).toContainText(damaged.told.texts(1, [own]));
    await expect(textField(page)).not.toBeEditable();
    const tabs = page.getByRole('list', { name: list }).locator('[aria-pressed]');
    await expect(tabs).toHaveText([own, 'middle.txt', 'short.txt']);
    await tabs.nth(2).click();
    await expect(textField(page, 'short.txt')).toHaveValue(/^.{200}$/);
    await textField(page, 'short.txt').fill('Written beside it.');
    await page.waitForTimeout(500);
    await page.reload();
    await tabs.nth(2).click();
    await expect(textField(page, 'short.txt')).toHaveValue('Written beside it.');
    await expect(notice).toBeVisible();

    await notice.getByRole('button').click();
    await page.getByRole('alertdialog').getByRole('button', { name: damaged.delete }).click();
    await expect(notice).toHaveCount(0);
    await tabs.nth(0).click();
    await textField(page).fill('A new page.');
    await page.waitForTimeout(500);
    await page.reload();
    await expect(textField(page)).toHaveValue('A new page.');
    await expect(tabs).toHaveText([own, 'middle.txt', 'short.txt']);
    await expect(notice).toHaveCount(0);
  });
});
