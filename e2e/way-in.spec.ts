import { readFileSync } from 'node:fs';
import AxeBuilder from '@axe-core/playwright';
import { Tokenizer } from '@huggingface/tokenizers';
import { expect, type Locator, type Page } from '@playwright/test';
import { en } from '../src/i18n/en/index.ts';
import { tour as english } from '../src/i18n/en/tour.ts';
import { ml } from '../src/i18n/ml/index.ts';
import { tour as malayalam } from '../src/i18n/ml/tour.ts';
import { test } from './flow.ts';
import { excerpt, openApp, textField, trainButton, untagged } from './page.ts';

/** The library's own reading of the base's files, beside which the app's has to hold. */
const [tokenizer, settings] = ['tokenizer.json', 'tokenizer_config.json'].map((file) =>
  JSON.parse(readFileSync(`models/fractalmoe-30m/${file}`, 'utf8')),
);
const base = new Tokenizer(tokenizer, settings);

const PAGES = ['tokens', 'guess', 'loss', 'gains', 'practice', 'held', 'result'] as const;
const BARS = { guess: 'guesses', loss: 'losses' };

const boxes = (page: Page) => page.getByTestId('start');
const heading = (page: Page) => page.getByRole('heading', { level: 1 });
/** The picture of the page that is shown, once nothing of it is waited for. */
const isDrawn = (page: Page) =>
  expect(page.getByTestId('tour').locator('[aria-busy=false]')).toBeVisible({ timeout: 120_000 });

async function expectSound(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0].html}`)).toEqual([]);
  const [width, window] = await page.evaluate(() => [document.documentElement.scrollWidth, innerWidth]);
  expect(width).toBeLessThanOrEqual(window);
}

/** Presses Tab until `target` has the focus, and then Enter. */
async function press(page: Page, target: Locator): Promise<void> {
  for (let presses = 0; presses < 40; presses++) {
    if (await target.evaluate((element) => element === document.activeElement)) break;
    await page.keyboard.press('Tab');
  }
  await expect(target).toBeFocused({ timeout: 1000 });
  await page.keyboard.press('Enter');
}

test('a first visit by the keyboard alone: three boxes, and the tour forth and back', async ({ page }) => {
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await openApp(page);
  const field = textField(page);
  const box = (name: keyof Omit<typeof english.start, 'label'>) =>
    boxes(page).getByText(english.start[name].name).locator('xpath=..');

  await test.step('with a text: the field has the focus, and nothing moves', async () => {
    await expect(boxes(page)).toBeVisible();
    const places = () => Promise.all([field.boundingBox(), trainButton(page).boundingBox()]);
    const before = await places();
    await press(page, box('own'));
    await expect(field).toBeFocused();
    await expect(boxes(page)).toHaveCount(0);
    expect(await places()).toEqual(before);
  });

  await test.step('with a sample: its menu opens, and the focus comes back from it', async () => {
    await page.reload();
    await press(page, box('sample'));
    await expect(page.getByRole('menuitem', { name: en.samples.diary.title })).toBeVisible();
    await page.keyboard.press('Escape');
    await expect(page.getByRole('button', { name: en.make.text.sample, exact: true })).toBeFocused();
  });

  await test.step('show me: the first page, with the tokens of the sample', async () => {
    await press(page, box('tour'));
    await expect(heading(page)).toHaveText(english.tokens.title);
    await expect(heading(page)).toBeFocused();
    await expect(page.getByText(untagged(english.sample(en.samples.diary.title)))).toBeVisible();
    const tokens = page.getByTestId('tokens').getByRole('listitem');
    const ids = base.encode('This is a KSEB diary.').ids;
    await expect(page.getByText(english.tokens.sentence(ids.length))).toBeVisible();
    await expect(tokens.locator('.number')).toHaveText(ids.map(String));
  });

  await test.step('the arrow keys lead through all pages, each seen without scrolling', async () => {
    for (const [i, name] of PAGES.entries()) {
      await expect(heading(page)).toHaveText(english[name].title);
      await expect(page.getByTestId('progress')).toHaveText(english.progress(i + 1, PAGES.length));
      await isDrawn(page);
      await expect(page.getByTestId('tour')).toBeInViewport({ ratio: 1 });
      if (name in BARS) await expect(page.locator('[data-marked]')).toHaveCount(1);
      if (i < PAGES.length - 1) await page.keyboard.press('ArrowRight');
    }
    await page.keyboard.press('ArrowRight');
    await expect(page).toHaveURL(/#\/tour\/7$/);
    await page.keyboard.press('ArrowLeft');
    await expect(heading(page)).toHaveText(english.held.title);
    await page.goBack();
    await expect(heading(page)).toHaveText(english.result.title);
  });

  await test.step('the loss is that of the chance on the page before', async () => {
    await page.evaluate(() => (location.hash = '#/tour/3'));
    const loss = Number(await page.locator('[data-marked] .number').textContent());
    await press(page, page.getByRole('link', { name: english.back, exact: true }));
    const chance = page.locator('[data-marked] .number');
    await expect(heading(page)).toHaveText(english.guess.title);
    await expect(chance).toHaveText(en.why.chance(Math.exp(-loss)));
  });

  await test.step('it ends on Make, where the boxes still are', async () => {
    await page.evaluate(() => (location.hash = '#/tour/7'));
    await expect(page.getByTestId('way')).toBeVisible();
    await press(page, page.getByRole('link', { name: english.begin }));
    await expect(boxes(page)).toBeVisible();
    await field.fill('A');
    await expect(boxes(page)).toHaveCount(0);
  });
});

test('in Malayalam, on a phone, with words of one’s own, before the base is there', async ({ page }) => {
  await page.emulateMedia({ reducedMotion: 'reduce', colorScheme: 'dark' });
  await page.setViewportSize({ width: 390, height: 844 });
  await page.addInitScript(() => localStorage.setItem('swantham-language', 'ml'));
  let release = () => {};
  const released = new Promise<void>((resolve) => {
    release = resolve;
  });
  await page.route(/\/assets\/base-.*\.part$/, async (route) => {
    await released;
    await route.continue();
  });
  await page.goto('/');
  await expect(boxes(page)).toBeVisible();
  await expectSound(page);
  await textField(page, undefined, ml).fill(excerpt('wordbox.txt', 4000));
  await expect(boxes(page)).toHaveCount(0);

  await page.evaluate(() => (location.hash = '#/tour/1'));
  await expect(page.getByTestId('tour')).toContainText(ml.shell.waitingForBase);
  await page.getByRole('link', { name: malayalam.gains.title }).click();
  await expect(page.getByTestId('gains')).toContainText('4,608');
  await page.getByRole('link', { name: malayalam.tokens.title }).click();
  release();
  await isDrawn(page);
  await expect(page.getByText(malayalam.own)).toBeVisible();
  for (const [i, name] of PAGES.entries()) {
    await expect(heading(page)).toHaveText(malayalam[name].title);
    await isDrawn(page);
    await expectSound(page);
    const next = page.getByRole('link', { name: malayalam.next, exact: true });
    if (i < PAGES.length - 1) await next.click();
  }
});
