import { createReadStream, existsSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join, normalize } from 'node:path';
import { expect, test } from '@playwright/test';
import { openApp } from './page.ts';

const TYPES: Record<string, string> = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.mjs': 'text/javascript',
  '.css': 'text/css',
  '.wasm': 'application/wasm',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.webmanifest': 'application/manifest+json',
};

/** A plain static host of the built app: right types, and no header that allows threads. */
function plainHost(): Promise<Server> {
  const server = createServer(({ url = '/' }, response) => {
    const { pathname } = new URL(url, 'http://localhost');
    const path = join('dist', normalize(pathname === '/' ? '/index.html' : pathname));
    if (!existsSync(path)) return response.writeHead(404).end();
    response.writeHead(200, { 'Content-Type': TYPES[extname(path)] ?? 'application/octet-stream' });
    createReadStream(path).pipe(response);
  });
  return new Promise((resolve) => server.listen(0, () => resolve(server)));
}

test('on a plain host the service worker brings threads after a reload, and keeps them without a network', async ({
  browser,
}) => {
  const server = await plainHost();
  const context = await browser.newContext({
    baseURL: `http://localhost:${(server.address() as AddressInfo).port}`,
  });
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

    server.close();
    server.closeAllConnections();
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
    server.close();
  }
});
