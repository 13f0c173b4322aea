import { expect } from '@playwright/test';
import { en } from '../src/i18n/en/index.ts';
import { test } from './flow.ts';
import { chooseSample, openApp, trainButton } from './page.ts';

// Otherwise the page's workers come from the service worker, where a test cannot change them.
test.use({ serviceWorkers: 'block' });

/** What the page hears about the adapter: that it is real, so that it is tried. */
const LOOKS_REAL = `
  const info = { vendor: 'test', architecture: 'test', device: '', description: '', isFallbackAdapter: false };
  navigator.gpu.requestAdapter = async () => ({ info });
`;

/** How a graphics processor can fail a worker, and what the page then says. */
const FAULTS: [string, string, string][] = [
  [
    'hangs when it is asked for',
    'navigator.gpu.requestAdapter = () => new Promise(() => {});',
    en.training.failure({ reason: 'no-webgpu', details: { problem: 'silent' } }),
  ],
  [
    'computes something else',
    `const make = GPUDevice.prototype.createShaderModule;
     GPUDevice.prototype.createShaderModule = function (given) {
       return make.call(this, { ...given, code: given.code.replace('inverseSqrt(', '1.01 * inverseSqrt(') });
     };`,
    en.training.failure({ reason: 'wrong-numbers', details: { engine: 'webgpu' } }),
  ],
  [
    'is lost in the probe',
    `const request = GPUAdapter.prototype.requestDevice;
     GPUAdapter.prototype.requestDevice = async function (given) {
       const device = await request.call(this, given);
       setTimeout(() => device.destroy(), 200);
       return device;
     };`,
    en.training.failure({ reason: 'device-lost' }),
  ],
];

for (const [what, fault, words] of FAULTS)
  test(`a graphics processor that ${what} is not used, and the reason is kept`, async ({ page }) => {
    await page.addInitScript(LOOKS_REAL);
    let tried = 0;
    await page.route(/\/assets\/worker-.*\.js$/, async (route) => {
      const response = await route.fetch();
      const body = await response.text();
      const trains = body.includes('createShaderModule');
      if (trains) tried++;
      await route.fulfill({ response, body: trains ? `${fault}\n${body}` : body });
    });
    await openApp(page);
    const engine = page.getByTestId('engine');
    await expect(engine).toContainText(words, { timeout: 120_000 });
    await expect(engine).toHaveAttribute('data-engine', 'cpu');
    expect(tried).toBeGreaterThan(0);

    // It is not tried again after a reload; the processor's test is remembered too.
    const before = tried;
    await page.reload();
    await expect(engine).toContainText(words);
    expect(tried).toBe(before);
    await chooseSample(page, 'diary');
    await expect(trainButton(page)).toBeEnabled();

    // Until the student asks.
    await page.getByRole('button', { name: en.training.engine.testGpuAgain }).click();
    await expect.poll(() => tried).toBeGreaterThan(before);
    await expect(engine).toContainText(words, { timeout: 120_000 });
  });
