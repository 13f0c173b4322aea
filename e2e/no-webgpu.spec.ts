import { expect, test } from '@playwright/test';
import { CHROMIUM_FLAGS, findChromium } from './chromium.ts';
import { chooseSample, openApp, watch } from './page.ts';

test.use({
  launchOptions: {
    executablePath: findChromium(),
    args: CHROMIUM_FLAGS.filter((flag) => flag !== '--enable-unsafe-webgpu'),
  },
});

test('without WebGPU the page says so, and everything but training works', async ({ page, baseURL }) => {
  const offences = watch(page, new URL(baseURL!).origin);
  await openApp(page);
  await expect(page.getByTestId('no-webgpu')).toBeVisible();
  await chooseSample(page, 'A school diary');
  await expect(page.getByRole('button', { name: 'Train', exact: true })).toBeDisabled();

  await page.getByRole('button', { name: 'Measure the models' }).click();
  await expect(page.getByTestId('measure').getByRole('definition')).toHaveText(/^\d+\.?\d*$/, {
    timeout: 120_000,
  });

  await page.getByRole('link', { name: 'My models' }).click();
  await expect(page.getByText('No model of your own yet')).toBeVisible();

  await page.getByRole('link', { name: 'Try', exact: true }).click();
  await page.getByRole('textbox', { name: 'How it begins' }).fill('The rain');
  await page.getByRole('button', { name: 'Continue' }).click();
  await expect(page.getByTestId('text-base')).not.toBeEmpty({ timeout: 120_000 });
  expect(offences).toEqual({ console: [], foreign: [] });
});
