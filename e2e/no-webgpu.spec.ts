import { expect, type Page, test } from '@playwright/test';
import { en } from '../src/i18n/en/index.ts';
import { CHROMIUM_FLAGS, findChromium } from './chromium.ts';
import { beforeAndAfter, chooseSample, openApp, watch } from './page.ts';

test.use({
  launchOptions: {
    executablePath: findChromium(),
    args: CHROMIUM_FLAGS.filter((flag) => flag !== '--enable-unsafe-webgpu'),
  },
});

test('without WebGPU the processor trains the first model, and the page goes on answering', async ({
  page,
  baseURL,
}) => {
  const offences = watch(page, new URL(baseURL!).origin);
  await openApp(page);
  await chooseSample(page, 'diary');
  const engine = page.getByTestId('engine');
  await expect(engine).toContainText('this browser offers no graphics processor');
  await expect(engine).toHaveAttribute('data-engine', 'cpu');
  const promised = Number(await page.getByTestId('promise').getAttribute('data-seconds'));

  await page.getByRole('button', { name: en.make.train.button, exact: true }).click();
  const run = page.getByTestId('run');
  await expect(run).toContainText(/Step [1-9]/, { timeout: 120_000 });
  await expect(run).toContainText('On the processor (');
  const latency = await slowestAnswer(page);

  await expect(page.getByTestId('result')).toBeVisible({ timeout: 240_000 });
  const [before, after] = await beforeAndAfter(page, 'yours');
  expect(after).toBeLessThan(before);
  const took = Number(await page.getByTestId('took').getAttribute('data-seconds'));
  // Told, not asserted: a clock on a busy machine says nothing of the program.
  console.log(`promised ${promised} s, took ${took} s; slowest answer to a key ${latency.toFixed(0)} ms`);
  expect(offences).toEqual({ console: [], foreign: [] });
});

/** Types while training runs; the longest time from a key to the painted answer, in milliseconds. */
async function slowestAnswer(page: Page): Promise<number> {
  await page.evaluate(() => {
    const seen = window as unknown as { slowest: number };
    seen.slowest = 0;
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) seen.slowest = Math.max(seen.slowest, entry.duration);
    }).observe({ type: 'event', durationThreshold: 16 } as PerformanceObserverInit);
  });
  await page.getByRole('textbox', { name: en.samples.diary.title }).press('End');
  await page.keyboard.type('Still quick while it trains.', { delay: 60 });
  return page.evaluate(() => (window as unknown as { slowest: number }).slowest);
}
