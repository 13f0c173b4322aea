import { expect } from '@playwright/test';
import { en } from '../src/i18n/en/index.ts';
import { test } from './flow.ts';
import {
  atSomeStep,
  beforeAndAfter,
  chooseSample,
  chooseSetting,
  escaped,
  type Kept,
  keptRuns,
  like,
  listen,
  openApp,
  openScreen,
  setNumbers,
  took,
  trainButton,
  typeExcerpt,
  untagged,
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
    await trainButton(page).click();
    const done = escaped(en.training.run.step({ step: 6, steps: 6 }));
    await expect(page.getByTestId('run')).toContainText(new RegExp(`${atSomeStep(6).source}|${done}`), {
      timeout: 240_000,
    });
    await expect(page.getByTestId('result')).toBeVisible({ timeout: 240_000 });
    await expect(page.getByRole('region', { name: en.make.done.label })).toContainText(took(6));
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
      like(en.result.fallRange({ low: 1.11, high: 2.22 }, en.result.heldTokens(1234)), {
        ...{ '1.11': /\d\.\d\d/, '2.22': /\d\.\d\d/, '1,234': /1,\d{3}/ },
      }),
    );
    const attribution = result.getByTestId('attribution');
    await expect(attribution).toContainText(en.result.attribution.random, { timeout: 120_000 });
    const falls = await attribution.getByRole('listitem').getByRole('strong').allTextContents();
    const [random, other, remembering, ...own] = falls.map((fall) => Number(fall.slice(1)));
    const [before, after] = await beforeAndAfter(page, 'yours');
    expect(own.at(-1)).toBeCloseTo(before / after, 1);
    expect(random).toBeLessThan(other);
    // Any text can be remembered while it is read.
    expect(remembering).toBeGreaterThan(other);
    expect(own).toHaveLength(3);
  });

  await test.step('the first thing seen is the student’s own sentence, as both models go on', async () => {
    const voice = page.getByTestId('voice');
    const [base, own] = await voice.getByRole('definition').allTextContents();
    const beginning = await voice.locator('dd .muted').last().textContent();
    for (const text of [base, own]) expect(text.startsWith(beginning!)).toBe(true);
    expect(own).not.toBe(base);
    await expect(page.getByTestId('next-word')).toHaveText(
      like(en.result.nextWord({ words: 111, base: 222, own: 333 }), {
        ...{ '111': /100/, '222': /\d+/, '333': /\d+/ },
      }),
      { timeout: 120_000 },
    );
  });

  await test.step('it is there after a reload', async () => {
    await page.reload();
    await openScreen(page, 'models');
    const adapter = page.getByTestId('adapter');
    await expect(adapter).toHaveCount(1);
    await expect(adapter).toContainText(en.samples.diary.title);
    await expect(adapter).toContainText('9.2 KB');
    await page.getByRole('button', { name: en.library.worth.own }).click();
    await expect(adapter.getByTestId('attribution')).toContainText(en.result.attribution.random);
  });

  await test.step('rename', async () => {
    await page.getByRole('button', { name: en.shell.name.renameModel(en.samples.diary.title) }).click();
    const name = page.getByRole('textbox', { name: en.shell.name.label });
    await name.fill('അഞ്ജലി');
    // While a word is composed, Escape gives up the word and not the renaming.
    const browser = await page.context().newCDPSession(page);
    const compose = (text: string) =>
      browser.send('Input.imeSetComposition', {
        text,
        selectionStart: text.length,
        selectionEnd: text.length,
      });
    await compose('മ');
    await page.keyboard.press('Escape');
    await compose('');
    await expect(name).toHaveValue('അഞ്ജലി');
    await page.keyboard.press('Enter');
    await expect(page.getByTestId('adapter')).toContainText('അഞ്ജലി');
    await expect(page.getByRole('button', { name: en.shell.name.renameModel('അഞ്ജലി') })).toBeFocused();
  });

  await test.step('two continuations differ', async () => {
    await page.getByRole('link', { name: en.library.use }).click();
    await page.getByRole('textbox', { name: en.tryOut.prompt }).fill('Today in the bus');
    const said = await listen(page);
    await page.getByRole('button', { name: en.tryOut.write }).click();
    await expect(page.getByTestId('text-base')).not.toBeEmpty();
    await expect(page.getByTestId('text-mine')).not.toBeEmpty();
    await expect(page.getByRole('button', { name: en.shell.stop, exact: true })).toBeDisabled({
      timeout: 120_000,
    });
    const base = await page.getByTestId('text-base').textContent();
    const mine = await page.getByTestId('text-mine').textContent();
    // A screen reader says once that they write, and at the end what, with the names.
    const { writing, wrote } = en.tryOut;
    expect(await said()).toEqual([writing(2), wrote(en.shell.baseModel, base!) + wrote('അഞ്ജലി', mine!)]);
    expect(base!.length).toBeGreaterThan(20);
    expect(mine!.length).toBeGreaterThan(20);
    expect(mine).not.toBe(base);

    await page.getByText(like(en.tryOut.remembers(1234), { '1,234': /\d,\d{3}/ })).click();
    await page.getByRole('button', { name: en.tryOut.write }).click();
    await expect(page.getByTestId('text-mine')).not.toBeEmpty();
    await expect(page.getByRole('button', { name: en.shell.stop, exact: true })).toBeDisabled({
      timeout: 120_000,
    });
    expect(await page.getByTestId('text-base').textContent()).toBe(base);
    expect(await page.getByTestId('text-mine').textContent()).not.toBe(mine);
  });

  await test.step('delete', async () => {
    await openScreen(page, 'models');
    await page.getByRole('button', { name: en.library.delete.model('അഞ്ജലി') }).click();
    await page.getByRole('alertdialog').getByRole('button', { name: en.library.delete.button }).click();
    await expect(page.getByTestId('adapter')).toHaveCount(0);
    await page.reload();
    await expect(page.getByText(untagged(en.library.empty))).toBeVisible();
  });

  expect(offences).toEqual({ console: [], foreign: [] });
});

test('first numbers come soon, and the model learns on in its place: after a closed tab too, and when it is stopped', async ({
  context,
}) => {
  const page = await context.newPage();
  await openApp(page);
  await typeExcerpt(page, 'programmer.md', 3000);
  // More than there is time for.
  await setNumbers(page, { ...SHORT_RUN, steps: 5000 });
  const promise = page.getByTestId('promise');
  const [soon, all] = await Promise.all(['data-first', 'data-seconds'].map((of) => promise.getAttribute(of)));
  await expect(promise).toHaveText(en.make.train.promiseFirst(Number(soon), Number(all)));
  const said = await listen(page);
  const fallOf = ({ personal: { before, after } }: Kept) => before / after;

  const first = await test.step('the first numbers are kept while it learns on', async () => {
    await trainButton(page).click();
    await expect(page.getByTestId('run')).toContainText(atSomeStep(5000), { timeout: 120_000 });
    await expect(page.getByTestId('first-result')).toBeVisible({ timeout: 240_000 });
    const [run, ...others] = await page.evaluate(keptRuns);
    expect(others).toEqual([]);
    expect(run.ended).toBe('stopped');
    await expect(page.getByText(en.make.done.learning(run.steps))).toBeVisible();
    await expect(page.getByTestId('run')).toContainText(atSomeStep(5000));
    await expect(page.getByRole('link', { name: en.make.done.try })).toBeVisible();
    expect(
      (await said()).filter((sentence) => sentence === en.make.done.firstHere(fallOf(run))),
    ).toHaveLength(1);
    return run;
  });

  const next = await test.step('another tab goes on with it once its own is closed', async () => {
    await page.close();
    const other = await context.newPage();
    await openApp(other);
    await other.getByRole('button', { name: en.make.unfinished.goOnWith(en.make.text.own) }).click();
    await expect(other.getByTestId('first-result')).toBeVisible();
    // It went on from a checkpoint before the first numbers.
    const step = async () => Number(/\d+/.exec((await other.getByTestId('run').textContent()) ?? '')?.[0]);
    await expect.poll(step, { timeout: 120_000 }).toBeGreaterThan(first.steps);
    return other;
  });

  await test.step('stopped, it is the same model with the last numbers in the place of the first', async () => {
    const heard = await listen(next);
    await next.getByRole('button', { name: en.training.run.stop }).click();
    await expect(next.getByTestId('result')).toBeVisible({ timeout: 240_000 });
    const [last, ...others] = await next.evaluate(keptRuns);
    expect(others).toEqual([]);
    expect(last.sha256).not.toBe(first.sha256);
    expect(last.steps).toBeGreaterThan(first.steps);
    const [, after] = await beforeAndAfter(next, 'yours');
    expect(after).toBeCloseTo(last.personal.after, 0);
    expect(
      (await heard()).filter((sentence) => sentence === en.make.done.finished(fallOf(last))),
    ).toHaveLength(1);
    await openScreen(next, 'models');
    await expect(next.getByTestId('adapter')).toHaveCount(1);
  });
});

test('full fine-tuning makes a model that is kept whole and can be tried', async ({ page }) => {
  await openApp(page);
  await typeExcerpt(page, 'malayalam.txt', 5000);
  await chooseSetting(page, en.make.advanced.full.name);
  await setNumbers(page, { steps: 3, learningRate: 0.0001, rows: 1, length: 64 });
  await trainButton(page).click();
  await expect(page.getByTestId('result')).toBeVisible({ timeout: 280_000 });
  const [before, after] = await beforeAndAfter(page, 'yours');
  expect(after).toBeLessThan(before);
  await page.getByRole('link', { name: en.make.done.try }).click();
  await page.getByRole('textbox', { name: en.tryOut.prompt }).fill('ഇന്ന് മഴ');
  await page.getByRole('button', { name: en.tryOut.write }).click();
  await expect(page.getByTestId('text-mine')).not.toBeEmpty({ timeout: 120_000 });
});
