import { readFileSync } from 'node:fs';
import { expect } from '@playwright/test';
import { en } from '../src/i18n/en/index.ts';
import { test } from './flow.ts';
import { handOver, like, openApp, textField } from './page.ts';

const { findings: words, split } = en.make;

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
  await textField(page).fill(textWith(`Ring ${PHONE} now.`, `My key: ${KEY}`));
  const secrets = page.getByTestId('secrets');
  await expect(secrets).toContainText(words.secretsLeftOut([words.secrets.phone(2), words.secrets.key(2)]));
  await expect(secrets).toContainText(words.times('98•••••••45', 2));
  await expect(secrets).not.toContainText(PHONE);
  await expect(secrets).not.toContainText(KEY);

  const tokens = async () => {
    const sentence = like(split.words(111, 1, 2345), { 111: /[\d,]+/, '2,345': /(?<tokens>[\d,]+)/ });
    const said = await page.getByTestId('split').locator('p').first().textContent();
    return Number(sentence.exec(said!)!.groups!.tokens.replaceAll(',', ''));
  };
  const heldOut = async () => {
    await page.getByRole('button', { name: split.see }).click();
    const text = await page.getByRole('region', { name: split.label }).textContent();
    await page.getByRole('button', { name: en.shell.close }).click();
    return text!;
  };
  const left = await tokens();
  expect(await heldOut()).toContain('Ring … now.');

  await secrets.getByText(words.leaveOut).click();
  await expect(secrets).toContainText(words.secretsLearned([words.secrets.phone(2), words.secrets.key(2)]));
  expect(await tokens()).toBeGreaterThan(left + 40);
  expect(await heldOut()).toContain(KEY);
  // The text itself is nobody's to change but the student's.
  await expect(textField(page)).toHaveValue(new RegExp(PHONE));

  await page.reload();
  await textField(page).fill(textWith(`Ring ${PHONE} now.`));
  await expect(secrets).toContainText(words.secretsLearned([words.secrets.phone(2)]));
  await expect(secrets.getByRole('switch')).not.toBeChecked();

  // Who writes here next has not said that.
  await handOver(page, 'Biju');
  await textField(page).fill(textWith(`Ring ${PHONE} now.`));
  await expect(secrets).toContainText(words.secretsLeftOut([words.secrets.phone(2)]));
  await expect(secrets.getByRole('switch')).toBeChecked();
});

test('a sentence that appears again and again is shown, and can be kept once', async ({ page }) => {
  await openApp(page);
  await textField(page).fill(
    textWith()
      .split('\n\n')
      .map((paragraph, i) => (i > 0 && i <= 6 ? `${paragraph} ${TRIGGER}` : paragraph))
      .join('\n\n'),
  );
  const copies = page.getByTestId('copies');
  await expect(copies).toContainText(words.copiesLearned(1, 6));
  await expect(copies).toContainText(TRIGGER);
  const becomes = page.getByTestId('split').locator('p').first();
  const before = await becomes.textContent();
  await copies.getByText(words.keepFirst).click();
  await expect(copies).toContainText(words.copiesRemoved(1, 6));
  expect(await becomes.textContent()).not.toBe(before);
});
