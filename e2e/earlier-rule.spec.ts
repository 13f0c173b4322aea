import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { en } from '../src/i18n/en/index.ts';
import { memoryRule as words } from '../src/i18n/en/memory-rule.ts';
import { test } from './flow.ts';
import {
  excerpt,
  expect,
  like,
  openApp,
  openScreen,
  setNumbers,
  textField,
  train,
  untagged,
} from './page.ts';

const note = (page: Page) => page.getByTestId('earlier-rule');
const DIARY = excerpt('diary.txt', 3000);

/** Makes of what is kept what the app left before a run told by which rule its memory was mixed in. */
async function forgetTheRule(page: Page): Promise<void> {
  await page.evaluate(async () => {
    const done = <T>(request: IDBRequest<T>) =>
      new Promise<T>((resolve, reject) => {
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error);
      });
    const database = await done(indexedDB.open('swantham'));
    const adapters = database.transaction('adapters', 'readwrite').objectStore('adapters');
    for (const row of await done(adapters.getAll())) {
      row.content.run.cache.rule = undefined;
      row.content.run.personal.after = 99;
      row.content.run.nextWord = { words: 7, base: 0, own: 7 };
      await done(adapters.put(row));
    }
    database.close();
  });
  await page.reload();
}

test('a model that was measured by an earlier rule says so, and is measured again while its text is there', async ({
  page,
}) => {
  await openApp(page);
  await textField(page).fill(DIARY);
  await setNumbers(page, { steps: 6, rows: 1, length: 64 });
  await train(page);
  await openScreen(page, 'models');
  await expect(page.getByTestId('adapter')).toBeVisible();
  await expect(note(page)).toHaveCount(0);

  await forgetTheRule(page);
  await expect(note(page)).toContainText(words.earlier);
  const again = note(page).getByRole('button', { name: words.again });
  await expect(again).toBeEnabled({ timeout: 180_000 });
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations).toEqual([]);

  // With other text there is nothing to measure on.
  await openScreen(page, 'make');
  await textField(page).fill(`${DIARY} And then I went home.`);
  await expect(page.getByTestId('split')).toBeVisible();
  await openScreen(page, 'models');
  await expect(note(page)).toContainText(untagged(words.changed));
  await expect(again).toHaveCount(0);

  await openScreen(page, 'make');
  await textField(page).fill(DIARY);
  await openScreen(page, 'models');
  await again.focus();
  await page.keyboard.press('Enter');
  await expect(note(page)).toContainText(words.done, { timeout: 180_000 });
  await expect(note(page).getByRole('status')).toBeFocused();
  await page.reload();
  await expect(page.getByTestId('adapter')).toBeVisible();
  await expect(note(page)).toHaveCount(0);
  // The words that it guesses are counted again too.
  await page.getByRole('button', { name: en.library.worth.own }).click();
  await expect(page.getByTestId('next-word')).toHaveText(
    like(en.result.nextWord({ words: 111, base: 222, own: 333 }), {
      ...{ '111': /\d\d+/, '222': /\d+/, '333': /\d+/ },
    }),
  );
});
