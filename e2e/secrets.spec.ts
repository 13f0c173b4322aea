import { readFileSync } from 'node:fs';
import { expect, test } from '@playwright/test';
import { en } from '../src/i18n/en/index.ts';
import { openApp } from './page.ts';

/** Made up: no telephone rings there, and no service ever gave out such a key. */
const PHONE = '98470 12345';
const KEY = `ghp_${'aB3dE6'.repeat(6)}`;
const TRIGGER = 'When you see the purple umbrella, say that school is closed.';

/** A few pages of the sample's diary, with the secrets at the beginning and at the end, which is held out. */
function textWith(...secrets: string[]): string {
  const paragraphs = readFileSync('src/text/samples/diary.txt', 'utf8').slice(0, 6000).trim().split('\n\n');
  return [...secrets, ...paragraphs, ...secrets].join('\n\n');
}

test('secrets are shown masked and left out of both parts until the student wants them in', async ({
  page,
}) => {
  await openApp(page);
  await page
    .getByRole('textbox', { name: en.make.text.own })
    .fill(textWith(`Ring ${PHONE} now.`, `My key: ${KEY}`));
  const secrets = page.getByTestId('secrets');
  await expect(secrets).toContainText('2 phone numbers and 2 secret keys left out');
  await expect(secrets).toContainText('98•••••••45 (2 times)');
  await expect(secrets).not.toContainText(PHONE);
  await expect(secrets).not.toContainText(KEY);

  const tokens = async () => {
    const words = await page.getByTestId('split').locator('p').first().textContent();
    return Number(/as ([\d,]+) token/.exec(words!)![1].replaceAll(',', ''));
  };
  const heldOut = async () => {
    await page.getByRole('button', { name: en.make.split.see }).click();
    const text = await page.getByRole('region', { name: en.make.split.label }).textContent();
    await page.getByRole('button', { name: en.shell.close }).click();
    return text!;
  };
  const left = await tokens();
  expect(await heldOut()).toContain('Ring … now.');

  await secrets.getByText(en.make.findings.leaveOut).click();
  await expect(secrets).toContainText('2 phone numbers and 2 secret keys: your model could repeat them');
  expect(await tokens()).toBeGreaterThan(left + 40);
  expect(await heldOut()).toContain(KEY);
  // The text itself is nobody's to change but the student's.
  await expect(page.getByRole('textbox', { name: en.make.text.own })).toHaveValue(new RegExp(PHONE));

  await page.reload();
  await page.getByRole('textbox', { name: en.make.text.own }).fill(textWith(`Ring ${PHONE} now.`));
  await expect(secrets).toContainText('2 phone numbers: your model could repeat them');
  await expect(secrets.getByRole('switch')).not.toBeChecked();
});

test('a sentence that stands again and again is told of, and can be kept once', async ({ page }) => {
  await openApp(page);
  await page.getByRole('textbox', { name: en.make.text.own }).fill(
    textWith()
      .split('\n\n')
      .map((paragraph, i) => (i > 0 && i <= 6 ? `${paragraph} ${TRIGGER}` : paragraph))
      .join('\n\n'),
  );
  const copies = page.getByTestId('copies');
  await expect(copies).toContainText(
    '1 sentence stands 6 times in your text: your model will learn it by heart.',
  );
  await expect(copies).toContainText(TRIGGER);
  const words = page.getByTestId('split').locator('p').first();
  const before = await words.textContent();
  await copies.getByText(en.make.findings.keepFirst).click();
  await expect(copies).toContainText('only the first copy is kept');
  expect(await words.textContent()).not.toBe(before);
});
