import { expect } from '@playwright/test';
import { en } from '../src/i18n/en/index.ts';
import { test } from './flow.ts';
import { chooseSample, excerpt, openApp, setNumbers, textField, trainButton } from './page.ts';

test.use({ viewport: { width: 1366, height: 768 } });

test('the way from a text to its result is seen without scrolling', async ({ page }) => {
  await openApp(page);
  const button = trainButton(page);
  await expect(button).toBeInViewport({ ratio: 1 });

  await chooseSample(page, 'diary');
  const promise = page.getByTestId('promise');
  await expect(promise).toBeInViewport({ ratio: 1, timeout: 120_000 });
  await expect(button).toBeInViewport({ ratio: 1 });

  // Everything that a newcomer need not decide is folded away.
  await expect(page.getByRole('radio', { name: en.make.advanced.norm.name })).toBeHidden();
  await textField(page, en.samples.diary.title).fill(excerpt('diary.txt', 3000));
  await setNumbers(page, { steps: 2, rows: 1, length: 64 });
  await page.evaluate(() => scrollTo(0, 0));
  await expect(promise).toBeInViewport({ ratio: 1 });

  await button.click();
  const result = page.getByTestId('result');
  await expect(result).toBeVisible({ timeout: 240_000 });
  for (const name of [en.result.yours, en.result.general])
    await expect(result.getByRole('region', { name })).toBeInViewport({ ratio: 1 });
  await expect(result.getByRole('heading', { level: 2 })).toBeInViewport({ ratio: 1 });
  await expect(page.getByRole('link', { name: en.make.done.try })).toBeInViewport({ ratio: 1 });
});
