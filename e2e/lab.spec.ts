import { readFileSync } from 'node:fs';
import AxeBuilder from '@axe-core/playwright';
import { expect, type Page } from '@playwright/test';
import { en } from '../src/i18n/en/index.ts';
import { test } from './flow.ts';
import { openApp, typeExcerpt } from './page.ts';

const finding = (page: Page) => page.getByTestId('finding');
const card = (page: Page) => page.getByTestId('experiment').filter({ hasText: 'Bet 37' });
const screen = (page: Page, name: string) =>
  page.getByRole('navigation').getByRole('link', { name, exact: true }).click();

async function expectAccessible(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0].html}`)).toEqual([]);
}

async function expectNothingWider(page: Page): Promise<void> {
  const [width, window] = await page.evaluate(() => [document.documentElement.scrollWidth, innerWidth]);
  expect(width).toBeLessThanOrEqual(window);
}

test('an experiment is stopped, outlives a reload, goes on, and shows what it found', async ({
  page,
  context,
}) => {
  // Two trainings of some twenty seconds each, which a busy machine stretches.
  test.setTimeout(900_000);
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await openApp(page);
  await typeExcerpt(page, 'diary.txt', 3000);

  await test.step('the list says what each experiment asks', async () => {
    await screen(page, 'Lab');
    await expect(page.getByRole('region', { name: 'Published experiments' })).toBeVisible();
    await expect(page.getByRole('region', { name: 'Open questions' })).toBeVisible();
    await expect(card(page)).toContainText('Not run yet');
    await expectAccessible(page);
  });

  await test.step('it needs a text to run on', async () => {
    await card(page).getByRole('link').click();
    // The student's text is an excerpt of the diary, which therefore is nobody else's.
    await expect(page.getByText('“A school diary” is in your text as well')).toBeVisible();
    await expect(page.getByRole('region', { name: 'What will run' }).getByRole('listitem')).toHaveCount(3);
    for (const name of [/My text/, 'A school diary', 'പിന്നിലെ താളുകൾ', /work log/])
      await page.getByRole('checkbox', { name }).uncheck({ force: true });
    await expect(page.getByText('Choose at least one text')).toBeVisible();
    await expect(page.getByRole('button', { name: 'Run', exact: true })).toBeDisabled();
    await page.getByRole('checkbox', { name: /My text/ }).check({ force: true });
    await page.getByRole('checkbox', { name: /work log/ }).check({ force: true });
    await expect(page.getByRole('region', { name: 'What will run' }).getByRole('listitem')).toHaveCount(2);
  });

  await test.step('it runs on while other screens are shown, and training waits for it', async () => {
    await page.getByRole('button', { name: 'Run', exact: true }).click();
    await expect(page.getByText('Part 2 of 2')).toBeVisible({ timeout: 240_000 });
    await expect(finding(page)).toContainText('1 of 2 parts');
    await screen(page, 'Make');
    await expect(page.getByRole('button', { name: 'Train', exact: true })).toBeDisabled();
    await expect(page.getByText('An experiment is running in the')).toBeVisible();
    await screen(page, 'Lab');
    await expect(card(page)).toContainText('Running');
    await card(page).getByRole('link').click();
  });

  await test.step('it cannot run in another tab at the same time', async () => {
    const other = await context.newPage();
    await other.goto('/#/lab/37');
    await expect(other.getByText(en.errors.byDomain.experiment.elsewhere)).toBeVisible();
    await expect(other.locator('main section button.big')).toBeDisabled();
    await other.close();
  });

  await test.step('it is stopped in the middle of the second part', async () => {
    await page.getByRole('button', { name: 'Stop', exact: true }).click();
    await expect(page.getByText('1 of 2 parts is done and kept.')).toBeVisible();
  });

  await test.step('after a reload it goes on from there', async () => {
    await page.reload();
    await expect(page.getByText('1 of 2 parts is done and kept.')).toBeVisible();
    await expect(finding(page)).toHaveAttribute('data-complete', 'false');
    await page.getByRole('button', { name: 'Go on' }).click();
    await expect(page.getByText('Part 2 of 2')).toBeVisible();
    await expect(finding(page)).toHaveAttribute('data-complete', 'true', { timeout: 240_000 });
  });

  await test.step('the finding can be seen, read, and saved', async () => {
    await expect(finding(page).getByRole('heading', { level: 2 })).toHaveText(/^(Passed|Not passed)$/);
    await expect(finding(page).getByTestId('chart').first()).toContainText('My text');
    await finding(page).getByRole('button', { name: 'The numbers' }).click();
    await expect(finding(page).getByRole('row')).toHaveCount(3);
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme });
      await expectAccessible(page);
    }
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'Save as JSON' }).click(),
    ]);
    const saved = JSON.parse(readFileSync(await download.path(), 'utf8'));
    expect(saved).toMatchObject({ experiment: '37', form: 'quick', parts: { done: 2, of: 2 } });
    expect(saved.authors.map(({ name }: { name: string }) => name)).toEqual([
      'My text',
      'A programmer’s work log',
    ]);
    expect(saved.table[0]['perplexity before']).toBeGreaterThan(1);
    await page.setViewportSize({ width: 360, height: 740 });
    await expectNothingWider(page);
    await screen(page, 'Lab');
    await expectNothingWider(page);
  });

  await test.step('it is in the list, and can be deleted', async () => {
    await expect(card(page)).toContainText(/passed · quick/i);
    await card(page).getByRole('link').click();
    await page.getByRole('button', { name: 'Delete this run' }).click();
    await page.getByRole('button', { name: 'Delete', exact: true }).click();
    await expect(finding(page)).toHaveCount(0);
    await screen(page, 'Lab');
    await expect(card(page)).toContainText('Not run yet');
  });
});
