import AxeBuilder from '@axe-core/playwright';
import { expect, type Page, test } from '@playwright/test';
import { en } from '../src/i18n/en/index.ts';
import { chooseSample, openApp, setNumbers, typeExcerpt } from './page.ts';

const PASSPHRASE = 'three green mangoes';
const PRIVATE = 'Nobody but me shall read about the mango tree.';

const typed = (page: Page) => page.getByRole('textbox', { name: en.make.text.own });

async function chooseInMenu(page: Page, item: string | RegExp): Promise<void> {
  await page.getByRole('button', { name: /^Profile: / }).click();
  await page.getByRole('menuitem', { name: item }).click();
}

async function fillPassphrases(page: Page, values: Record<string, string>, button: string): Promise<void> {
  for (const [label, value] of Object.entries(values))
    await page.getByRole('textbox', { name: label, exact: true }).fill(value);
  await page.getByRole('button', { name: button }).click();
}

/** Everything in the page's databases, as one string. */
const everythingStored = (page: Page) =>
  page.evaluate(async () => {
    const words: string[] = [];
    for (const { name } of await indexedDB.databases()) {
      const database = await new Promise<IDBDatabase>((resolve, reject) => {
        const request = indexedDB.open(name!);
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error);
      });
      for (const store of database.objectStoreNames) {
        const rows = await new Promise<unknown[]>((resolve) => {
          const request = database.transaction(store).objectStore(store).getAll();
          request.onsuccess = () => resolve(request.result);
        });
        words.push(
          JSON.stringify(rows, (_, value) =>
            value instanceof Uint8Array ? new TextDecoder('latin1').decode(value) : value,
          ),
        );
      }
      database.close();
    }
    return words.join('\n');
  });

test('two people share a laptop: texts and models apart, one of them behind a passphrase', async ({
  page,
}) => {
  await openApp(page);
  await typeExcerpt(page, 'diary.txt', 3000);
  await setNumbers(page, { steps: 1, rows: 1, length: 16 });
  await page.getByRole('button', { name: en.make.train.button, exact: true }).click();
  await expect(page.getByTestId('result')).toBeVisible({ timeout: 120_000 });
  await typed(page).fill(PRIVATE);

  await chooseInMenu(page, en.shell.profile.settings);
  await fillNickname(page, 'അനു', 'Save');
  await expect(page.getByRole('button', { name: 'Profile: അനു' })).toBeVisible();
  await page.getByRole('button', { name: en.profile.passphrase.set }).click();
  await fillPassphrases(
    page,
    { [en.profile.passphrase.next]: 'short', [en.profile.passphrase.again]: 'short' },
    en.profile.passphrase.set,
  );
  await expect(page.getByRole('alert')).toContainText('at least 8');
  await fillPassphrases(
    page,
    { [en.profile.passphrase.next]: PASSPHRASE, [en.profile.passphrase.again]: `${PASSPHRASE}s` },
    en.profile.passphrase.set,
  );
  await expect(page.getByRole('alert')).toContainText('not the same');
  expect(await everythingStored(page)).toContain(PRIVATE);
  await fillPassphrases(page, { [en.profile.passphrase.again]: PASSPHRASE }, en.profile.passphrase.set);
  await expect(page.getByRole('button', { name: en.profile.passphrase.change })).toBeVisible();
  const stored = await everythingStored(page);
  expect(stored).not.toContain(PRIVATE);
  expect(stored).not.toMatch(/"verdict"|"curve"/);

  await chooseInMenu(page, en.shell.profile.lockAndSwitch);
  await page.getByRole('button', { name: en.profile.choose.new }).click();
  await page.getByRole('textbox', { name: en.profile.form.nickname }).fill('അനു');
  await page.getByRole('button', { name: en.profile.choose.begin }).click();
  await expect(page.getByRole('alert')).toContainText('has this nickname');
  await page.getByRole('textbox', { name: en.profile.form.nickname }).fill('Biju');
  await page.locator('label[data-colour=violet]').click();
  await expect(page.getByRole('radio', { name: en.profile.form.colours.violet })).toBeChecked();
  await page.getByRole('button', { name: en.profile.choose.begin }).click();
  await expect(typed(page)).toHaveValue('');
  await page.getByRole('link', { name: en.shell.screens.models }).click();
  await expect(page.getByText(en.library.empty.split('.')[0])).toBeVisible();

  // A new visit asks who is writing, a reload of an unlocked profile does not.
  await page.reload();
  await expect(page.getByRole('button', { name: 'Profile: Biju' })).toBeVisible();
  await chooseInMenu(page, en.shell.profile.switch);
  await page.getByRole('button', { name: /അനു/ }).click();
  await fillPassphrases(page, { [en.profile.choose.passphraseOf('അനു')]: 'three green bananas' }, 'Open');
  await expect(page.getByRole('alert')).toContainText('not the passphrase');
  await fillPassphrases(page, { [en.profile.choose.passphraseOf('അനു')]: PASSPHRASE }, 'Open');
  await expect(typed(page)).toHaveValue(PRIVATE);
  await page.getByRole('link', { name: en.shell.screens.models }).click();
  await expect(page.getByTestId('library').getByTestId('adapter')).toHaveCount(1);

  await page.reload();
  await expect(page.getByRole('heading', { name: en.profile.choose.title })).toBeVisible();
  expect((await new AxeBuilder({ page }).analyze()).violations.map(({ id }) => id)).toEqual([]);
});

async function fillNickname(page: Page, nickname: string, button: string): Promise<void> {
  await page.getByRole('textbox', { name: en.profile.form.nickname }).fill(nickname);
  await page.getByRole('button', { name: button, exact: true }).click();
}

test('a text typed in one tab appears in the other, and nothing typed is lost in either', async ({
  page,
  context,
}) => {
  await openApp(page);
  await chooseSample(page, 'diary');
  const other = await context.newPage();
  await openApp(other);
  await expect(other.getByRole('textbox', { name: en.samples.diary.title })).toBeHidden();
  await other.getByRole('button', { name: en.samples.diary.title, exact: true }).click();
  await page.getByRole('button', { name: en.make.text.own, exact: true }).click();
  await typed(page).pressSequentially('written here');
  await other.getByRole('textbox', { name: en.samples.diary.title }).press('End');
  await other.getByRole('textbox', { name: en.samples.diary.title }).pressSequentially('ZZZ');
  await other.getByRole('button', { name: en.make.text.own, exact: true }).click();
  await expect(typed(other)).toHaveValue('written here');
  await page.getByRole('button', { name: en.samples.diary.title, exact: true }).click();
  await expect(page.getByRole('textbox', { name: en.samples.diary.title })).toHaveValue(/ZZZ/);
  await page.getByRole('button', { name: en.make.text.remove(en.samples.diary.title) }).click();
  await expect(other.getByRole('button', { name: en.samples.diary.title, exact: true })).toHaveCount(0);
});

test('a profile is deleted with all it keeps; emptying the browser leaves nothing', async ({
  page,
  context,
}) => {
  await openApp(page);
  await expect(page.getByText(en.shell.offline.works)).toBeVisible({ timeout: 120_000 });
  await typed(page).fill(PRIVATE);
  await chooseInMenu(page, en.shell.profile.settings);
  await expect.poll(() => everythingStored(page)).toContain(PRIVATE);
  expect((await new AxeBuilder({ page }).analyze()).violations.map(({ id }) => id)).toEqual([]);
  await page.getByRole('button', { name: en.profile.delete.heading }).click();
  await page.getByRole('button', { name: en.profile.delete.yes }).click();
  await expect.poll(() => everythingStored(page)).not.toContain(PRIVATE);

  // The other tab steps aside.
  const other = await context.newPage();
  await openApp(other);
  await typed(other).fill(PRIVATE);
  await page.goto('/#/profile');
  await page.evaluate(async () => {
    const root = await navigator.storage.getDirectory();
    await root.getFileHandle('left-behind', { create: true });
    localStorage.setItem('left', 'behind');
  });
  await page.getByText(en.profile.wipe.app).click();
  await page.getByRole('button', { name: en.profile.wipe.heading }).click();
  const emptied = page.waitForEvent('framenavigated');
  // What the page finds anew after it has been loaded again is not what stayed behind.
  await page.route('**/*', (route) => route.abort());
  await page.getByRole('button', { name: en.profile.wipe.yes }).click();
  await emptied;
  const left = await other.evaluate(async () => ({
    databases: await indexedDB.databases(),
    caches: await caches.keys(),
    workers: (await navigator.serviceWorker.getRegistrations()).filter(({ active }) => active).length,
    files: await Array.fromAsync((await navigator.storage.getDirectory()).keys()),
    small: localStorage.length,
  }));
  expect(left).toEqual({ databases: [], caches: [], workers: 0, files: [], small: 0 });
});
