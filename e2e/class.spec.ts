import { readFileSync } from 'node:fs';
import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { classroom as words } from '../src/i18n/en/class.ts';
import { en } from '../src/i18n/en/index.ts';
import { classroom as inMalayalam } from '../src/i18n/ml/class.ts';
import { ml } from '../src/i18n/ml/index.ts';
import { test } from './flow.ts';
import { excerpt, expect, hashOfBase, openApp, openScreen } from './page.ts';
import { ANY_FACTS, bundleStore } from './store-script.ts';

/** What a training on one of the samples learned. */
const control = (sample: string) => Uint8Array.from(readFileSync(`src/experiments/controls/${sample}.bin`));
const ME = en.profile.form.first;

/** Two profiles, each with a text and what was trained on it; the second one has consented. The first has one model more. */
async function fill(page: Page): Promise<void> {
  await page.goto('/icon.svg');
  await page.evaluate(await bundleStore());
  const facts = { ...ANY_FACTS, baseHash: hashOfBase() };
  const kept = [
    { text: excerpt('diary.txt', 9000), models: { Babu: 'malayalam', Mine: 'diary' } },
    { text: excerpt('programmer.md', 9000), models: { Hers: 'programmer' } },
  ].map(({ text, models }) => ({
    text,
    models: Object.entries(models).map(([name, sample]) => ({ name, bytes: control(sample) })),
  }));
  await page.evaluate(
    async ([facts, kept]) => {
      const store = swanthamStore.openStore();
      const [me] = await store.profiles.list();
      const anu = await store.profiles.create('Anu', 'rose');
      await store.profiles.change(anu.id, { inClass: true });
      for (const [i, { id: profile }] of [me, anu].entries()) {
        const { texts, adapters } = store.open({ profile });
        await texts.put({ id: profile, name: 'My text', text: kept[i].text });
        for (const { name, bytes } of kept[i].models)
          await adapters.save({ ...facts, name }, { method: 'norm', bytes: Uint8Array.from(bytes) });
      }
      sessionStorage.setItem('swantham-profile', me.id);
      store.close();
    },
    [facts, kept] as [typeof facts, typeof kept],
  );
}

/** A model as another laptop would bring it. */
async function saveFile(page: Page) {
  await page.getByRole('button', { name: en.library.export.model('Babu') }).click();
  const saving = page.waitForEvent('download');
  await page.getByRole('menuitem', { name: en.library.export.one }).click();
  const name = (await saving).suggestedFilename();
  const buffer = readFileSync(await (await saving).path());
  return { name, mimeType: 'application/octet-stream', buffer };
}

async function check(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0].html}`)).toEqual([]);
}

const entrants = (page: Page) => page.getByTestId('entrants').getByRole('listitem');
const tab = (page: Page, name: string) => page.getByRole('tab', { name });
const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });

test('a class finds out whose text it is: who takes part, the race, the matrix, the game', async ({
  page,
}) => {
  await fill(page);
  await openApp(page);
  await openScreen(page, 'models');
  const file = await saveFile(page);
  await page.getByRole('link', { name: words.link }).click();
  await expect(page.getByRole('heading', { level: 1, name: words.title })).toBeVisible();

  // One has consented, and one model alone is no race.
  await expect(entrants(page)).toHaveCount(1);
  await expect(page.getByText(words.who.onlyOne).first()).toBeVisible();
  await page.goto('/#/profile');
  await page.getByRole('switch', { name: words.consent.label }).focus();
  await page.keyboard.press('Space');
  await expect(page.getByRole('switch', { name: words.consent.label })).toBeChecked();
  await page.goto('/#/class');
  await expect(entrants(page)).toHaveCount(2);

  // A file brings the third, which gets another name.
  const choosing = page.waitForEvent('filechooser');
  await button(page, words.who.open).click();
  await (await choosing).setFiles(file);
  await expect(page.getByText(words.who.came(1))).toBeVisible();
  await expect(entrants(page)).toHaveCount(3);
  await page.getByRole('textbox', { name: words.who.name('Babu') }).fill('Chinnu');
  await expect(entrants(page).last()).toContainText(words.who.fromFile);

  // The race, on a text of one of them: the own model is first.
  await page.getByRole('button', { name: words.race.take }).click();
  await page.getByRole('option', { name: 'Anu' }).click();
  await expect(page.getByRole('textbox', { name: words.race.passage })).not.toBeEmpty();
  await button(page, words.race.start).click();
  await expect(page.getByTestId('verdict')).toContainText(/^Anu is first/);
  const bars = page.getByTestId('bars').getByRole('listitem');
  await expect(bars).toHaveCount(4);
  await expect(bars.first()).toContainText(/^Anu×1\.\d\d perplexity [\d.]+$/);
  await expect(page.getByTestId('bars')).toContainText(words.race.base);
  await check(page);
  // A few words are too few to tell.
  await page.getByRole('textbox', { name: words.race.passage }).fill('The rain came in the night.');
  await button(page, words.race.start).click();
  await expect(page.getByTestId('verdict')).toContainText('too short to tell');
  // Where the text cannot even be read, it says so.
  await page.evaluate(() => {
    const { postMessage } = Worker.prototype;
    Worker.prototype.postMessage = () => {
      Worker.prototype.postMessage = postMessage;
      throw new DOMException('', 'DataCloneError');
    };
  });
  await button(page, words.race.start).click();
  await expect(page.getByRole('alert')).toBeVisible();
  await button(page, words.race.start).click();
  await expect(page.getByRole('alert')).toHaveCount(0);
  await expect(page.getByTestId('verdict')).toContainText('too short to tell');

  // The matrix: both know their own.
  await tab(page, words.parts.matrix).click();
  const matrix = page.getByTestId('matrix');
  await matrix.getByRole('button', { name: words.matrix.start }).click();
  await expect(matrix).toContainText(words.matrix.done);
  await expect(page.getByTestId('recognised')).toContainText(words.matrix.result(2, 2, 0.7));
  await expect(matrix.locator('td[data-own=true][data-best=true]')).toHaveCount(2);
  await check(page);

  // One round of the game, by the keyboard alone.
  await tab(page, words.parts.matrix).focus();
  await page.keyboard.press('ArrowRight');
  await expect(tab(page, words.parts.game)).toHaveAttribute('aria-selected', 'true');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  const stage = page.getByTestId('stage');
  await expect(stage).toContainText(words.game.round(1));
  await expect(button(page, words.game.close)).toBeFocused();
  const shown = (await stage.getByRole('blockquote').textContent())!;
  const own = readFileSync('src/text/samples/diary.txt', 'utf8').includes(shown.slice(0, 30)) ? 1 : 2;
  await page.keyboard.press('9');
  await page.keyboard.press('3');
  await page.keyboard.press('Backspace');
  await page.keyboard.press(`${own}`);
  await expect(stage.getByRole('button', { name: words.game.votes(1) })).toHaveCount(1);
  await check(page);
  await page.keyboard.press('Enter');
  const author = own === 1 ? ME : 'Anu';
  await expect(page.getByTestId('answer')).toHaveText(words.game.answer(author));
  await expect(stage).toContainText(words.game.classSaid(author));
  await expect(page.getByTestId('points')).toContainText(`${words.game.class}1`);
  await check(page);
  await page.keyboard.press('Space');
  await expect(stage).toContainText(words.game.round(2));

  // In Malayalam, on a phone; what was played is still there.
  await page.getByRole('banner').getByRole('button', { name: 'മലയാളം' }).click();
  await page.setViewportSize({ width: 390, height: 844 });
  await expect(stage).toContainText(inMalayalam.game.round(2));
  const noWider = async () =>
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
  await noWider();
  for (const part of ['race', 'matrix'] as const) {
    await tab(page, inMalayalam.parts[part]).click();
    await noWider();
    await check(page);
  }
  await openScreen(page, 'models', ml);
  await page.getByRole('link', { name: inMalayalam.link }).click();
  await expect(entrants(page)).toHaveCount(3);
  await tab(page, inMalayalam.parts.game).click();
  await expect(stage).toContainText(inMalayalam.game.round(2));
});

test('a class without anybody is told how to begin', async ({ page }) => {
  await openApp(page);
  await page.goto('/#/help');
  await page.getByRole('link', { name: words.link }).click();
  await expect(page.getByText(words.who.nobody)).toBeVisible();
  await expect(page.getByRole('tab')).toHaveCount(0);
  await check(page);
});
