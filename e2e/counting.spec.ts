import AxeBuilder from '@axe-core/playwright';
import { expect, type Locator, type Page } from '@playwright/test';
import { counting as english } from '../src/i18n/en/counting.ts';
import { en } from '../src/i18n/en/index.ts';
import { counting as malayalam } from '../src/i18n/ml/counting.ts';
import { ml } from '../src/i18n/ml/index.ts';
import { findWords } from '../src/text/words.ts';
import { test } from './flow.ts';
import {
  escaped,
  excerpt,
  like,
  openApp,
  openScreen,
  setNumbers,
  textField,
  train,
  typeExcerpt,
  untagged,
} from './page.ts';

const card = (page: Page, name: 'count' | 'table' | 'write' | 'ladder') => page.getByTestId(name);
const counted = (page: Page) => expect(page.getByTestId('counted')).toBeVisible();
const complete = (page: Page) =>
  expect(card(page, 'ladder')).toHaveAttribute('data-complete', 'true', { timeout: 400_000 });

async function expectSound(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0].html}`)).toEqual([]);
  const [width, window] = await page.evaluate(() => [document.documentElement.scrollWidth, innerWidth]);
  expect(width).toBeLessThanOrEqual(window);
}

/** Presses Tab until `target` has the focus. */
async function tabTo(page: Page, target: Locator): Promise<void> {
  for (let presses = 0; presses < 80; presses++) {
    if (await target.evaluate((element) => element === document.activeElement)) return;
    await page.keyboard.press('Tab');
  }
  await expect(target).toBeFocused({ timeout: 1000 });
}

/** Goes to a button by the keyboard, and presses it. */
async function press(page: Page, button: Locator, key = 'Enter'): Promise<void> {
  await tabTo(page, button);
  await page.keyboard.press(key);
}

/** How many pairs are counted, of how many. */
async function pairs(page: Page): Promise<[number, number]> {
  const sentence = like(english.count.done(1234, 5678), { '1,234': /([\d,]+)/, '5,678': /([\d,]+)/ });
  const text = (await card(page, 'count').getByText(sentence).textContent())!;
  const [done, all] = Array.from(text.matchAll(/[\d,]+/g), ([n]) => Number(n.replace(/,/g, '')));
  return [done, all];
}

test('by the keyboard alone: from the card in the Lab to a drawn text and a measured ladder', async ({
  page,
}) => {
  test.setTimeout(900_000);
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await openApp(page);
  await page.goto('/#/lab');
  await press(page, page.getByRole('link', { name: en.lab.counting.title }));
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(english.title);
  await counted(page);

  await test.step('another text is chosen, and is in the address', async () => {
    await press(page, page.getByRole('button', { name: english.text.label }));
    await page.keyboard.press('End');
    await page.keyboard.press('Enter');
    await expect(page).toHaveURL(/#\/counting\/manglish$/);
    await counted(page);
    await expectSound(page);
  });

  await test.step('pairs are counted one by one, by themselves, and all at once', async () => {
    const count = card(page, 'count');
    const button = (name: string) => count.getByRole('button', { name, exact: true });
    expect((await pairs(page))[0]).toBe(0);
    await tabTo(page, button(english.count.next));
    for (const key of ['Enter', 'Space', 'Enter']) await page.keyboard.press(key);
    expect((await pairs(page))[0]).toBe(3);
    // guys ee groupil njn: the third pair.
    const [first, second] = findWords(excerpt('manglish.txt', 100))
      .slice(2, 4)
      .map(({ word }) => word);
    await expect(count.getByRole('status')).toHaveText(untagged(english.count.pair(first, second, 1)));
    await expect(count.locator('[data-mark=word]')).toContainText(first);
    await expect(count.locator('[data-mark=next]')).toContainText(second);
    await press(page, button(english.count.play));
    await expect.poll(async () => (await pairs(page))[0]).toBeGreaterThan(4);
    await page.keyboard.press('Space');
    await expect(button(english.count.play)).toBeFocused();
    const [paused, all] = await pairs(page);
    await press(page, button(english.count.next));
    // The pause has held.
    expect((await pairs(page))[0]).toBe(paused + 1);
    await press(page, button(english.count.all));
    expect(await pairs(page)).toEqual([all, all]);
    await expect(button(english.count.again)).toBeFocused();
    await expectSound(page);
    await page.keyboard.press('Enter');
    expect((await pairs(page))[0]).toBe(0);
  });

  await test.step('a word is looked up, and two, and one that is not there', async () => {
    const table = card(page, 'table');
    const field = table.getByRole('textbox');
    await tabTo(page, field);
    await page.keyboard.press('Control+A');
    await page.keyboard.type('njn');
    await expect(table).toContainText(like(untagged(english.table.after('njn', 2345)), { '2,345': /\d+/ }));
    await expect(table.getByRole('listitem')).toHaveCount(8);
    await press(page, table.getByRole('radio', { name: english.order[1] }));
    await page.keyboard.press('ArrowRight');
    await expect(table.getByRole('radio', { name: english.order[2] })).toBeChecked();
    await tabTo(page, field);
    await page.keyboard.press('Control+A');
    await page.keyboard.type('njn ');
    await press(page, table.getByRole('group', { name: english.table.some }).getByRole('button').first());
    await expect(field).toHaveValue(/^njn \S+$/);
    await expect(table.getByRole('listitem').first()).toBeVisible();
    await tabTo(page, field);
    await page.keyboard.press('Control+A');
    await page.keyboard.type('njn xylophone');
    await expect(table).toContainText(untagged(english.table.never('njn xylophone')));
  });

  await test.step('the table writes: drawn, picked, taken back, and 30 words at once', async () => {
    const write = card(page, 'write');
    const written = page.getByTestId('written');
    const button = (name: string) => write.getByRole('button', { name, exact: true });
    await press(page, button(english.write.draw));
    const drawn = (await write.locator('li[data-marked] bdi').first().textContent())!;
    await expect(write.getByRole('status')).toContainText(
      like(untagged(english.write.drawn('WORD', 1234, 5678)), {
        '1,234': /[\d,]+/,
        '5,678': /[\d,]+/,
        WORD: new RegExp(escaped(drawn)),
      }),
    );
    await expect(written.locator('[data-mark=next]')).toHaveText(new RegExp(`^${escaped(drawn)}$`, 'i'));
    // The same button goes on, with the focus on it.
    await expect(button(english.write.goOn)).toBeFocused();
    await page.keyboard.press('Enter');
    await press(page, write.getByRole('listitem').first().getByRole('button'));
    await expect(write.getByRole('status')).toContainText(untagged(english.write.picked('')).trim());
    await press(page, button(english.write.back));
    await expect(written.locator('[data-mark=next]')).toHaveCount(0);
    await press(page, button(english.write.thirty));
    await expect(write.getByRole('status')).toHaveText(english.write.wrote(30));
    expect(findWords((await written.textContent())!)).toHaveLength(31);

    await test.step('after a word that it never saw, it knows nothing, and the base does', async () => {
      await tabTo(page, write.getByRole('textbox'));
      await page.keyboard.type('My xylophone');
      await page.keyboard.press('Enter');
      await expect(write.getByRole('status')).toContainText(untagged(english.write.never('xylophone')));
      await expect(write.getByRole('listitem')).toHaveCount(0);
      await press(page, button(english.models.ask));
      await expect(page.getByTestId('models').getByRole('listitem')).toHaveCount(5);
      await expectSound(page);
    });
  });

  await test.step('the ladder is measured, on as many words as it says', async () => {
    const ladder = card(page, 'ladder');
    const rungs = page.getByTestId('rung');
    const shareOf = (text: string) => Number(/(\d+) of 100/.exec(text)?.[1]);
    await press(page, ladder.getByRole('button', { name: english.ladder.measure }));
    await expect(ladder.getByRole('progressbar')).toBeVisible();
    await expect(ladder.getByRole('button', { name: en.shell.stop })).toBeFocused();
    await complete(page);
    const whole = like(english.ladder.share(0.12), { 12: /\d+/ });
    for (const i of [0, 1, 2]) await expect(rungs.nth(i).locator('.number')).toHaveText(whole);
    await expect(rungs.nth(3)).toContainText(untagged(english.ladder.rungs.own.none));
    const [one, two, base] = (await rungs.allTextContents()).map(shareOf);
    await expect(ladder.getByRole('status')).toHaveText(
      english.ladder.result(Math.max(one, two) / 100, base / 100, undefined),
    );
    await expect(ladder).toContainText(english.ladder.rule);
    await expectSound(page);
  });
});

test('the student’s own text and model: it is told when the model has read the words before', async ({
  page,
}) => {
  test.setTimeout(900_000);
  await page.emulateMedia({ reducedMotion: 'reduce', colorScheme: 'dark' });
  await openApp(page);
  await typeExcerpt(page, 'diary.txt', 3000);
  await setNumbers(page, { steps: 2, rows: 1, length: 64 });
  await train(page);
  await openScreen(page, 'lab');
  await page.getByRole('link', { name: en.lab.counting.title }).click();
  await counted(page);
  await expect(page.getByRole('button', { name: english.text.label })).toContainText(
    en.experiments.common.ownText,
  );
  const write = card(page, 'write');
  await write.getByRole('button', { name: english.models.ask }).click();
  await expect(page.getByTestId('models').getByRole('listitem')).toHaveCount(10);
  const ladder = card(page, 'ladder');
  const seen = like(english.ladder.read(1234, 5678), { '1,234': /[\d,]+/, '5,678': /[\d,]+/ });
  await ladder.getByRole('button', { name: english.ladder.measure }).click();
  await complete(page);
  for (const i of [0, 1, 2, 3])
    await expect(page.getByTestId('rung').nth(i).locator('.number')).toContainText(
      like(english.ladder.share(0.12), { 12: /\d+/ }),
    );
  await expect(ladder.getByText(seen)).toHaveCount(0);
  await expectSound(page);

  // What is set aside of a shorter text is what the model learned from.
  await openScreen(page, 'make');
  await textField(page).fill(excerpt('diary.txt', 2200));
  await openScreen(page, 'lab');
  await page.getByRole('link', { name: en.lab.counting.title }).click();
  await counted(page);
  await ladder.getByRole('button', { name: english.ladder.measure }).click();
  await expect(ladder.getByText(seen)).toBeVisible();
});

test('in Malayalam, on a phone', async ({ page }) => {
  test.setTimeout(600_000);
  await page.addInitScript(() => localStorage.setItem('swantham-language', 'ml'));
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await page.setViewportSize({ width: 360, height: 740 });
  // As somebody would type it.
  await page.goto('/#counting');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(malayalam.title);
  await counted(page);
  await expect(page.getByRole('button', { name: malayalam.text.label })).toContainText(
    ml.samples.wordbox.title,
  );
  const count = card(page, 'count');
  for (let i = 0; i < 5; i++) await count.getByRole('button', { name: malayalam.count.next }).click();
  await expect(count.getByText(/: 5\.$/)).toBeVisible();
  await expectSound(page);
  await count.getByRole('button', { name: malayalam.count.all }).click();
  const table = card(page, 'table');
  await table.getByRole('textbox').fill('എന്റെ');
  await expect(table.getByRole('listitem')).toHaveCount(8);
  const write = card(page, 'write');
  await write.getByText(malayalam.order[2]).click();
  await write.getByRole('button', { name: malayalam.write.thirty }).click();
  await expect(write.getByRole('status')).toHaveText(malayalam.write.wrote(30));
  await write.getByRole('button', { name: malayalam.models.ask }).click();
  await expect(page.getByTestId('models').getByRole('listitem')).toHaveCount(5);
  const ladder = card(page, 'ladder');
  await ladder.getByRole('button', { name: malayalam.ladder.measure }).click();
  await expect(page.getByTestId('rung').nth(2)).toContainText('100-ൽ');
  await expectSound(page);
  // It can be stopped, and nothing half done is left.
  await ladder.getByRole('button', { name: ml.shell.stop }).click();
  await expect(ladder.getByRole('progressbar')).toHaveCount(0);
  await expect(page.getByTestId('rung').nth(2)).toContainText(malayalam.ladder.notYet);
});
