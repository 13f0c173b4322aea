import { execFileSync } from 'node:child_process';
import {
  appendFileSync,
  closeSync,
  existsSync,
  mkdtempSync,
  openSync,
  rmdirSync,
  rmSync,
  statfsSync,
  writeSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type BrowserContext, chromium, expect, type Page, test } from '@playwright/test';
import { en } from '../src/i18n/en/index.ts';
import { CHROMIUM_FLAGS, findChromium } from './chromium.ts';
import { openApp, openScreen, textField } from './page.ts';
import { ANY_FACTS, bundleStore } from './store-script.ts';

/** How often a browser is started on a disk that is full, or nearly. */
const STARTS = Number(process.env.STARTS ?? 8);
/** On so small a disk Chromium throws away what an address keeps when it cannot write; on one of 3 GB it did not. */
const DISK_MB = 300;
/** At most so many bytes are left free. */
const LARGEST_REST = 2_000_000;
const TEXT = 'It rained in the bus today. മഴ. ';

let folder: string;
function mountSmallDisk(): void {
  folder = mkdtempSync(join(tmpdir(), 'swantham-disk-'));
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${DISK_MB}m`, 'tmpfs', folder], { stdio: 'ignore' });
  } catch {
    rmdirSync(folder);
    test.skip(true, 'needs the right to mount a small disk, as root has it');
  }
}
function unmount(): void {
  if (!existsSync(folder)) return;
  execFileSync('umount', ['-l', folder]);
  rmdirSync(folder);
}

const free = () => {
  const { bavail, bsize } = statfsSync(folder);
  return bavail * bsize;
};

/** Fills the disk but for `rest` bytes, and with `holds` keeps it so, whatever the browser frees; returns how to free it. */
function fill(rest: number, holds: boolean): () => void {
  const ballast = join(folder, 'ballast');
  const chunk = Buffer.alloc(1 << 20);
  const file = openSync(ballast, 'w');
  try {
    for (let left = free() - rest; left > 0; left -= chunk.length)
      writeSync(file, chunk, 0, Math.min(left, chunk.length));
  } catch {
    // full to the last byte
  } finally {
    closeSync(file);
  }
  const hold = () => {
    try {
      const more = free() - rest;
      if (more > 0) appendFileSync(ballast, Buffer.alloc(more));
    } catch {
      // full again
    }
  };
  const holding = holds ? setInterval(hold, 2) : undefined;
  return () => {
    clearInterval(holding);
    rmSync(ballast);
  };
}

/** A browser whose profile lies on the small disk. */
async function browse<Result>(
  work: (page: Page, context: BrowserContext) => Promise<Result>,
): Promise<Result> {
  const context = await chromium.launchPersistentContext(join(folder, 'profile'), {
    executablePath: findChromium(),
    args: CHROMIUM_FLAGS,
  });
  try {
    return await work(context.pages()[0] ?? (await context.newPage()), context);
  } finally {
    await context.close();
  }
}

/** Keeps a text and small models in the first profile; returns the hashes of their weights. */
async function keepSome([text, facts]: [string, typeof ANY_FACTS]): Promise<string[]> {
  const store = swanthamStore.openStore();
  const [{ id: profile }] = await store.profiles.list();
  const { adapters, texts } = store.open({ profile });
  // Where the Make screen has the text that is typed.
  await texts.put({ id: profile, name: 'My text', text });
  const hashes: string[] = [];
  for (let round = 0; round < 5; round++) {
    const bytes = crypto.getRandomValues(new Uint8Array(9216));
    const record = await adapters.save(
      { ...facts, name: `No. ${round}` },
      { method: 'norm', bytes },
      Int32Array.from({ length: 8000 }, (_, i) => i),
    );
    hashes.push(record.sha256);
  }
  return hashes;
}

/** The base model and the app are kept, too: Chromium does not throw away what is small. */
async function visitApp(page: Page, baseURL: string): Promise<void> {
  await openApp(page, baseURL);
  await expect(page.getByText(en.shell.offline.works)).toBeVisible();
}

/** At its next start Chromium puts what it wrote last into order; before, it does not outlive a full disk. */
const startOnceMore = (baseURL: string) => browse((page) => visitApp(page, baseURL));

/** Everything that is kept, read and checked, and what had to come back. */
async function readAll() {
  const store = swanthamStore.openStore();
  const [{ id: profile }, ...others] = await store.profiles.list();
  const { adapters, texts } = store.open({ profile });
  const hashes: string[] = [];
  for (const { id, sha256 } of await adapters.list()) {
    const { memory } = await adapters.model(id);
    if (memory?.length === 8000) hashes.push(sha256);
  }
  const found = { hashes, texts: (await texts.list()).map(({ text }) => text), profiles: others.length + 1 };
  return { ...found, restored: await store.restored() };
}

test.describe('on a small disk', () => {
  test.beforeEach(mountSmallDisk);
  test.afterEach(unmount);

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
      const hashes = await page.evaluate(keepSome, [TEXT, ANY_FACTS] as [string, typeof ANY_FACTS]);
      await visitApp(page, baseURL!);
      return hashes;
    });
    await startOnceMore(baseURL!);
    let losses = 0;
    for (let start = 0; start < STARTS; start++) {
      // Every second disk stays as it is, down to nothing; on the others the browser can make itself some room.
      const rest = start % 4 === 0 ? 0 : Math.round(LARGEST_REST ** Math.random());
      const makeRoom = fill(rest, start % 2 === 0);
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
      expect(found.hashes.sort()).toEqual([...kept].sort());
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
  await page.evaluate(keepSome, [TEXT, ANY_FACTS] as [string, typeof ANY_FACTS]);
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
  await expect(notice).toContainText(en.shell.restored.back(1, 5));
  await expect(textField(page)).toHaveValue(TEXT);
  await notice.getByRole('button').click();
  await expect(notice).toHaveCount(0);
  await openScreen(page, 'models');
  await expect(page.getByTestId('adapter')).toHaveCount(5);
  await expect(page.getByText(en.library.onlyHere(5))).toBeVisible();
});

test('where nothing can be opened the page says what to do, and opens it when there is room again', async ({
  page,
  baseURL,
}) => {
  await page.goto(`${baseURL}/icon.svg`);
  await page.evaluate(await bundleStore());
  await page.evaluate(keepSome, [TEXT, ANY_FACTS] as [string, typeof ANY_FACTS]);
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
