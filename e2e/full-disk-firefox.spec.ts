import { expect, test } from '@playwright/test';
import type { Page } from 'puppeteer-core';
import { en } from '../src/i18n/en/index.ts';
import { control, type Firefox, openFirefox, texts } from './firefox.ts';
import { escaped } from './page.ts';
import { fullness, keepSome, MODELS, readAll, SmallDisk, TEXT } from './small-disk.ts';
import { ANY_FACTS, bundleStore } from './store-script.ts';

/** How often Firefox is started on a disk that is full, or nearly. */
const STARTS = Number(process.env.STARTS ?? 2);
/**
 * Firefox gives an address a tenth of the disk. Where less than 50 MB of that are left, it clears an address whose service
 * worker it could not start three times: seen on one of 1.5 GB. No laptop has so small a disk.
 */
const DISK_MB = 2_500;

let disk: SmallDisk | undefined;
let firefox: Firefox | undefined;
test.beforeEach(() => {
  disk = SmallDisk.mount(DISK_MB);
});
test.afterEach(async () => {
  await firefox?.close();
  disk?.unmount();
  disk = undefined;
});

async function browse<Result>(origin: string, work: (page: Page) => Promise<Result>): Promise<Result> {
  firefox = await openFirefox(disk!.profile, origin);
  try {
    return await work(firefox.page);
  } finally {
    await firefox.close();
    firefox = undefined;
  }
}

test('Firefox on disks of random fullness: nothing that was shown as kept is lost, and the page says what is so', async ({
  baseURL,
}) => {
  test.setTimeout(60_000 + STARTS * 60_000);
  const origin = baseURL!;
  const script = await bundleStore();
  const quiet = async (page: Page) => {
    // A file of the same origin: the app itself is not wanted here.
    await page.goto(`${origin}/icon.svg`);
    await page.evaluate(script);
  };
  const kept = await browse(origin, async (page) => {
    await quiet(page);
    const hashes = await page.evaluate(keepSome, [TEXT, ANY_FACTS, MODELS] as Parameters<typeof keepSome>[0]);
    await page.goto(origin);
    await page.waitForFunction(
      (works) => document.body.textContent.includes(works),
      {},
      en.shell.offline.works,
    );
    return hashes;
  });
  const told: string[] = [];
  for (let start = 0; start < STARTS; start++) {
    const { rest, holds } = fullness(start);
    const makeRoom = disk!.fill(rest, holds);
    const shown = await browse(origin, async (page) => {
      await page.goto(origin);
      return whatIsShown(page);
    }).finally(makeRoom);
    told.push(`${rest} bytes${holds ? ', held' : ''}: ${shown}`);
    const found = await browse(origin, async (page) => {
      await quiet(page);
      return page.evaluate(readAll);
    });
    expect(found).toEqual({ hashes: kept.toSorted(), texts: [TEXT], profiles: 1 });
  }
  console.log(`Firefox, of so much room: ${told.join('; ')}`);
});

/** Whether the page opens what is kept or says that it cannot; fails where it shows nothing, as if nothing were kept. */
async function whatIsShown(page: Page): Promise<'closed' | 'open' | 'half'> {
  const closed = en.shell.closed.title;
  const first = await page.waitForFunction(
    (title, text) => {
      if (document.querySelector('h1')?.textContent === title) return 'closed';
      return document.querySelector('textarea')?.value === text && 'open';
    },
    {},
    closed,
    TEXT,
  );
  if ((await first.jsonValue()) === 'closed') {
    expect(await texts(page, '[role=alert]')).toEqual([
      expect.stringMatching(
        new RegExp(`^(${escaped(en.shell.closed.failed)}|${escaped(en.shell.closed.full)})$`),
      ),
    ]);
    expect(await texts(page, 'textarea')).toEqual([]);
    return 'closed';
  }
  await control(page, 'link', en.shell.screens.models).click();
  const models = await page.waitForFunction(
    (count) => {
      const shown = document.querySelectorAll('[data-testid=adapter]').length;
      // Firefox itself takes the last bytes, and then cannot read any more.
      return shown === count ? 'open' : document.querySelector('main [role=alert]') && 'half';
    },
    {},
    MODELS,
  );
  return (await models.jsonValue()) as 'open' | 'half';
}
