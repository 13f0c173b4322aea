import { expect, type Page } from '@playwright/test';
import { en } from '../src/i18n/en/index.ts';
import { test } from './flow.ts';
import { chooseSetting, type Kept, keptRuns, openApp, setNumbers, trainButton, typeExcerpt } from './page.ts';

// Otherwise the page's workers come from the service worker, where a test cannot change them.
test.use({ serviceWorkers: 'block' });
// Each trains twice, one of them on the software adapter.
test.describe.configure({ timeout: 600_000 });

/** One checkpoint is made, after step 10, and some steps follow. */
const STEPS = 14;

/** Trains on what is set, and waits for the result. */
async function train(page: Page): Promise<void> {
  await trainButton(page).click();
  await expect(page.getByTestId('run')).toBeVisible();
  await expect(page.getByTestId('result')).toBeVisible({ timeout: 240_000 });
}

/** What each run has learned, by every number that is kept of it; the newest run first. */
async function numbers(page: Page): Promise<Partial<Kept>[]> {
  const runs = await page.evaluate(keptRuns);
  return runs.map(({ engine, steps, curve, personal, general, sha256 }) => ({
    engine,
    steps,
    curve,
    personal,
    general,
    sha256,
  }));
}

test('a trainer that the browser ends without a word is replaced, and the numbers are the same', async ({
  page,
}) => {
  await page.clock.install();
  await page.addInitScript(() => {
    const state = window as unknown as { endTrainer: boolean };
    const RealWorker = window.Worker;
    window.Worker = class extends RealWorker {
      constructor(url: string | URL, options?: WorkerOptions) {
        super(url, options);
        if (options?.name !== 'trainer') return;
        this.addEventListener('message', ({ data }) => {
          if (data.type !== 'checkpoint' || !state.endTrainer) return;
          state.endTrainer = false;
          this.terminate();
        });
      }
    };
  });
  await openApp(page);
  await typeExcerpt(page, 'diary.txt', 2000);
  await setNumbers(page, { steps: STEPS, rows: 1, length: 32 });
  await train(page);

  await page.evaluate(() => {
    (window as unknown as { endTrainer: boolean }).endTrainer = true;
  });
  await trainButton(page).click();
  await page.waitForFunction(() => !(window as unknown as { endTrainer: boolean }).endTrainer);
  // The silence has to last a minute, by the ticks of the page's clock.
  await page.clock.runFor(65_000);
  const run = page.getByTestId('run');
  await expect(run).toContainText(
    en.training.resumed({ broken: 'cpu', engine: 'cpu', step: 10, reason: 'hanging' }),
    { timeout: 120_000 },
  );
  await expect(page.getByTestId('result')).toBeVisible({ timeout: 120_000 });

  const [disturbed, undisturbed] = await numbers(page);
  expect(undisturbed.steps).toBe(STEPS);
  expect(disturbed).toEqual(undisturbed);
});

test('a graphics processor that is lost is taken again, and the numbers are the same', async ({ page }) => {
  let losing = false;
  await page.route(/\/assets\/worker-.*\.js$/, async (route) => {
    const response = await route.fetch();
    const body = await response.text();
    const fault = `
      const request = GPUAdapter.prototype.requestDevice;
      let device;
      GPUAdapter.prototype.requestDevice = async function (given) {
        return (device = await request.call(this, given));
      };
      const post = self.postMessage.bind(self);
      self.postMessage = (report, transfer) => {
        post(report, transfer);
        if (report.type === 'checkpoint') device.destroy();
      };`;
    const loses = losing && body.includes('createShaderModule');
    await route.fulfill({ response, body: loses ? `${fault}\n${body}` : body });
  });
  await openApp(page);
  await typeExcerpt(page, 'diary.txt', 2000);
  await setNumbers(page, { steps: STEPS, rows: 1, length: 8 });
  await chooseSetting(page, en.make.advanced.webgpu);
  await expect(page.getByTestId('engine')).toHaveAttribute('data-engine', 'webgpu', { timeout: 120_000 });
  await train(page);

  losing = true;
  await trainButton(page).click();
  await expect(page.getByTestId('run')).toContainText(
    en.training.resumed({ broken: 'webgpu', engine: 'webgpu', step: 10, reason: 'device-lost' }),
    { timeout: 240_000 },
  );
  await expect(page.getByTestId('result')).toBeVisible({ timeout: 240_000 });

  const [disturbed, undisturbed] = await numbers(page);
  expect(undisturbed).toMatchObject({ engine: 'webgpu', steps: STEPS });
  expect(disturbed).toEqual(undisturbed);
});
