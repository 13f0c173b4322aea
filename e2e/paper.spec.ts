import { readFileSync } from 'node:fs';
import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { whole } from '../src/i18n/build/whole.ts';
import type { AdapterFacts } from '../src/store';
import { test } from './flow.ts';
import { expect, hashOfBase, openApp, openScreen } from './page.ts';
import { bundleStore } from './store-script.ts';

/** What a training on the sample's diary learned. */
const CONTROL = 'src/experiments/controls/diary.bin';

/** A run of a minute, of the kind that a page of writing brings. */
const FACTS: AdapterFacts = {
  name: 'Monsoon diary',
  baseHash: hashOfBase(),
  origin: 'trained',
  run: {
    method: 'norm',
    engine: 'cpu',
    device: 'the processor (4 threads)',
    steps: 100,
    ended: 'complete',
    lr: 0.001,
    seed: 0,
    read: 51_200,
    tokens: { train: 2400, held: 600, general: 4000 },
    personal: { before: 48.2, after: 41.9 },
    general: { before: 35.1, after: 35.3 },
    uncertainty: {
      personal: { value: 1.15, low: 1.1, high: 1.2 },
      general: { value: 0.006, low: 0.001, high: 0.01 },
    },
    verdict: 'MODEST',
    nextWord: { words: 400, base: 60, own: 72 },
    attribution: {
      random: { value: 1.01, low: 0.99, high: 1.03 },
      other: { value: 1.05, low: 1.02, high: 1.08, id: 'malayalam' },
      rest: { value: 1.09, low: 1.05, high: 1.13 },
      trained: 1,
    },
    curve: Array.from({ length: 101 }, (_, step) => [
      step,
      step === 0 ? null : 4 - step / 300 + 0.2 * Math.sin(step),
      step % 25 === 0 ? 48 - step / 16 : null,
    ]),
    seconds: { load: 0.5, train: 40, eval: 15, total: 60 },
  },
};

/** Keeps a model as if it had been trained here: printing is not about training. */
async function keepOne(page: Page): Promise<void> {
  await page.goto('/icon.svg');
  await page.evaluate(await bundleStore());
  await page.evaluate(
    async ([facts, numbers]) => {
      const store = swanthamStore.openStore();
      const [{ id: profile }] = await store.profiles.list();
      await store.open({ profile }).adapters.save(facts, { method: 'norm', bytes: Uint8Array.from(numbers) });
      store.close();
    },
    [FACTS, [...readFileSync(CONTROL)]] as [AdapterFacts, number[]],
  );
}

/** How many pages the page takes on paper. */
async function pagesOf(page: Page): Promise<number> {
  const pdf = await page.pdf({ preferCSSPageSize: true });
  return pdf.toString('latin1').match(/\/Type\s*\/Page\b/g)?.length ?? 0;
}

/** Nothing to press is on paper, and it is black on white in the dark too. */
async function expectPaper(page: Page, sheet: string): Promise<void> {
  await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
  for (const role of ['banner', 'navigation', 'contentinfo', 'button', 'switch', 'link'] as const)
    await expect(page.getByRole(role)).toHaveCount(0);
  const looks = await page.getByTestId(sheet).evaluate((element) => {
    const { color, backgroundColor } = getComputedStyle(element);
    return [color, backgroundColor, getComputedStyle(document.body).backgroundColor];
  });
  expect(looks).toEqual(['rgb(0, 0, 0)', 'rgb(255, 255, 255)', 'rgb(255, 255, 255)']);
  await page.emulateMedia({ media: null });
}

for (const language of ['en', 'ml'] as const)
  test(`a worksheet and a result are printed on A4, ${language}`, async ({ page }) => {
    const t = whole[language];
    await page.addInitScript((chosen) => localStorage.setItem('swantham-language', chosen), language);

    await test.step('the worksheet takes two pages, and its answers one more', async () => {
      await page.goto('/#/worksheet');
      await expect(page.getByTestId('task')).toHaveCount(Object.keys(t.worksheet.tasks).length);
      expect(await pagesOf(page)).toBe(2);
      await expectPaper(page, 'worksheet');
      await page.getByText(t.worksheet.answers).click();
      await expect(page.getByTestId('answers')).toContainText(t.worksheet.tasks.energy.answer);
      expect(await pagesOf(page)).toBe(3);
    });

    await test.step('a result takes two pages at most', async () => {
      await keepOne(page);
      await openApp(page);
      await openScreen(page, 'models', t);
      await page.getByRole('link', { name: t.paper.sheet.linkOf(FACTS.name), exact: true }).click();
      const sheet = page.getByTestId('sheet');
      await expect(sheet.getByRole('heading', { level: 1 })).toHaveText(FACTS.name);
      for (const words of [
        t.result.verdicts.MODEST,
        t.paper.sheet.tokens(2400),
        t.cost.seconds(60),
        t.cost.tokens(51_200),
        // 60 s at 15 to 45 W.
        t.cost.wattHours(0.25, 0.75),
      ])
        await expect(sheet).toContainText(words);
      await expect(sheet.getByRole('img')).toHaveCount(1);
      expect(await pagesOf(page)).toBeLessThanOrEqual(2);
      await expectPaper(page, 'sheet');
      // In the dark, too, a sheet is seen as it will be on paper.
      const { violations } = await new AxeBuilder({ page }).analyze();
      expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0].html}`)).toEqual([]);
    });

    await test.step('its button prints, and a model that is gone says so', async () => {
      const isPrinted = page.waitForEvent('console', (message) => message.text() === 'printed');
      await page.evaluate(() => {
        window.print = () => console.log('printed');
      });
      await page.getByRole('button', { name: t.paper.print, exact: true }).click();
      await isPrinted;
      await page.evaluate(() => (location.hash = '#/sheet/nobody'));
      await expect(page.getByRole('heading', { level: 1, name: t.make.done.label })).toBeVisible();
    });
  });
