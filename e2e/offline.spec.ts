import { expect, test } from '@playwright/test';
import { chooseSample, openApp } from './page.ts';
import { startStaticHost } from './static-host.ts';

test('after one visit the app opens, reads a text and writes without a network', async ({
  page,
  context,
}) => {
  await openApp(page);
  await expect(page.getByText('Works without a network.')).toBeVisible({ timeout: 120_000 });
  await context.setOffline(true);
  await page.reload();
  await expect(page.getByText('Works without a network.')).toBeVisible();
  expect(await page.evaluate(() => crossOriginIsolated)).toBe(true);
  await chooseSample(page, 'A school diary');
  await page.getByRole('link', { name: 'Try', exact: true }).click();
  await page.getByRole('textbox', { name: 'How it begins' }).fill('The rain');
  await page.getByRole('button', { name: 'Continue' }).click();
  await expect(page.getByTestId('text-base')).not.toBeEmpty({ timeout: 120_000 });
});

test('what a host fails to send at the first visit is asked for again', async ({ browser }) => {
  let asked = 0;
  // The page asks for a sample only when it is chosen, so this is the service worker.
  const host = await startStaticHost((path) => /\/programmer-/.test(path) && ++asked === 1);
  const context = await browser.newContext({ baseURL: host.origin });
  try {
    const page = await context.newPage();
    await openApp(page);
    await expect(page.getByText('Works without a network.')).toBeVisible({ timeout: 120_000 });
    expect(asked).toBe(2);
  } finally {
    await context.close();
    host.close();
  }
});
