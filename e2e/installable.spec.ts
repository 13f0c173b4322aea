import { expect } from '@playwright/test';
import { en } from '../src/i18n/en/index.ts';
import { test } from './flow.ts';
import { openApp } from './page.ts';

test('Chromium finds nothing in the way of installing it', async ({ page, context }) => {
  await openApp(page);
  await expect(page.getByText(en.shell.offline.works)).toBeVisible({ timeout: 120_000 });
  const session = await context.newCDPSession(page);
  const { installabilityErrors } = await session.send('Page.getInstallabilityErrors');
  // A headless page has no profile of its own to install into.
  expect(installabilityErrors.filter(({ errorId }) => errorId !== 'in-incognito')).toEqual([]);
  const { errors, data, url } = await session.send('Page.getAppManifest');
  expect(errors).toEqual([]);
  const { icons, shortcuts } = JSON.parse(data!);
  expect(shortcuts.map(({ url }: { url: string }) => url)).toEqual(['/#/try', '/#/models']);
  for (const { src, sizes, type } of icons.filter(({ type }: { type: string }) => type === 'image/png')) {
    const size = await page.evaluate(async (address) => {
      const { width, height } = await createImageBitmap(await (await fetch(address)).blob());
      return `${width}x${height}`;
    }, new URL(src, url).href);
    expect({ type, size }).toEqual({ type: 'image/png', size: sizes });
  }
});
