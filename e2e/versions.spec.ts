import { readFileSync } from 'node:fs';
import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { en } from '../src/i18n/en/index.ts';
import { ml } from '../src/i18n/ml/index.ts';
import { GOING_ON_STEPS } from '../src/train/plan.ts';
import { test } from './flow.ts';
import {
  chooseSample,
  escaped,
  excerpt,
  expect,
  openApp,
  openScreen,
  setNumbers,
  textField,
  train,
  trainButton,
  untagged,
} from './page.ts';

const words = en.versions;
const offers = (page: Page) => page.getByTestId('offers');
const versions = (page: Page) => page.getByTestId('version');
const used = (page: Page) => versions(page).and(page.locator('[data-used=true]'));
const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });
/** Its name begins with the sign of what can be unfolded. */
const unfold = (page: Page, name: string) => page.getByRole('button', { name }).click();

const OWN = en.make.text.own;
const DIARY = excerpt('diary.txt', 3000);
/** So many new words, in whole sentences. */
const NEW_WORDS = 300;
const MORE = Array.from({ length: NEW_WORDS / 5 }, (_, i) => `Then word${i} came by slowly.`).join(' ');

test('a model learns again from what is new, and its versions are compared, chosen, saved and deleted', async ({
  page,
}) => {
  await openApp(page);
  await textField(page).fill(DIARY);
  // After so many steps it can go on from what it has learned.
  await setNumbers(page, { steps: GOING_ON_STEPS, rows: 1, length: 64 });
  await train(page);
  // Nothing is new: the next model would be one of its own.
  await expect(offers(page)).toHaveAttribute('data-new', '0');
  await expect(page.getByRole('radio', { name: words.offer.fresh })).toBeChecked();
  await expect(trainButton(page)).toBeVisible();

  await textField(page).fill(`${DIARY}\n\n${MORE}`);
  await expect(offers(page)).toContainText(words.offer.newWords(NEW_WORDS));
  await expect(page.getByRole('radio', { name: untagged(words.offer.again(OWN)) })).toBeChecked();
  await expect(offers(page)).toContainText(words.offer.about(true));
  await button(page, words.offer.button).click();
  const note = page.getByTestId('version-note');
  await expect(note).toContainText(/perplexity is [\d.]+, and that of version 1 is [\d.]+, on the same/, {
    timeout: 240_000,
  });
  await expect(note).toContainText(words.goneOn(1, GOING_ON_STEPS));
  await expect(page.getByTestId('result')).toBeVisible();
  await expect(offers(page)).toHaveAttribute('data-new', '0');

  await openScreen(page, 'models');
  await expect(page.getByTestId('adapter')).toHaveCount(1);
  await unfold(page, words.heading(2));
  await expect(versions(page)).toHaveCount(2);
  await expect(page.getByRole('img', { name: new RegExp(escaped(words.chart)) })).toBeVisible();
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations).toEqual([]);

  // The other one is chosen by the keyboard alone, and stays so.
  const other = (await used(page).textContent())!.includes(words.version(1)) ? 2 : 1;
  await button(page, words.againVersion(other)).focus();
  await page.keyboard.press('Enter');
  await expect(used(page)).toContainText(words.version(other));
  await page.reload();
  await unfold(page, words.heading(2));
  await expect(used(page)).toContainText(words.version(other));
  if (other === 1) await button(page, words.againVersion(2)).click();
  await expect(used(page)).toContainText(words.version(2));

  // One that is not in use can be tried all the same.
  await page.getByRole('link', { name: words.tryVersion(1) }).click();
  const choice = page.getByRole('button', { name: new RegExp(escaped(en.tryOut.model)) });
  await expect(choice).toContainText(OWN);
  await expect(choice).not.toContainText(words.named(OWN, 2));

  // A file names the version, and so does the model that comes out of it.
  await openScreen(page, 'models');
  const saving = page.waitForEvent('download');
  await page.getByRole('button', { name: en.library.export.model(OWN) }).click();
  await page.getByRole('menuitem', { name: en.library.export.one }).click();
  const file = await saving;
  const name = file.suggestedFilename();
  expect(name).toBe(`${OWN} v2.swantham`);
  const choosing = page.waitForEvent('filechooser');
  await button(page, en.library.import.button).click();
  const buffer = readFileSync(await file.path());
  await (await choosing).setFiles({ name, mimeType: 'application/octet-stream', buffer });
  const imported = page.getByTestId('adapter').filter({ hasText: en.library.unverified });
  await expect(imported).toContainText(words.version(2), { timeout: 120_000 });

  // In Malayalam, on a phone.
  await page.getByRole('banner').getByRole('button', { name: 'മലയാളം' }).click();
  await page.setViewportSize({ width: 390, height: 844 });
  await unfold(page, ml.versions.heading(2));
  await expect(used(page)).toContainText(ml.versions.version(2));
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
  await button(page, ml.versions.deleteVersion(1)).click();
  await page.getByRole('alertdialog').getByRole('button', { name: ml.versions.delete }).click();
  await expect(page.getByRole('button', { name: ml.versions.heading(2) })).toHaveCount(0);
  await expect(page.getByTestId('adapter')).toHaveCount(2);

  // What was made from another text is not offered.
  await openScreen(page, 'make', ml);
  await textField(page, undefined, ml).fill('');
  await chooseSample(page, 'malayalam', ml);
  await expect(trainButton(page, ml)).toBeEnabled();
  await expect(offers(page)).toHaveCount(0);
});

test('the first result of an update waits: the version in use stays in use, also where the update is given up', async ({
  context,
}) => {
  const page = await context.newPage();
  await openApp(page);
  await textField(page).fill(DIARY);
  await setNumbers(page, { steps: 2, rows: 1, length: 64 });
  await train(page);
  await textField(page).fill(`${DIARY}\n\n${MORE}`);
  await expect(offers(page)).toContainText(words.offer.newWords(NEW_WORDS));
  // More than there is time for.
  await setNumbers(page, { steps: 5000, rows: 1, length: 64 });
  await button(page, words.offer.button).click();
  await expect(page.getByTestId('first-result')).toBeVisible({ timeout: 240_000 });
  await expect(page.getByTestId('version-note')).toHaveText(words.learning(2));
  await page.getByRole('link', { name: en.make.done.try }).click();
  const choice = page.getByRole('button', { name: new RegExp(escaped(en.tryOut.model)) });
  await expect(choice).toContainText(OWN);
  await expect(choice).not.toContainText(words.named(OWN, 2));
  await page.close();

  const other = await context.newPage();
  await openApp(other);
  await button(other, en.make.unfinished.discardOf(OWN)).click();
  await other.getByRole('alertdialog').getByRole('button', { name: en.make.unfinished.discard }).click();
  await expect(offers(other)).toContainText(words.offer.newWords(NEW_WORDS));
  await openScreen(other, 'models');
  await unfold(other, words.heading(2));
  await expect(used(other)).toContainText(words.version(1));
  await expect(versions(other).filter({ hasText: words.version(2) })).toContainText(words.notTested);
});
