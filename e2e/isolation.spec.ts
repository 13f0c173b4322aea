import { chromium, expect, test } from '@playwright/test';
import { en } from '../src/i18n/en/index.ts';
import { CHROMIUM_FLAGS, findChromium } from './chromium.ts';
import { openApp } from './page.ts';
import { startStaticHost } from './static-host.ts';

test('on a plain host the service worker brings threads after a reload, and keeps them without a network', async ({
  browser,
}) => {
  const host = await startStaticHost();
  const context = await browser.newContext({ baseURL: host.origin });
  try {
    const page = await context.newPage();
    await openApp(page);
    expect(await page.evaluate(() => crossOriginIsolated)).toBe(false);
    await expect(page.getByTestId('one-thread')).toContainText(/only one of \d+ threads/);
    await expect(page.getByTestId('engine')).toBeVisible();

    await page.getByRole('button', { name: /^Reload to use all/ }).click({ timeout: 120_000 });
    await page.waitForFunction('crossOriginIsolated');
    await openApp(page);
    await expect(page.getByTestId('one-thread')).toHaveCount(0);

    host.close();
    await context.setOffline(true);
    await page.reload();
    await openApp(page);
    expect(await page.evaluate(() => crossOriginIsolated)).toBe(true);
    // Once the engine is chosen no worker ends any more; a thread of onnxruntime's sleeps and answers nothing.
    await expect(page.getByTestId('engine')).toContainText('It will train on');
    const [threads, own] = [/ort-wasm/, /\/worker-/].map((name) =>
      page.workers().filter((worker) => name.test(worker.url())),
    );
    expect(threads).not.toHaveLength(0);
    expect(own).toHaveLength(2);
    for (const worker of own) expect(await worker.evaluate(() => self.crossOriginIsolated)).toBe(true);
  } finally {
    await context.close();
    host.close();
  }
});

test('at an address without encryption the app says why it cannot work there', async () => {
  const host = await startStaticHost();
  // A name that is not this computer's own, as on a school's network.
  const browser = await chromium.launch({
    executablePath: findChromium(),
    args: [...CHROMIUM_FLAGS, '--host-resolver-rules=MAP school.test 127.0.0.1'],
  });
  try {
    const page = await browser.newPage();
    await page.goto(host.origin.replace('localhost', 'school.test'));
    await expect(page.getByRole('heading', { name: en.shell.insecure.title })).toBeVisible();
    await expect(page.getByText('an address that begins with https://')).toBeVisible();
  } finally {
    await browser.close();
    host.close();
  }
});
