import { type BrowserContext, chromium, expect, type Page, test } from '@playwright/test';
import { en } from '../src/i18n/en/index.ts';
import { CHROMIUM_FLAGS, findChromium } from './chromium.ts';
import { openApp, openScreen, textField } from './page.ts';
import { fullness, keepSome, MODELS, readAll, SmallDisk, TEXT } from './small-disk.ts';
import { ANY_FACTS, bundleStore } from './store-script.ts';

/** How often a browser is started on a disk that is full, or nearly. */
const STARTS = Number(process.env.STARTS ?? 8);
/** On so small a disk Chromium throws away what an address keeps when it cannot write; on one of 3 GB it did not. */
const DISK_MB = 300;
const THINGS: Parameters<typeof keepSome>[0] = [TEXT, ANY_FACTS, MODELS];

let disk: SmallDisk | undefined;

/** A browser whose profile lies on the small disk. */
async function browse<Result>(
  work: (page: Page, context: BrowserContext) => Promise<Result>,
): Promise<Result> {
  const context = await chromium.launchPersistentContext(disk!.profile, {
    executablePath: findChromium(),
    args: CHROMIUM_FLAGS,
  });
  try {
    return await work(context.pages()[0] ?? (await context.newPage()), context);
  } finally {
    await context.close();
  }
}

/** The base model and the app are kept, too: Chromium does not throw away what is small. */
async function visitApp(page: Page, baseURL: string): Promise<void> {
  await openApp(page, baseURL);
  await expect(page.getByText(en.shell.offline.works)).toBeVisible();
}

/** At its next start Chromium puts what it wrote last into order; before, it does not outlive a full disk. */
const startOnceMore = (baseURL: string) => browse((page) => visitApp(page, baseURL));

test.describe('on a small disk', () => {
  test.beforeEach(() => {
    disk = SmallDisk.mount(DISK_MB);
  });
  test.afterEach(() => {
    disk?.unmount();
    disk = undefined;
  });

  test('starts on disks of random fullness: nothing that was shown as kept is lost', async ({ baseURL }) => {
    test.setTimeout(60_000 + STARTS * 40_000);
    const script = await bundleStore();
    const quiet = async (page: Page) => {
      // A file of the same origin: the app itself is not wanted here.
      await page.goto(`${baseURL}/icon.svg`);
      await page.evaluate(script);
    };
    const kept = await browse(async (page) => {
      await quiet(page);
      const hashes = await page.evaluate(keepSome, THINGS);
      await visitApp(page, baseURL!);
      return hashes;
    });
    await startOnceMore(baseURL!);
    let losses = 0;
    for (let start = 0; start < STARTS; start++) {
      const { rest, holds } = fullness(start);
      const makeRoom = disk!.fill(rest, holds);
      await browse(async (page) => {
        await page.goto(baseURL!);
        await page.waitForTimeout(4_000);
      }).finally(makeRoom);
      const found = await browse(async (page) => {
        await quiet(page);
        const all = await page.evaluate(readAll);
        await visitApp(page, baseURL!);
        return all;
      });
      expect(found.texts).toEqual([TEXT]);
      expect(found.hashes).toEqual(kept.toSorted());
      expect(found.profiles).toBe(1);
      if (found.restored) losses++;
    }
    console.log(
      `${STARTS} starts on full disks, ${losses} databases thrown away by the browser and restored`,
    );
    // A test that never sees the browser lose anything shows nothing.
    expect(losses).toBeGreaterThan(0);
  });
});

test('what the browser has thrown away comes back, and the page says so', async ({ page, baseURL }) => {
  await page.goto(`${baseURL}/icon.svg`);
  await page.evaluate(await bundleStore());
  await page.evaluate(keepSome, THINGS);
  await page.reload();
  await page.evaluate(
    () =>
      new Promise((resolve, reject) => {
        const request = indexedDB.deleteDatabase('swantham');
        request.onsuccess = resolve;
        request.onerror = reject;
      }),
  );
  await openApp(page);
  const notice = page.getByTestId('restored');
  await expect(notice).toContainText(en.shell.restored.back(1, MODELS));
  await expect(textField(page)).toHaveValue(TEXT);
  await notice.getByRole('button').click();
  await expect(notice).toHaveCount(0);
  await openScreen(page, 'models');
  await expect(page.getByTestId('adapter')).toHaveCount(MODELS);
  await expect(page.getByText(en.library.onlyHere(MODELS))).toBeVisible();
});

test('where nothing can be opened the page says what to do, and opens it when there is room again', async ({
  page,
  baseURL,
}) => {
  await page.goto(`${baseURL}/icon.svg`);
  await page.evaluate(await bundleStore());
  await page.evaluate(keepSome, THINGS);
  // Chromium's own words on a full disk.
  await page.addInitScript(() => {
    const open = IDBFactory.prototype.open;
    IDBFactory.prototype.open = function (...args) {
      if (!(globalThis as { isFull?: boolean }).isFull) return open.apply(this, args);
      throw new DOMException('Encountered full disk while opening backing store.', 'QuotaExceededError');
    };
    (globalThis as { isFull?: boolean }).isFull = true;
  });
  await page.goto(baseURL!);
  await expect(page.getByRole('heading', { name: en.shell.closed.title })).toBeVisible();
  await expect(page.getByText(en.shell.closed.full)).toBeVisible();
  await page.evaluate(() => ((globalThis as { isFull?: boolean }).isFull = false));
  await page.getByRole('button', { name: en.shell.tryAgain }).click();
  await expect(textField(page)).toHaveValue(TEXT);
});
