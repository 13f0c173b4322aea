import { expect, test } from '@playwright/test';
import { en } from '../src/i18n/en/index.ts';
import {
  beforeAndAfter,
  chooseSample,
  chooseSetting,
  openApp,
  setNumbers,
  typeExcerpt,
  watch,
} from './page.ts';

/** Few and small steps: the software adapter needs ten seconds for a whole one. */
const SHORT_RUN = { steps: 6, learningRate: 0.005, rows: 2, length: 64 };

test('a sample becomes a model that is measured, kept, tried, renamed and deleted', async ({
  page,
  baseURL,
}) => {
  const offences = watch(page, new URL(baseURL!).origin);
  await openApp(page);
  await chooseSample(page, 'diary');
  await setNumbers(page, SHORT_RUN);

  await test.step('train', async () => {
    await page.getByRole('button', { name: en.make.train.button, exact: true }).click();
    await expect(page.getByTestId('run')).toContainText(/Step [1-6] of 6|All 6 steps/, { timeout: 240_000 });
    await expect(page.getByTestId('result')).toBeVisible({ timeout: 240_000 });
    await expect(page.getByRole('region', { name: en.make.done.label })).toContainText('6 steps in');
  });

  await test.step('the numbers fell', async () => {
    const [before, after] = await beforeAndAfter(page, 'yours');
    expect(after).toBeLessThan(before);
    // The curve is the training engine's own: its held-out loss must fall too, and start where the referee does.
    const curve = await page.getByText(/^The held-out loss goes from/).textContent();
    const [first, last] = [...curve!.matchAll(/(\d+\.\d+)/g)].map(([nats]) => Number(nats));
    expect(last).toBeLessThan(first);
    expect(first).toBeCloseTo(Math.log(before), 1);
  });

  await test.step('the fall has its interval, and is made of something', async () => {
    const result = page.getByTestId('result');
    await expect(result.getByRole('region', { name: en.result.yours })).toContainText(
      /\(\d\.\d\d to \d\.\d\d, 95%\), on 1,\d{3} held-out tokens/,
    );
    const madeOf = result.getByTestId('made-of');
    await expect(madeOf).toContainText(en.result.attribution.random, { timeout: 120_000 });
    const falls = await madeOf.getByRole('listitem').getByRole('strong').allTextContents();
    const [random, other, remembering, ...own] = falls.map((fall) => Number(fall.slice(1)));
    const [before, after] = await beforeAndAfter(page, 'yours');
    expect(own.at(-1)).toBeCloseTo(before / after, 1);
    expect(random).toBeLessThan(other);
    // Any text can be remembered while it is read.
    expect(remembering).toBeGreaterThan(other);
    expect(own).toHaveLength(3);
  });

  await test.step('it is there after a reload', async () => {
    await page.reload();
    await page.getByRole('link', { name: en.shell.screens.models }).click();
    const adapter = page.getByTestId('adapter');
    await expect(adapter).toHaveCount(1);
    await expect(adapter).toContainText(en.samples.diary.title);
    await expect(adapter).toContainText('9.2 KB');
    await page.getByRole('button', { name: en.library.worth.own }).click();
    await expect(adapter.getByTestId('made-of')).toContainText(en.result.attribution.random);
  });

  await test.step('rename', async () => {
    await page.getByRole('button', { name: /^Rename/ }).click();
    await page.getByRole('textbox', { name: en.shell.name.label }).fill('അഞ്ജലി');
    await page.keyboard.press('Enter');
    await expect(page.getByTestId('adapter')).toContainText('അഞ്ജലി');
  });

  await test.step('two continuations differ', async () => {
    await page.getByRole('link', { name: en.library.use }).click();
    await page.getByRole('textbox', { name: en.tryOut.prompt }).fill('Today in the bus');
    await page.getByRole('button', { name: en.tryOut.write }).click();
    await expect(page.getByTestId('text-base')).not.toBeEmpty();
    await expect(page.getByTestId('text-mine')).not.toBeEmpty();
    await expect(page.getByRole('button', { name: en.shell.stop })).toBeDisabled({ timeout: 120_000 });
    const base = await page.getByTestId('text-base').textContent();
    const mine = await page.getByTestId('text-mine').textContent();
    expect(base!.length).toBeGreaterThan(20);
    expect(mine!.length).toBeGreaterThan(20);
    expect(mine).not.toBe(base);

    await page.getByText(/^It remembers \d,\d{3} tokens/).click();
    await page.getByRole('button', { name: en.tryOut.write }).click();
    await expect(page.getByTestId('text-mine')).not.toBeEmpty();
    await expect(page.getByRole('button', { name: en.shell.stop })).toBeDisabled({ timeout: 120_000 });
    expect(await page.getByTestId('text-base').textContent()).toBe(base);
    expect(await page.getByTestId('text-mine').textContent()).not.toBe(mine);
  });

  await test.step('delete', async () => {
    await page.getByRole('link', { name: en.shell.screens.models }).click();
    await page.getByRole('button', { name: /^Delete/ }).click();
    await page.getByRole('alertdialog').getByRole('button', { name: en.library.delete.button }).click();
    await expect(page.getByTestId('adapter')).toHaveCount(0);
    await page.reload();
    await expect(page.getByText(en.library.empty.split('.')[0])).toBeVisible();
  });

  expect(offences).toEqual({ console: [], foreign: [] });
});

test('a run that is stopped keeps what it has learned', async ({ page }) => {
  await openApp(page);
  await typeExcerpt(page, 'programmer.md', 6000);
  await setNumbers(page, { ...SHORT_RUN, steps: 500 });
  await page.getByRole('button', { name: en.make.train.button, exact: true }).click();
  await expect(page.getByTestId('run')).toContainText(/Step [1-9]/, { timeout: 120_000 });
  await page.getByRole('button', { name: en.training.run.stop }).click();
  await expect(page.getByTestId('result')).toBeVisible({ timeout: 240_000 });
  await page.getByRole('link', { name: en.shell.screens.models }).click();
  await expect(page.getByTestId('adapter')).toContainText(/Norm-only, \d{1,2} steps?/);
});

test('full fine-tuning makes a model that is kept whole and can be tried', async ({ page }) => {
  await openApp(page);
  await typeExcerpt(page, 'malayalam.txt', 5000);
  await chooseSetting(page, en.make.advanced.full.name);
  await setNumbers(page, { steps: 3, learningRate: 0.0001, rows: 1, length: 64 });
  await page.getByRole('button', { name: en.make.train.button, exact: true }).click();
  await expect(page.getByTestId('result')).toBeVisible({ timeout: 280_000 });
  const [before, after] = await beforeAndAfter(page, 'yours');
  expect(after).toBeLessThan(before);
  await page.getByRole('link', { name: en.make.done.try }).click();
  await page.getByRole('textbox', { name: en.tryOut.prompt }).fill('ഇന്ന് മഴ');
  await page.getByRole('button', { name: en.tryOut.write }).click();
  await expect(page.getByTestId('text-mine')).not.toBeEmpty({ timeout: 120_000 });
});
