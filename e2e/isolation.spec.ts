import { chromium, expect, test } from '@playwright/test';
import { en } from '../src/i18n/en/index.ts';
import { CHROMIUM_FLAGS, findChromium } from './chromium.ts';
import { lastingWorkers, like, openApp } from './page.ts';
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
    await expect(page.getByTestId('one-thread')).toContainText(
      like(en.make.threads.note(987), { 987: /\d+/ }),
    );
    await expect(page.getByTestId('engine')).toBeVisible();

    const reload = like(en.make.threads.reload(987), { 987: /\d+/ });
    await page.getByRole('button', { name: reload }).click({ timeout: 120_000 });
    await page.waitForFunction('crossOriginIsolated');
    await openApp(page);
    await expect(page.getByTestId('one-thread')).toHaveCount(0);

    host.close();
    await context.setOffline(true);
    await page.reload();
    await openApp(page);
    expect(await page.evaluate(() => crossOriginIsolated)).toBe(true);
    const own = await lastingWorkers(page);
    // A thread of onnxruntime's sleeps and answers nothing.
    expect(page.workers().filter((worker) => /ort-wasm/.test(worker.url()))).not.toHaveLength(0);
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
    await expect(page.getByText(en.shell.insecure.body)).toBeVisible();
  } finally {
    await browser.close();
    host.close();
  }
});
