import AxeBuilder from '@axe-core/playwright';
import type { Locator, Page } from '@playwright/test';
import { en } from '../src/i18n/en/index.ts';
import { test } from './flow.ts';
import {
  chooseSetting,
  openApp,
  openScreen,
  setNumbers,
  expect as soon,
  textField,
  train,
  typeExcerpt,
  untagged,
} from './page.ts';

/** The first words wait until the model is open, which takes long where much else is done. */
const expect = soon.configure({ timeout: 120_000 });

const pageField = (page: Page) => textField(page, en.make.text.page);
const ghost = (page: Page) => page.getByTestId('ghost');
const words = (page: Page, model: 'base' | 'mine' = 'base') => page.getByTestId(`words-${model}`);
const offered = (row: Locator) => row.getByRole('button');
const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });

/** The words of a row, without the numbers of their keys. */
const wordsOf = (row: Locator) => offered(row).locator('span[translate=no]').allTextContents();

async function openPad(page: Page): Promise<Locator> {
  await openApp(page);
  await openScreen(page, 'try');
  const field = pageField(page);
  await field.focus();
  return field;
}

/** Long enough for an answer that should not come. */
const SILENCE = 1500;

test('words are offered, and taken by keys alone', async ({ page }) => {
  const field = await openPad(page);
  await page.keyboard.type('I am going to the');
  await expect(offered(words(page))).toHaveCount(3);
  await page.keyboard.type(' ');
  await expect(ghost(page)).toBeVisible();
  await expect(offered(words(page))).toHaveCount(3);
  const typed = 'I am going to the ';
  await expect(field).toHaveValue(typed);

  // The next word of the ghost, and back. After undo there is silence until something is typed.
  await page.keyboard.press('Tab');
  await expect(field).toBeFocused();
  const longer = await field.inputValue();
  expect(longer).toMatch(new RegExp(`^${typed}\\S+ $`));
  await page.keyboard.press('Control+z');
  await expect(field).toHaveValue(typed);
  await page.waitForTimeout(SILENCE);
  await expect(ghost(page)).toHaveCount(0);
  await expect(offered(words(page))).toHaveCount(0);

  await page.keyboard.type('s');
  await expect(offered(words(page))).toHaveCount(3);
  const [, second] = await wordsOf(words(page));
  expect(second).toMatch(/^s./);
  await page.keyboard.press('Alt+2');
  await expect(field).toHaveValue(`${typed}${second} `);
  await page.keyboard.type('.');
  await expect(field).toHaveValue(`${typed}${second}.`);

  // The whole ghost; then it is hidden, and Tab leaves the field as everywhere.
  await page.keyboard.type(' We went to ');
  await expect(ghost(page)).toBeVisible();
  await page.keyboard.press('End');
  await expect(field).toHaveValue(/ We went to \S.* $/);
  await expect(ghost(page)).toBeVisible();
  await page.keyboard.press('Control+ArrowRight');
  await expect(field).toHaveValue(/ We went to \S+ .*\S $/);
  await expect(ghost(page)).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(ghost(page)).toHaveCount(0);
  await expect(offered(words(page))).toHaveCount(3);
  await page.keyboard.press('Tab');
  await expect(field).not.toBeFocused();
  await expect(offered(words(page)).first()).toBeFocused();
  const [first] = await wordsOf(words(page));
  await page.keyboard.press('Enter');
  await expect(field).toBeFocused();
  await expect(field).toHaveValue(new RegExp(`${first} $`));

  // In the middle of a word there is nothing to offer, and above other lines nothing moves.
  await page.keyboard.press('Home');
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowRight');
  await expect(offered(words(page))).toHaveCount(0);

  // Screen readers hear each set once, in a sentence.
  await page.keyboard.press('Control+End');
  await page.keyboard.type('The ');
  await expect(offered(words(page))).toHaveCount(3);
  const said = page.getByRole('status').filter({ hasText: en.pad.said([]).split(':')[0] });
  await expect(said).toHaveText(en.pad.said(await wordsOf(words(page))));
});

test('Malayalam is offered in whole letters, and nothing while a word is composed', async ({ page }) => {
  const field = await openPad(page);
  const keyboard = await page.context().newCDPSession(page);
  await page.keyboard.insertText('ഞാൻ ഇന്ന് ');
  await expect(offered(words(page))).toHaveCount(3);
  for (const text of ['സ', 'സ്', 'സ്ക', 'സ്കൂ'])
    await keyboard.send('Input.imeSetComposition', {
      text,
      selectionStart: text.length,
      selectionEnd: text.length,
    });
  await expect(field).toHaveValue('ഞാൻ ഇന്ന് സ്കൂ');
  await page.waitForTimeout(SILENCE);
  await expect(ghost(page)).toHaveCount(0);
  await expect(offered(words(page))).toHaveCount(0);
  // Keys belong to the input method: this one gives its word up or takes it, and moves nothing.
  await keyboard.send('Input.insertText', { text: 'സ്കൂ' });
  await expect(field).toHaveValue('ഞാൻ ഇന്ന് സ്കൂ');
  await expect(offered(words(page))).toHaveCount(3);
  await expect(offered(words(page)).first().locator('[lang=ml]')).toHaveCount(1);
  for (const word of await wordsOf(words(page))) expect(word).toMatch(/^സ്കൂ./);
  const [first] = await wordsOf(words(page));
  await page.keyboard.press('Alt+1');
  await expect(field).toHaveValue(`ഞാൻ ഇന്ന് ${first} `);

  // A word that changes the letter before the cursor replaces it; undo brings it back.
  await page.keyboard.insertText('പ');
  await expect(offered(words(page))).toHaveCount(3);
  const changing = (await wordsOf(words(page))).findIndex((word) => /^പ\p{M}/u.test(word));
  await page.keyboard.press(`Alt+${changing + 1}`);
  await expect(field).toHaveValue(/ പ\p{M}\S* $/u);
  await page.keyboard.press('Control+z');
  await expect(field).toHaveValue(`ഞാൻ ഇന്ന് ${first} പ`);
});

test('what is typed stays: after a reload, in another tab, without a network, with words or without', async ({
  page,
  context,
}) => {
  const field = await openPad(page);
  await context.setOffline(true);
  await page.keyboard.type('The rain came early this year.');
  await expect(page.getByTestId('word-count')).toHaveText(en.pad.count(6));
  await page.keyboard.type(' We ');
  await expect(offered(words(page))).toHaveCount(3);
  await context.setOffline(false);

  const other = await context.newPage();
  await other.goto(page.url());
  await expect(pageField(other)).toHaveValue('The rain came early this year. We ');
  await page.bringToFront();
  await page.keyboard.type('ran');
  await expect(pageField(other)).toHaveValue('The rain came early this year. We ran');
  await page.reload();
  await expect(field).toHaveValue('The rain came early this year. We ran');
  await field.focus();
  await page.keyboard.press('Control+End');
  await page.keyboard.type(' home.');
  await expect(pageField(other)).toHaveValue('The rain came early this year. We ran home.');

  await page.setViewportSize({ width: 360, height: 740 });
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    await page.keyboard.type(' It ');
    await expect(offered(words(page))).toHaveCount(3);
    const { violations } = await new AxeBuilder({ page }).analyze();
    expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0].html}`)).toEqual([]);
  }
  const [width, window] = await page.evaluate(() => [document.documentElement.scrollWidth, innerWidth]);
  expect(width).toBeLessThanOrEqual(window);
  // A tap puts the word, and the field keeps the cursor.
  const [first] = await wordsOf(words(page));
  await offered(words(page)).first().click();
  await expect(field).toHaveValue(new RegExp(` It  It ${first} $`));
  await expect(field).toBeFocused();

  const wish = page.getByRole('switch', { name: en.pad.suggest });
  await wish.focus();
  await page.keyboard.press('Space');
  await expect(words(page)).toHaveCount(0);
  await expect(pageField(other)).toHaveValue(new RegExp(` It ${first} $`));
  await other.close();
  await page.reload();
  await expect(wish).not.toBeChecked();
  await expect(field).toHaveValue(new RegExp(` It ${first} $`));
});

test('a page becomes a text to learn from, and is left out again or put by', async ({ page }) => {
  const field = await openPad(page);
  await expect(button(page, en.pad.learn)).toBeDisabled();
  await page.keyboard.type('My grandmother Kunjamma keeps ducks.');
  await button(page, en.pad.learn).click();
  await expect(button(page, en.pad.leaveOut)).toBeFocused();
  await expect(page.getByText(untagged(en.pad.learned))).toBeVisible();
  // The memory has it at once.
  await expect(page.getByText(/^It remembers \d+ tokens/)).toBeVisible();
  await field.focus();
  await page.keyboard.type(' They are loud.');
  await page.getByRole('main').getByRole('link', { name: 'Make', exact: true }).click();
  await button(page, en.make.text.page).click();
  const onMake = page.getByRole('textbox', { name: en.make.text.page });
  await expect(onMake).toHaveValue('My grandmother Kunjamma keeps ducks. They are loud.');

  // Removed there, it stays here; put by, it stays there.
  await button(page, en.make.text.remove(en.make.text.page)).click();
  await expect(button(page, en.make.text.page)).toHaveCount(0);
  await openScreen(page, 'try');
  await expect(field).toHaveValue(/They are loud\.$/);
  await button(page, en.pad.learn).click();
  await button(page, en.pad.newPage).click();
  await expect(field).toHaveValue('');
  await expect(field).toBeFocused();
  await page.keyboard.type('My grandmother Kun');
  await expect(offered(words(page)).first()).toHaveText(/^Kunjamma/);
  await page.reload();
  await expect(field).toHaveValue('My grandmother Kun');
  await openScreen(page, 'make');
  await button(page, 'My grandmother Kunjamma keeps …').click();
  await expect(textField(page, 'My grandmother Kunjamma keeps …')).toHaveValue(/They are loud\.$/);
});

test('a page that is not learned from is put by too, and waits among the texts until it is switched on', async ({
  page,
}) => {
  const field = await openPad(page);
  await expect(button(page, en.pad.newPage)).toHaveCount(0);
  await page.keyboard.type('My grandmother Kunjamma keeps ducks.');
  await expect(page.getByText(untagged(en.pad.newPageUnlearned))).toBeVisible();
  await button(page, en.pad.newPage).focus();
  await page.keyboard.press('Enter');
  await expect(field).toHaveValue('');
  await expect(field).toBeFocused();
  // Nothing remembers it.
  await page.keyboard.type('My grandmother Kun');
  await expect(offered(words(page)).first()).not.toHaveText(/^Kunjamma/);
  await page.reload();
  await expect(field).toHaveValue('My grandmother Kun');

  const title = 'My grandmother Kunjamma keeps …';
  await openScreen(page, 'make');
  const learns = page.getByRole('switch', { name: en.make.text.use(title) });
  await expect(learns).not.toBeChecked();
  await button(page, title).click();
  await expect(textField(page, title)).toHaveValue('My grandmother Kunjamma keeps ducks.');
  await learns.focus();
  await page.keyboard.press('Space');
  await openScreen(page, 'try');
  await field.focus();
  await page.keyboard.press('Control+End');
  await page.keyboard.type('j');
  await expect(offered(words(page)).first()).toHaveText(/^Kunjamma/);
});

test('the student’s own model suggests, with the base’s words beside it on demand', async ({ page }) => {
  await openApp(page);
  await typeExcerpt(page, 'diary.txt', 3000);
  await chooseSetting(page, en.make.advanced.cpu);
  await setNumbers(page, { steps: 3, learningRate: 0.005, rows: 1, length: 64 });
  await train(page);
  await openScreen(page, 'try');
  const field = pageField(page);
  await field.focus();
  await page.keyboard.type('The bus was ');
  await expect(offered(words(page, 'mine'))).toHaveCount(3);
  await expect(words(page)).toHaveCount(0);
  await page.getByText(en.pad.besideBase, { exact: true }).click();
  await expect(offered(words(page))).toHaveCount(3);
  const [first] = await wordsOf(words(page));
  await offered(words(page)).first().click();
  await expect(field).toHaveValue(`The bus was ${first} `);
  await page.reload();
  await expect(page.getByRole('switch', { name: en.pad.besideBase })).toBeChecked();
});
