import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, expect, type Page } from '@playwright/test';
import { en } from '../src/i18n/en/index.ts';
import { ml } from '../src/i18n/ml/index.ts';
import { OLDEST } from '../src/offline/browsers.ts';
import { CHROMIUM_FLAGS, findChromium } from './chromium.ts';
import { test } from './flow.ts';
import {
  beforeAndAfter,
  openApp,
  openScreen,
  setNumbers,
  train,
  trainButton,
  typeExcerpt,
  watch,
} from './page.ts';
import { startStaticHost } from './static-host.ts';

/** Cloudflare Pages takes no larger file. */
const LARGEST_FILE = 25 * 2 ** 20;

const STORED = en.shell.offline.works;

test('after one visit the app trains, measures and writes without a network, and after a restart without its host', async () => {
  const profile = mkdtempSync(join(tmpdir(), 'swantham-profile-'));
  const host = await startStaticHost();
  const launch = () =>
    chromium.launchPersistentContext(profile, {
      baseURL: host.origin,
      executablePath: findChromium(),
      args: CHROMIUM_FLAGS,
    });
  let context = await launch();
  try {
    await test.step('one visit', async () => {
      const page = await context.newPage();
      await openApp(page);
      await expect(page.getByText(STORED)).toBeVisible({ timeout: 120_000 });
      await context.setOffline(true);
      await page.reload();
      await wholeJob(page, 1);
    });
    await context.close();
    host.close();
    await test.step('after a restart', async () => {
      context = await launch();
      await wholeJob(await context.newPage(), 2);
    });
  } finally {
    await context.close();
    host.close();
    rmSync(profile, { recursive: true, force: true });
  }
});

/** Opens, trains a few small steps, measures and writes; afterwards there are `models` models. */
async function wholeJob(page: Page, models: number): Promise<void> {
  await openApp(page);
  await expect(page.getByText(STORED)).toBeVisible();
  expect(await page.evaluate(() => crossOriginIsolated)).toBe(true);
  await typeExcerpt(page, 'diary.txt', 3000);
  await setNumbers(page, { steps: 4, learningRate: 0.005, rows: 2, length: 64 });
  await trainButton(page).click();
  await expect(page.getByTestId('result')).toBeVisible({ timeout: 240_000 });
  const [before, after] = await beforeAndAfter(page, 'yours');
  expect(after).toBeLessThan(before);
  await openScreen(page, 'try');
  await page.getByRole('textbox', { name: en.tryOut.prompt }).fill('The rain');
  await page.getByRole('button', { name: en.tryOut.write }).click();
  await expect(page.getByTestId('text-mine')).not.toBeEmpty({ timeout: 120_000 });
  await openScreen(page, 'models');
  await expect(page.getByTestId('adapter')).toHaveCount(models);
}

for (const mishap of ['refused', 'cut', 'damaged'] as const)
  test(`files that come ${mishap} at the first visit are asked for again, and no others`, async ({
    browser,
  }) => {
    const once = new Set<string>();
    // The page asks for a sample and its model only when they are needed, so this is the service worker, twice.
    const host = await startStaticHost({
      mishap: (path) => {
        if (!/\/programmer-|\/base-2-/.test(path) || once.has(path)) return undefined;
        once.add(path);
        return mishap;
      },
    });
    const context = await browser.newContext({ baseURL: host.origin });
    try {
      const page = await context.newPage();
      await openApp(page);
      await expect(page.getByText(STORED)).toBeVisible({ timeout: 120_000 });
      expect(once.size).toBe(3);
      const parts = host.asked.filter((path) => path.endsWith('.part'));
      expect(parts).toHaveLength(new Set(parts).size + 1);
      await page.reload();
      await openApp(page);
      expect(host.asked.filter((path) => path.endsWith('.part'))).toEqual(parts);
    } finally {
      await context.close();
      host.close();
    }
  });

test('a host that goes away in the middle can be tried again, from where it stopped', async ({ browser }) => {
  let gone = true;
  const host = await startStaticHost({
    mishap: (path) => (gone && /\/base-3-/.test(path) ? 'cut' : undefined),
  });
  const context = await browser.newContext({ baseURL: host.origin });
  try {
    const page = await context.newPage();
    await page.goto('/');
    const again = page.getByRole('contentinfo').getByRole('button', { name: en.shell.tryAgain });
    await expect(again).toBeVisible({ timeout: 60_000 });
    await expect(page.getByRole('contentinfo')).toContainText(en.errors.byDomain.base.unreachable);
    await expect(page.getByText(STORED)).toHaveCount(0);
    gone = false;
    host.asked.length = 0;
    await again.click();
    await expect(page.getByText(STORED)).toBeVisible({ timeout: 120_000 });
    const parts = host.asked.flatMap((path) => /\/base-(\d)-.*part$/.exec(path)?.[1] ?? []);
    expect(parts).toEqual(['3', '4', '5']);
  } finally {
    await context.close();
    host.close();
  }
});

test('a file that does not come with the base is told while the rest comes, and can be tried again', async ({
  browser,
}) => {
  let gone = true;
  const host = await startStaticHost({
    mishap: (path) => (gone && /\/tokenizer-.*json$/.test(path) ? 'refused' : undefined),
  });
  const context = await browser.newContext({ baseURL: host.origin });
  try {
    const page = await context.newPage();
    await page.goto('/');
    const footer = page.getByRole('contentinfo');
    await expect(footer).toContainText(en.errors.byDomain.base.unreachable);
    await expect.poll(() => host.asked.some((path) => /\/base-5-/.test(path))).toBe(true);
    await page.waitForTimeout(2_000);
    await expect(footer).toContainText(en.errors.byDomain.base.unreachable);
    gone = false;
    await footer.getByRole('button', { name: en.shell.tryAgain }).click();
    await expect(trainButton(page)).toBeVisible();
    await expect(footer).not.toContainText(en.errors.byDomain.base.unreachable);
  } finally {
    await context.close();
    host.close();
  }
});

test('where something on the way changes a file, the footer says so, asks no more, and can try again', async ({
  browser,
}) => {
  let changes = true;
  const host = await startStaticHost({
    mishap: (path) => (changes && /\/programmer-.*md$/.test(path) ? 'damaged' : undefined),
  });
  const context = await browser.newContext({ baseURL: host.origin });
  try {
    const page = await context.newPage();
    const offences = watch(page, host.origin);
    await openApp(page);
    await expect(page.getByText(en.shell.offline.troubles.changed)).toBeVisible();
    const asked = host.asked.length;
    await page.waitForTimeout(6000);
    // The page itself may still ask for a part that it needs now.
    expect(host.asked.slice(asked)).not.toContainEqual(expect.stringMatching(/\/programmer-/));
    changes = false;
    await page.getByRole('button', { name: en.shell.tryAgain }).click();
    await expect(page.getByText(STORED)).toBeVisible();
    // What was stored before it is not fetched again: an experiment of the Lab, which the page itself does not need here.
    expect(host.asked.slice(asked)).not.toContainEqual(expect.stringMatching(/\/year-/));
    expect(offences.foreign).toEqual([]);
  } finally {
    await context.close();
    host.close();
  }
});

test('a first tab that hangs in the middle of the base does not keep the second one waiting', async ({
  browser,
}) => {
  let isFirst = true;
  const host = await startStaticHost({
    mishap: (path) => {
      if (!/\/base-3-/.test(path) || !isFirst) return undefined;
      isFirst = false;
      return 'silent';
    },
  });
  const context = await browser.newContext({ baseURL: host.origin });
  try {
    const hung = await context.newPage();
    await hung.goto('/');
    await expect.poll(() => isFirst).toBe(false);
    const hang = () => {
      const end = Date.now() + 60_000;
      while (Date.now() < end);
    };
    hung.evaluate(hang).catch(() => {});
    const page = await context.newPage();
    await openApp(page);
    await expect(page.getByText(STORED)).toBeVisible();
    const thirds = host.asked.filter((path) => /\/base-3-/.test(path));
    expect(thirds).toHaveLength(2);
  } finally {
    await context.close();
    host.close();
  }
});

test('a window that refuses what would last says so beside the new model, and offers the file', async ({
  page,
  baseURL,
}) => {
  await page.addInitScript(() => {
    const refuse = () => Promise.reject(new DOMException('The operation is insecure.', 'SecurityError'));
    ServiceWorkerContainer.prototype.register = refuse;
    Object.defineProperty(ServiceWorkerContainer.prototype, 'ready', { get: refuse });
    StorageManager.prototype.getDirectory = refuse;
  });
  const offences = watch(page, new URL(baseURL!).origin);
  await openApp(page);
  await expect(page.getByText(en.shell.offline.refused)).toBeVisible();
  await typeExcerpt(page, 'diary.txt', 3000);
  await setNumbers(page, { steps: 1, rows: 1, length: 16 });
  await train(page);
  const note = page.getByTestId('keeping');
  await expect(note).toContainText(en.make.keeping.forgets);
  await note.getByRole('button').click();
  const saved = page.waitForEvent('download');
  await page.getByRole('menuitem', { name: en.library.export.one }).click();
  expect((await saved).suggestedFilename()).toMatch(/\.swantham$/);
  expect(offences.console).toEqual([]);
});

test('a browser that is too old shows one sentence and nothing else', async ({ page, baseURL }) => {
  await page.addInitScript(() => {
    WebAssembly.validate = () => false;
  });
  const offences = watch(page, new URL(baseURL!).origin);
  await page.goto('/');
  const sentences = [ml.shell.tooOld(OLDEST), en.shell.tooOld(OLDEST)];
  await expect(page.locator('body')).toHaveText(sentences.join('\n\n'), { useInnerText: true });
  expect(offences.console).toEqual([]);
});

test('every file of the built app is small enough for static hosts, and the service worker knows its hash', () => {
  const files = readdirSync('dist', { recursive: true, encoding: 'utf8' });
  for (const name of files) expect(statSync(join('dist', name)).size).toBeLessThanOrEqual(LARGEST_FILE);
  const worker = readFileSync(join('dist', 'sw.js'), 'utf8');
  const entries = worker.match(/"revision":/g)!;
  expect(entries.length).toBeGreaterThan(20);
  expect(worker.match(/"integrity":"sha256-/g)).toHaveLength(entries.length);
  expect(worker).not.toMatch(/\.part["'`],/);
});
