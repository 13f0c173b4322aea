import AxeBuilder from '@axe-core/playwright';
import { expect, type Page, test } from '@playwright/test';
import { chooseSample, openApp, setNumbers, typeExcerpt } from './page.ts';

const PASSPHRASE = 'three green mangoes';
const PRIVATE = 'Nobody but me shall read about the mango tree.';

const typed = (page: Page) => page.getByRole('textbox', { name: 'My text' });

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
  await setNumbers(page, { Steps: 1, 'Windows a step': 1, 'Tokens a window': 16 });
  await page.getByRole('button', { name: 'Train', exact: true }).click();
  await expect(page.getByTestId('result')).toBeVisible({ timeout: 120_000 });
  await typed(page).fill(PRIVATE);

  await chooseInMenu(page, 'This profile');
  await fillNickname(page, 'അനു', 'Save');
  await expect(page.getByRole('button', { name: 'Profile: അനു' })).toBeVisible();
  await page.getByRole('button', { name: 'Set the passphrase' }).click();
  await fillPassphrases(page, { 'New passphrase': 'short', 'The same again': 'short' }, 'Set the passphrase');
  await expect(page.getByRole('alert')).toContainText('at least 8');
  await fillPassphrases(
    page,
    { 'New passphrase': PASSPHRASE, 'The same again': `${PASSPHRASE}s` },
    'Set the passphrase',
  );
  await expect(page.getByRole('alert')).toContainText('not the same');
  expect(await everythingStored(page)).toContain(PRIVATE);
  await fillPassphrases(page, { 'The same again': PASSPHRASE }, 'Set the passphrase');
  await expect(page.getByRole('button', { name: 'Change the passphrase' })).toBeVisible();
  const stored = await everythingStored(page);
  expect(stored).not.toContain(PRIVATE);
  expect(stored).not.toMatch(/"verdict"|"curve"/);

  await chooseInMenu(page, /someone else writes/);
  await page.getByRole('button', { name: 'Someone new' }).click();
  await page.getByRole('textbox', { name: 'Nickname' }).fill('അനു');
  await page.getByRole('button', { name: 'Begin' }).click();
  await expect(page.getByRole('alert')).toContainText('has this nickname');
  await page.getByRole('textbox', { name: 'Nickname' }).fill('Biju');
  await page.locator('label[data-colour=violet]').click();
  await expect(page.getByRole('radio', { name: 'Violet' })).toBeChecked();
  await page.getByRole('button', { name: 'Begin' }).click();
  await expect(typed(page)).toHaveValue('');
  await page.getByRole('link', { name: 'My models' }).click();
  await expect(page.getByText('No model of your own yet')).toBeVisible();

  // A new visit asks who is writing, a reload of an unlocked profile does not.
  await page.reload();
  await expect(page.getByRole('button', { name: 'Profile: Biju' })).toBeVisible();
  await chooseInMenu(page, /omeone else writes/);
  await page.getByRole('button', { name: /അനു/ }).click();
  await fillPassphrases(page, { 'Passphrase of അനു': 'three green bananas' }, 'Open');
  await expect(page.getByRole('alert')).toContainText('not the passphrase');
  await fillPassphrases(page, { 'Passphrase of അനു': PASSPHRASE }, 'Open');
  await expect(typed(page)).toHaveValue(PRIVATE);
  await page.getByRole('link', { name: 'My models' }).click();
  await expect(page.getByTestId('library').getByTestId('adapter')).toHaveCount(1);

  await page.reload();
  await expect(page.getByRole('heading', { name: 'Who is writing?' })).toBeVisible();
  expect((await new AxeBuilder({ page }).analyze()).violations.map(({ id }) => id)).toEqual([]);
});

async function fillNickname(page: Page, nickname: string, button: string): Promise<void> {
  await page.getByRole('textbox', { name: 'Nickname' }).fill(nickname);
  await page.getByRole('button', { name: button, exact: true }).click();
}

test('a text typed in one tab appears in the other, and nothing typed is lost in either', async ({
  page,
  context,
}) => {
  await openApp(page);
  await chooseSample(page, 'A school diary');
  const other = await context.newPage();
  await openApp(other);
  await expect(other.getByRole('textbox', { name: 'A school diary' })).toBeHidden();
  await other.getByRole('button', { name: 'A school diary', exact: true }).click();
  await page.getByRole('button', { name: 'My text', exact: true }).click();
  await typed(page).pressSequentially('written here');
  await other.getByRole('textbox', { name: 'A school diary' }).press('End');
  await other.getByRole('textbox', { name: 'A school diary' }).pressSequentially('ZZZ');
  await other.getByRole('button', { name: 'My text', exact: true }).click();
  await expect(typed(other)).toHaveValue('written here');
  await page.getByRole('button', { name: 'A school diary', exact: true }).click();
  await expect(page.getByRole('textbox', { name: 'A school diary' })).toHaveValue(/ZZZ/);
  await page.getByRole('button', { name: 'Take A school diary out' }).click();
  await expect(other.getByRole('button', { name: 'A school diary', exact: true })).toHaveCount(0);
});

test('a profile is deleted with all it keeps; emptying the browser leaves nothing', async ({
  page,
  context,
}) => {
  await openApp(page);
  await expect(page.getByText('Works without a network.')).toBeVisible({ timeout: 120_000 });
  await typed(page).fill(PRIVATE);
  await chooseInMenu(page, 'This profile');
  await expect.poll(() => everythingStored(page)).toContain(PRIVATE);
  expect((await new AxeBuilder({ page }).analyze()).violations.map(({ id }) => id)).toEqual([]);
  await page.getByRole('button', { name: 'Delete this profile' }).click();
  await page.getByRole('button', { name: 'Delete all of it' }).click();
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
  await page.getByText('Remove the app’s own files too').click();
  await page.getByRole('button', { name: 'Empty this browser' }).click();
  const emptied = page.waitForEvent('framenavigated');
  // What the page finds anew after it has been loaded again is not what stayed behind.
  await page.route('**/*', (route) => route.abort());
  await page.getByRole('button', { name: 'Delete everything' }).click();
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
