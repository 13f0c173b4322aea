import { expect, type Page, test } from '@playwright/test';
import { en } from '../src/i18n/en/index.ts';
import { CHROMIUM_FLAGS, findChromium } from './chromium.ts';
import {
  anyResult,
  atSomeStep,
  beforeAndAfter,
  chooseSample,
  openApp,
  textField,
  trainButton,
  watch,
} from './page.ts';

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
  await expect(engine).toContainText(en.training.engine.chosen({ engine: 'cpu', why: 'no-gpu' }));
  await expect(engine).toHaveAttribute('data-engine', 'cpu');
  const promise = page.getByTestId('promise');
  const whole = await promise.getAttribute('data-seconds');
  const promised = Number((await promise.getAttribute('data-first')) ?? whole);

  await trainButton(page).click();
  const run = page.getByTestId('run');
  await expect(run).toContainText(atSomeStep(), { timeout: 120_000 });
  // How many threads it has is this machine's matter.
  const [onProcessor] = en.training.run.on(en.training.device.processor(987)).split('987');
  await expect(run).toContainText(onProcessor);
  const latency = await slowestAnswer(page);

  await expect(anyResult(page)).toBeVisible({ timeout: 240_000 });
  const [before, after] = await beforeAndAfter(page, 'yours');
  expect(after).toBeLessThan(before);
  const took = Number(await page.getByTestId('took').getAttribute('data-seconds'));
  // Told, not asserted: a clock on a busy machine says nothing of the program.
  console.log(
    `first numbers were promised in ${promised} s of ${whole}, took ${took} s; slowest answer to a key ${latency.toFixed(0)} ms`,
  );
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
  await textField(page, en.samples.diary.title).press('End');
  await page.keyboard.type('Still quick while it trains.', { delay: 60 });
  return page.evaluate(() => (window as unknown as { slowest: number }).slowest);
}
