import AxeBuilder from '@axe-core/playwright';
import { expect, type Page } from '@playwright/test';
import { en } from '../src/i18n/en/index.ts';
import { test } from './flow.ts';
import {
  excerpt,
  like,
  openApp,
  openScreen,
  setNumbers,
  train,
  typeExcerpt,
  untagged,
  write,
} from './page.ts';

const { why, tryOut } = en;
const TEXT = 'diary.txt';
const remembers = like(tryOut.remembers(1234), { '1,234': /[\d,]+/ });

async function expectSound(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0].html}`)).toEqual([]);
  const [width, window] = await page.evaluate(() => [document.documentElement.scrollWidth, innerWidth]);
  expect(width).toBeLessThanOrEqual(window);
}

const tokensKept = async (page: Page) =>
  Number((await page.getByText(remembers).textContent())!.replace(/\D/g, ''));

test('each word says why it stands there; a passage is forgotten; a text is coloured; one step is drawn', async ({
  page,
}) => {
  test.setTimeout(600_000);
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await openApp(page);
  await typeExcerpt(page, TEXT, 3000);
  // Not to learn much: the memory is what is asked about.
  await setNumbers(page, { steps: 2, rows: 1, length: 64 });
  await train(page);
  await openScreen(page, 'try');

  await test.step('a model that copies its memory, word for word', async () => {
    await page.getByRole('slider', { name: tryOut.maxTokens }).fill('40');
    await page.getByRole('button', { name: tryOut.daring.advanced }).click();
    await page.getByRole('slider', { name: tryOut.temperature }).fill('0');
    await page.getByRole('slider', { name: tryOut.memoryShare }).fill('1');
    await write(page, excerpt(TEXT, 400));
  });

  const mine = page.getByTestId('pane-mine');
  const panel = page.getByTestId('why-mine');
  const words = mine.getByRole('group', { name: /./ }).getByRole('button');

  await test.step('the arrow keys go from word to word, and Tab leaves the text', async () => {
    await words.first().focus();
    await expect(panel).toContainText(untagged(why.title((await words.first().textContent())!)));
    await page.keyboard.press('ArrowRight');
    await expect(words.nth(1)).toBeFocused();
    await expect(words.nth(1)).toHaveAttribute('aria-pressed', 'true');
    await expect(panel.getByRole('row')).not.toHaveCount(0);
    expect(
      await words.evaluateAll((all) => all.filter((one) => (one as HTMLElement).tabIndex === 0).length),
    ).toBe(1);
    await page.keyboard.press('Tab');
    await expect(words.nth(1)).not.toBeFocused();
    await expectSound(page);
  });

  await test.step('where the memory spoke, it quotes the text, and forgets it when it is told to', async () => {
    const source = panel.getByTestId('source');
    const count = await words.count();
    for (let i = 0; i < count && !(await source.isVisible()); i++) {
      await words.nth(i).focus();
      await expect(panel).toContainText(untagged(why.title((await words.nth(i).textContent())!)));
    }
    const quoted = (await source.locator('blockquote').textContent())!;
    expect(excerpt(TEXT, 3000).replace(/\s+/g, ' ')).toContain(quoted.replace(/\s+/g, ' ').trim());
    const before = await tokensKept(page);
    await source.getByRole('button', { name: why.source.forget }).click();
    await page.getByRole('alertdialog').getByRole('button', { name: why.source.forgetYes }).click();
    await expect(panel).toContainText(why.source.forgotten);
    await expect(panel).not.toContainText(quoted);
    await expect.poll(() => tokensKept(page)).toBeLessThan(before);
    const after = await tokensKept(page);
    await page.reload();
    await expect.poll(() => tokensKept(page)).toBe(after);
  });

  await test.step('a text is coloured by both models, with numbers', async () => {
    const card = page.getByTestId('surprise');
    await card.getByRole('textbox').fill('The rain fell on the blue xylophone.');
    await card.getByRole('button', { name: why.surprise.button }).click();
    for (const by of ['base', 'own'])
      await expect(page.getByTestId(`surprise-${by}`).getByText('xylophone')).toHaveAttribute(
        'data-level',
        '4',
      );
    await card.getByRole('button', { name: why.surprise.numbers }).click();
    await expect(card.getByRole('row', { name: /xylophone (rarer than )?1 in/ })).toBeVisible();
  });

  await test.step('one step at a time: drawn, picked and taken back', async () => {
    await page.setViewportSize({ width: 390, height: 800 });
    const card = page.getByTestId('step');
    await card.getByRole('button', { name: why.step.start }).click();
    const text = card.getByRole('textbox');
    const bars = card.getByRole('group', { name: why.step.bars }).getByRole('button');
    await expect(bars).toHaveCount(8);
    await card.getByRole('button', { name: why.step.draw, exact: true }).click();
    await expect(text).not.toHaveValue(why.step.example);
    const drawn = await text.inputValue();
    await expect(bars).toHaveCount(8);
    await bars.first().click();
    await expect(text).not.toHaveValue(drawn);
    await card.getByRole('button', { name: why.step.back }).click();
    await expect(text).toHaveValue(drawn);
    await expect(bars).toHaveCount(8);
    await expectSound(page);
  });
});
