import { expect } from '@playwright/test';
import { en } from '../src/i18n/en/index.ts';
import { HEADERS } from '../src/offline/headers.ts';
import { test } from './flow.ts';
import { lastingWorkers, openApp, openScreen, setNumbers, trainButton, typeExcerpt, watch } from './page.ts';
import { startStaticHost } from './static-host.ts';

/** Chromium sends what it refuses to this address of the host: of pages, workers and the service worker. */
const REPORTED = {
  ...HEADERS,
  'Content-Security-Policy': `${HEADERS['Content-Security-Policy']}; report-uri /violations`,
};

test('a whole session asks nobody but its own host and does nothing that the policy forbids', async ({
  browser,
}) => {
  const host = await startStaticHost({ headers: REPORTED });
  const context = await browser.newContext({ baseURL: host.origin });
  try {
    const page = await context.newPage();
    const offences = watch(page, host.origin);
    await page.addInitScript(() =>
      document.addEventListener('securitypolicyviolation', (event) =>
        console.error(`refused: ${event.violatedDirective} ${event.blockedURI}`),
      ),
    );
    const session = async () => {
      await openApp(page);
      await typeExcerpt(page, 'diary.txt', 3000);
      await setNumbers(page, { steps: 3, rows: 2, length: 64 });
      await trainButton(page).click();
      await expect(page.getByTestId('result')).toBeVisible({ timeout: 240_000 });
      await openScreen(page, 'try');
      await page.getByRole('textbox', { name: en.tryOut.prompt }).fill('The rain');
      await page.getByRole('button', { name: en.tryOut.write }).click();
      await expect(page.getByTestId('text-mine')).not.toBeEmpty({ timeout: 120_000 });
      await openScreen(page, 'models');
      await expect(page.getByTestId('adapter').first()).toBeVisible();
    };
    await test.step('with what the host sends', session);
    await expect(page.getByText(en.shell.offline.works)).toBeVisible({ timeout: 120_000 });
    await page.reload();
    expect(await page.evaluate(() => navigator.serviceWorker.controller?.scriptURL)).toContain('/sw.js');
    await test.step('with what the service worker sends', session);
    expect(host.posted).toEqual([]);
    expect(offences).toEqual({ console: [], foreign: [] });
  } finally {
    await context.close();
    host.close();
  }
});

test('the policy is alive in page and workers', async ({ page }) => {
  const other = await startStaticHost();
  try {
    await openApp(page);
    const workers = await lastingWorkers(page);
    const refused = await page.evaluate(async (origin) => {
      const told = new Promise<void>((resolve) =>
        document.addEventListener('securitypolicyviolation', ({ violatedDirective }) => {
          if (violatedDirective === 'connect-src') resolve();
        }),
      );
      const tries: Record<string, () => unknown> = {
        inline() {
          const script = document.createElement('script');
          script.textContent = 'window.wasRun = true';
          document.head.append(script);
        },
        handler() {
          document.body.insertAdjacentHTML('beforeend', '<img src=x onerror="window.wasRun = true">');
        },
        eval: () => new Function('window.wasRun = true')(),
        worker: () => new Worker(`${origin}/sw.js`),
        fetch: () => fetch(origin),
      };
      const got: string[] = [];
      // What the browser's driver runs at once is free of the policy.
      await new Promise((resolve) => setTimeout(resolve));
      for (const [name, attempt] of Object.entries(tries))
        try {
          await attempt();
          got.push(name);
        } catch {
          // refused, as it should be
        }
      // The page's own record, on which the test above relies.
      await told;
      return { got, ran: 'wasRun' in window };
    }, other.origin);
    expect(refused).toEqual({ got: [], ran: false });
    for (const worker of workers)
      expect(
        await worker.evaluate(
          (origin) =>
            fetch(origin).then(
              () => 'sent',
              () => 'refused',
            ),
          other.origin,
        ),
      ).toBe('refused');
    expect(other.asked).toEqual([]);
  } finally {
    other.close();
  }
});
