import AxeBuilder from '@axe-core/playwright';
import { expect, type Page } from '@playwright/test';
import { en } from '../src/i18n/en/index.ts';
import { test } from './flow.ts';
import {
  atSomeStep,
  chooseSample,
  lastingWorkers,
  openApp,
  openScreen,
  setNumbers,
  textField,
  trainButton,
  typeExcerpt,
  untagged,
} from './page.ts';
import { startStaticHost } from './static-host.ts';

const { choose, form, passphrase: secret, delete: removal, wipe } = en.profile;
const DIARY = en.samples.diary.title;

const PASSPHRASE = 'three green mangoes';
const PRIVATE = 'Nobody but me shall read about the mango tree.';

const typed = (page: Page) => textField(page);

/** Chooses from the menu of a person, the first one of a browser unless named. */
async function chooseInMenu(page: Page, item: string, person: string = form.first): Promise<void> {
  await page.getByRole('button', { name: en.shell.profile.label(person) }).click();
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
  await trainButton(page).click();
  await expect(page.getByTestId('result')).toBeVisible({ timeout: 120_000 });
  await typed(page).fill(PRIVATE);

  await chooseInMenu(page, en.shell.profile.settings);
  await fillNickname(page, 'അനു', en.shell.save);
  await expect(page.getByRole('button', { name: en.shell.profile.label('അനു') })).toBeVisible();
  await page.getByRole('button', { name: secret.set }).click();
  await fillPassphrases(page, { [secret.next]: 'short', [secret.again]: 'short' }, secret.set);
  await expect(page.getByRole('alert')).toContainText(secret.tooShort(8));
  await fillPassphrases(page, { [secret.next]: PASSPHRASE, [secret.again]: `${PASSPHRASE}s` }, secret.set);
  await expect(page.getByRole('alert')).toContainText(secret.different);
  expect(await everythingStored(page)).toContain(PRIVATE);
  await fillPassphrases(page, { [secret.again]: PASSPHRASE }, secret.set);
  await expect(page.getByRole('button', { name: secret.change })).toBeVisible();
  const stored = await everythingStored(page);
  expect(stored).not.toContain(PRIVATE);
  expect(stored).not.toMatch(/"verdict"|"curve"/);

  await chooseInMenu(page, en.shell.profile.lockAndSwitch, 'അനു');
  await page.getByRole('button', { name: choose.new }).click();
  await page.getByRole('textbox', { name: form.nickname }).fill('അനു');
  await page.getByRole('button', { name: choose.begin }).click();
  await expect(page.getByRole('alert')).toContainText(en.errors.byDomain.store.taken);
  await page.getByRole('textbox', { name: form.nickname }).fill('Biju');
  await page.locator('label[data-colour=violet]').click();
  await expect(page.getByRole('radio', { name: form.colours.violet })).toBeChecked();
  await page.getByRole('button', { name: choose.begin }).click();
  await expect(typed(page)).toHaveValue('');
  await openScreen(page, 'models');
  await expect(page.getByText(untagged(en.library.empty))).toBeVisible();

  // A new visit asks who is writing, a reload of an unlocked profile does not.
  await page.reload();
  await expect(page.getByRole('button', { name: en.shell.profile.label('Biju') })).toBeVisible();
  await chooseInMenu(page, en.shell.profile.switch, 'Biju');
  await page.getByRole('button', { name: /അനു/ }).click();
  await fillPassphrases(page, { [choose.passphraseOf('അനു')]: 'three green bananas' }, choose.open);
  await expect(page.getByRole('alert')).toContainText(en.errors.byDomain.store.passphrase);
  await fillPassphrases(page, { [choose.passphraseOf('അനു')]: PASSPHRASE }, choose.open);
  await expect(typed(page)).toHaveValue(PRIVATE);
  await openScreen(page, 'models');
  await expect(page.getByTestId('library').getByTestId('adapter')).toHaveCount(1);

  await page.reload();
  await expect(page.getByRole('heading', { name: choose.title })).toBeVisible();
  expect((await new AxeBuilder({ page }).analyze()).violations.map(({ id }) => id)).toEqual([]);
});

async function fillNickname(page: Page, nickname: string, button: string): Promise<void> {
  await page.getByRole('textbox', { name: form.nickname }).fill(nickname);
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
  await expect(textField(other, DIARY)).toBeHidden();
  await other.getByRole('button', { name: DIARY, exact: true }).click();
  await page.getByRole('button', { name: en.make.text.own, exact: true }).click();
  await typed(page).pressSequentially('written here');
  await textField(other, DIARY).press('End');
  await textField(other, DIARY).pressSequentially('ZZZ');
  await other.getByRole('button', { name: en.make.text.own, exact: true }).click();
  await expect(typed(other)).toHaveValue('written here');
  await page.getByRole('button', { name: DIARY, exact: true }).click();
  await expect(textField(page, DIARY)).toHaveValue(/ZZZ/);
  await page.getByRole('button', { name: en.make.text.remove(DIARY) }).click();
  await expect(other.getByRole('button', { name: DIARY, exact: true })).toHaveCount(0);
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
  await page.getByRole('button', { name: removal.heading }).click();
  await page.getByRole('button', { name: removal.yes }).click();
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
  await page.getByText(wipe.app).click();
  await page.getByRole('button', { name: wipe.heading }).click();
  const emptied = page.waitForEvent('framenavigated');
  // What the page finds anew after it has been loaded again is not what stayed behind.
  await page.route('**/*', (route) => route.abort());
  await page.getByRole('button', { name: wipe.yes }).click();
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

test('a training ends when another tab deletes its profile', async ({ page, context }) => {
  await openApp(page);
  await typeExcerpt(page, 'diary.txt', 3000);
  await setNumbers(page, { steps: 2000, rows: 8, length: 128 });
  await trainButton(page).click();
  await expect(page.getByText(atSomeStep(2000))).toBeVisible({ timeout: 120_000 });
  const other = await context.newPage();
  await other.goto('/#/profile');
  await other.getByRole('button', { name: removal.heading }).click();
  await other.getByRole('button', { name: removal.yes }).click();
  await expect(typed(page)).toHaveValue('');
  // The trainer's own is gone.
  await lastingWorkers(page);
  await typeExcerpt(page, 'diary.txt', 3000);
  await expect(trainButton(page)).toBeEnabled();
});

test('a browser that refuses a part is emptied of the rest, and says what it did not let us look into', async ({
  page,
}) => {
  await openApp(page);
  await typed(page).fill(PRIVATE);
  await chooseInMenu(page, en.shell.profile.settings);
  await page.evaluate(() => {
    localStorage.setItem('left', 'behind');
    navigator.storage.getDirectory = () => Promise.reject(new DOMException('no', 'SecurityError'));
    Reflect.deleteProperty(IDBFactory.prototype, 'databases');
  });
  await page.getByRole('button', { name: wipe.heading }).click();
  await page.getByRole('button', { name: wipe.yes }).click();
  const dialog = page.getByRole('alertdialog');
  await expect(dialog).toContainText(wipe.closed(['files']));
  expect(await page.evaluate(() => localStorage.length)).toBe(0);
  await dialog.getByRole('button', { name: wipe.startAnew }).click();
  await expect(typed(page)).toHaveValue('');
  expect(await everythingStored(page)).not.toContain(PRIVATE);
});

test('a page at 127.0.0.1 leaves for localhost, but not from work that is kept there', async ({
  context,
}) => {
  const host = await startStaticHost();
  const other = host.origin.replace('localhost', '127.0.0.1');
  const stays = en.shell.otherName('127.0.0.1');
  try {
    const page = await context.newPage();
    await page.goto(`${other}/?from=school#/models`);
    await page.waitForURL(`${host.origin}/?from=school#/models`);
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
    // Who comes back wants to be there.
    await page.goBack();
    await expect(page.getByText(untagged(stays))).toBeVisible();
    await openScreen(page, 'make');
    await typed(page).fill(PRIVATE);
    await expect.poll(() => everythingStored(page)).toContain(PRIVATE);
    const fresh = await context.newPage();
    await fresh.goto(other);
    await expect(typed(fresh)).toHaveValue(PRIVATE);
    await fresh.getByText(untagged(stays)).getByRole('link').click();
    await fresh.waitForURL(`${host.origin}/`);
  } finally {
    host.close();
  }
});
