import { expect, test } from '@playwright/test';
import { beforeAndAfter, chooseSample, openApp, setNumbers, typeExcerpt, watch } from './page.ts';

/** Few and small steps: the software adapter needs ten seconds for a whole one. */
const SHORT_RUN = { Steps: 6, 'Learning rate': 0.005, 'Windows a step': 2, 'Tokens a window': 64 };

test('a sample becomes a model that is measured, kept, tried, renamed and deleted', async ({
  page,
  baseURL,
}) => {
  const offences = watch(page, new URL(baseURL!).origin);
  await openApp(page);
  await chooseSample(page, 'A school diary');
  await setNumbers(page, SHORT_RUN);

  await test.step('train', async () => {
    await page.getByRole('button', { name: 'Train', exact: true }).click();
    await expect(page.getByTestId('run')).toContainText(/Step [1-6] of 6|All 6 steps/, { timeout: 240_000 });
    await expect(page.getByTestId('result')).toBeVisible({ timeout: 240_000 });
    await expect(page.getByRole('region', { name: 'Result' })).toContainText('6 steps in');
  });

  await test.step('the numbers fell', async () => {
    const [before, after] = await beforeAndAfter(page, 'Your text, held out');
    expect(after).toBeLessThan(before);
    // The curve is the training engine's own: its held-out loss must fall too, and start where the referee does.
    const curve = await page.getByText(/^The held-out loss goes from/).textContent();
    const [first, last] = [...curve!.matchAll(/(\d+\.\d+)/g)].map(([nats]) => Number(nats));
    expect(last).toBeLessThan(first);
    expect(first).toBeCloseTo(Math.log(before), 1);
  });

  await test.step('the fall has its interval, and is made of something', async () => {
    const result = page.getByTestId('result');
    await expect(result.getByRole('region', { name: 'Your text, held out' })).toContainText(
      /\(\d\.\d\d to \d\.\d\d, 95%\), on 1,\d{3} held-out tokens/,
    );
    const madeOf = result.getByTestId('made-of');
    await expect(madeOf).toContainText('Learned random text', { timeout: 120_000 });
    const falls = await madeOf.getByRole('listitem').getByRole('strong').allTextContents();
    const [random, other, remembering, ...own] = falls.map((fall) => Number(fall.slice(1)));
    const [before, after] = await beforeAndAfter(page, 'Your text, held out');
    expect(own.at(-1)).toBeCloseTo(before / after, 1);
    expect(random).toBeLessThan(other);
    // Any text can be remembered while it is read.
    expect(remembering).toBeGreaterThan(other);
    expect(own).toHaveLength(3);
  });

  await test.step('it is there after a reload', async () => {
    await page.reload();
    await page.getByRole('link', { name: 'My models' }).click();
    const adapter = page.getByTestId('adapter');
    await expect(adapter).toHaveCount(1);
    await expect(adapter).toContainText('A school diary');
    await expect(adapter).toContainText('9.2 KB');
    await page.getByRole('button', { name: 'What it is worth' }).click();
    await expect(adapter.getByTestId('made-of')).toContainText('Learned random text');
  });

  await test.step('rename', async () => {
    await page.getByRole('button', { name: /^Rename/ }).click();
    await page.getByRole('textbox', { name: 'Name' }).fill('അഞ്ജലി');
    await page.keyboard.press('Enter');
    await expect(page.getByTestId('adapter')).toContainText('അഞ്ജലി');
  });

  await test.step('two continuations differ', async () => {
    await page.getByRole('link', { name: 'Use it' }).click();
    await page.getByRole('textbox', { name: 'How it begins' }).fill('Today in the bus');
    await page.getByRole('button', { name: 'Continue' }).click();
    await expect(page.getByTestId('text-base')).not.toBeEmpty();
    await expect(page.getByTestId('text-mine')).not.toBeEmpty();
    await expect(page.getByRole('button', { name: 'Stop' })).toBeDisabled({ timeout: 120_000 });
    const base = await page.getByTestId('text-base').textContent();
    const mine = await page.getByTestId('text-mine').textContent();
    expect(base!.length).toBeGreaterThan(20);
    expect(mine!.length).toBeGreaterThan(20);
    expect(mine).not.toBe(base);

    await page.getByText(/^It remembers \d,\d{3} tokens/).click();
    await page.getByRole('button', { name: 'Continue' }).click();
    await expect(page.getByTestId('text-mine')).not.toBeEmpty();
    await expect(page.getByRole('button', { name: 'Stop' })).toBeDisabled({ timeout: 120_000 });
    expect(await page.getByTestId('text-base').textContent()).toBe(base);
    expect(await page.getByTestId('text-mine').textContent()).not.toBe(mine);
  });

  await test.step('delete', async () => {
    await page.getByRole('link', { name: 'My models' }).click();
    await page.getByRole('button', { name: /^Delete/ }).click();
    await page.getByRole('alertdialog').getByRole('button', { name: 'Delete' }).click();
    await expect(page.getByTestId('adapter')).toHaveCount(0);
    await page.reload();
    await expect(page.getByText('No model of your own yet')).toBeVisible();
  });

  expect(offences).toEqual({ console: [], foreign: [] });
});

test('a run that is stopped keeps what it has learned', async ({ page }) => {
  await openApp(page);
  await typeExcerpt(page, 'programmer.md', 6000);
  await setNumbers(page, { ...SHORT_RUN, Steps: 500 });
  await page.getByRole('button', { name: 'Train', exact: true }).click();
  await expect(page.getByTestId('run')).toContainText(/Step [1-9]/, { timeout: 120_000 });
  await page.getByRole('button', { name: 'Stop and keep' }).click();
  await expect(page.getByTestId('result')).toBeVisible({ timeout: 240_000 });
  await page.getByRole('link', { name: 'My models' }).click();
  await expect(page.getByTestId('adapter')).toContainText(/Norm-only, \d{1,2} steps?/);
});

test('full fine-tuning makes a model that is kept whole and can be tried', async ({ page }) => {
  await openApp(page);
  await typeExcerpt(page, 'malayalam.txt', 5000);
  await page.getByText('Everything (full fine-tuning)').click();
  await setNumbers(page, { Steps: 3, 'Learning rate': 0.0001, 'Windows a step': 1, 'Tokens a window': 64 });
  await page.getByRole('button', { name: 'Train', exact: true }).click();
  await expect(page.getByTestId('result')).toBeVisible({ timeout: 280_000 });
  const [before, after] = await beforeAndAfter(page, 'Your text, held out');
  expect(after).toBeLessThan(before);
  await page.getByRole('link', { name: 'Try your model' }).click();
  await page.getByRole('textbox', { name: 'How it begins' }).fill('ഇന്ന് മഴ');
  await page.getByRole('button', { name: 'Continue' }).click();
  await expect(page.getByTestId('text-mine')).not.toBeEmpty({ timeout: 120_000 });
});
