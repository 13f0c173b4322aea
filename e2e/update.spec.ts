import { cpSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, type Page } from '@playwright/test';
import { build } from 'vite';
import { en } from '../src/i18n/en/index.ts';
import { ROOT } from './commands/app.ts';
import { test } from './flow.ts';
import { atSomeStep, openApp, setNumbers, textField, took, trainButton, typeExcerpt } from './page.ts';
import { type StaticHost, startStaticHost } from './static-host.ts';

/** Put before every script of the second version, so that all of them have other names. */
const output = { banner: 'globalThis.secondVersion = true;' };

let second: string;
let host: StaticHost;

// One after the other: the second version is built once.
test.describe.configure({ mode: 'default' });

test.beforeAll(async () => {
  second = mkdtempSync(join(tmpdir(), 'swantham-second-'));
  await build({
    root: ROOT,
    logLevel: 'error',
    build: { outDir: second, emptyOutDir: true, rolldownOptions: { output } },
    worker: { rolldownOptions: { output } },
  });
});
test.afterAll(() => rmSync(second, { recursive: true, force: true }));
test.beforeEach(async () => {
  host = await startStaticHost();
});
test.afterEach(() => host.close());

const version = (page: Page) => page.evaluate(() => 'secondVersion' in globalThis);
const offer = (page: Page) => page.getByRole('button', { name: en.shell.offline.reloadToUpdate });

async function visit(page: Page): Promise<void> {
  await openApp(page);
  await expect(page.getByText(en.shell.offline.works)).toBeVisible({ timeout: 120_000 });
  // From here on the service worker answers.
  await page.reload();
  await openApp(page);
}

async function train(page: Page, steps: number): Promise<void> {
  await setNumbers(page, { steps, rows: 2, length: 64 });
  await trainButton(page).click();
}

test('an update waits for consent and for the end of training; an old tab goes on beside a new one', async ({
  browser,
}) => {
  const context = await browser.newContext({ baseURL: host.origin });
  try {
    const old = await context.newPage();
    await visit(old);
    const parts = host.asked.filter((path) => path.endsWith('.part')).length;
    await typeExcerpt(old, 'diary.txt', 3000);
    // The host forgets the first version altogether.
    host.folder = second;
    await train(old, 500);
    await expect(old.getByTestId('run')).toContainText(atSomeStep(500), { timeout: 120_000 });

    const page = await context.newPage();
    await openApp(page);
    expect(await version(page)).toBe(false);
    await page.evaluate(() => navigator.serviceWorker.getRegistration().then((found) => found!.update()));
    await expect(offer(page)).toBeVisible();
    await expect(old.getByText(en.shell.offline.updateAfterTraining)).toBeVisible();
    await expect(offer(old)).toHaveCount(0);

    await offer(page).click();
    await expect.poll(() => version(page).catch(() => false)).toBe(true);
    await openApp(page);
    await expect(page.getByText(en.shell.offline.works)).toBeVisible();

    expect(await version(old)).toBe(false);
    await old.getByRole('button', { name: en.training.run.stop }).click();
    await expect(old.getByTestId('result')).toBeVisible({ timeout: 240_000 });
    // A new run starts a new worker, whose file is gone from the host.
    await train(old, 2);
    await expect(old.getByRole('region', { name: en.make.done.label })).toContainText(took(2), {
      timeout: 240_000,
    });
    await offer(old).click();
    await expect.poll(() => version(old).catch(() => false)).toBe(true);
    await expect(textField(old)).not.toHaveValue('');
    // The base is the same: nothing of it was fetched again.
    expect(host.asked.filter((path) => path.endsWith('.part'))).toHaveLength(parts);
  } finally {
    await context.close();
  }
});

test('where a part of the page has gone with an update, it offers a reload, and does not reload by itself', async ({
  browser,
}) => {
  const mixed = mkdtempSync(join(tmpdir(), 'swantham-mixed-'));
  cpSync('dist', mixed, { recursive: true });
  const app = readdirSync(join(mixed, 'assets')).find((name) => /^App-.*\.js$/.test(name))!;
  rmSync(join(mixed, 'assets', app));
  host.folder = mixed;
  const context = await browser.newContext({ baseURL: host.origin, serviceWorkers: 'block' });
  try {
    const page = await context.newPage();
    await page.goto('/');
    const reload = page.getByRole('button', { name: en.shell.reload, exact: true });
    await expect(page.getByRole('alert')).toContainText(en.shell.offline.stale);
    const pages = () => host.asked.filter((path) => path === '/').length;
    await page.waitForTimeout(2000);
    expect(pages()).toBe(1);
    await reload.click();
    await expect.poll(pages).toBe(2);
    await expect(reload).toBeVisible();
    await page.waitForTimeout(2000);
    expect(pages()).toBe(2);
    host.folder = second;
    await reload.click();
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  } finally {
    await context.close();
    rmSync(mixed, { recursive: true, force: true });
  }
});
