import AxeBuilder from '@axe-core/playwright';
import type { BrowserContext, Page } from '@playwright/test';
import { en } from '../src/i18n/en/index.ts';
import type { AdapterRecord } from '../src/store/index.ts';
import { test } from './flow.ts';
import {
  chooseSetting,
  expect,
  keptStep,
  like,
  openApp,
  rows,
  setNumbers,
  took,
  train,
  trainButton,
  typeExcerpt,
} from './page.ts';

const STEPS = 40;
const words = en.make.unfinished;
/** What the page says of a run that was cut off at any of its checkpoints, some seconds ago. */
const CUT_OFF = like(words.cutOff({ name: en.make.text.own, step: 987, steps: STEPS, since: 7, at: 0 }), {
  987: /[1-3]0/,
  '7 s': /\d+ s/,
});
const offer = (page: Page) => page.getByTestId('unfinished');

/** The Web Locks that tabs hold, without the ids in their names. */
const locks = (page: Page) =>
  page.evaluate(async () => {
    const { held } = await navigator.locks.query();
    return held?.map(({ name }) => name?.replace(/-[0-9a-f-]{36}$/, ''));
  });

/** What must come out the same of a run, however it went: the weights, the curve and what was measured. */
async function outcomes(page: Page) {
  const records = await rows<Extract<AdapterRecord, { origin: 'trained' }>>(page, 'adapters');
  return records.map(({ name, sha256, run }) => {
    const { seconds, attribution, ...numbers } = run;
    return { name, sha256, numbers };
  });
}

/** Starts a run and waits until it can be gone on with. */
async function trainUntilKept(page: Page): Promise<void> {
  await trainButton(page).click();
  await expect.poll(() => keptStep(page), { intervals: [50] }).toBeGreaterThanOrEqual(10);
}

async function crash(page: Page): Promise<void> {
  const crashed = page.waitForEvent('crash');
  page.goto('chrome://crash').catch(() => {});
  await crashed;
}

/** Opens the app with a short text and settings of a run that takes seconds. */
async function openReady(context: BrowserContext, steps: number): Promise<Page> {
  const page = await context.newPage();
  await openApp(page);
  await typeExcerpt(page, 'diary.txt', 3000);
  await chooseSetting(page, en.make.advanced.cpu);
  await setSmall(page, steps);
  return page;
}

const setSmall = (page: Page, steps: number) => setNumbers(page, { steps, rows: 1, length: 32 });

test('a training outlives its tab: it goes on to the very same model', async ({ context }) => {
  const page = await openReady(context, STEPS);
  await test.step('a run that comes to its end leaves nothing behind', async () => {
    await train(page);
    expect(await rows(page, 'unfinished')).toEqual([]);
    expect(await rows(page, 'checkpoints')).toEqual([]);
    expect(await locks(page)).toEqual([]);
  });

  const other = await context.newPage();
  await openApp(other);
  await expect(other.getByTestId('split')).toBeVisible();
  await test.step('in another tab it is offered once its own has crashed, and not before', async () => {
    await trainUntilKept(page);
    expect(await locks(page)).toEqual(['swantham-training']);
    await expect(offer(other)).toHaveCount(0);
    await crash(page);
    await expect(offer(other)).toContainText(CUT_OFF);
    await expect(offer(other)).not.toContainText(words.textAsItWas);
    const { violations } = await new AxeBuilder({ page: other }).analyze();
    expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0].html}`)).toEqual([]);
  });

  await test.step('it goes on with the text as it was', async () => {
    await typeExcerpt(other, 'programmer.md', 3000);
    await expect(offer(other)).toContainText(words.textAsItWas);
    await other.getByRole('button', { name: words.goOnWith(en.make.text.own) }).press('Enter');
    await expect(other.getByRole('heading', { level: 1 })).toBeFocused();
    await expect(offer(other)).toHaveCount(0);
    await expect(other.getByTestId('result')).toBeVisible({ timeout: 240_000 });
    await expect(other.getByText(took(STEPS))).toBeVisible();
    const [whole, inParts] = await outcomes(other);
    expect(inParts).toEqual(whole);
  });

  await test.step('it is discarded by keyboard, after a question', async () => {
    await setSmall(other, STEPS);
    await trainUntilKept(other);
    await other.close();
    const next = await context.newPage();
    await openApp(next);
    await next.getByRole('button', { name: words.discardOf(en.make.text.own) }).press('Enter');
    await expect(next.getByRole('alertdialog')).toContainText(words.question);
    await next.getByRole('button', { name: words.discard, exact: true }).press('Enter');
    await expect(offer(next)).toHaveCount(0);
    await expect(next.getByRole('heading', { level: 1 })).toBeFocused();
    expect(await rows(next, 'unfinished')).toEqual([]);
    expect(await rows(next, 'checkpoints')).toEqual([]);
  });
});

test('a model that finds no room is saved when there is room', async ({ context }) => {
  // As a browser answers on a full disk, until space is made.
  await context.addInitScript(() => {
    const { put } = IDBObjectStore.prototype;
    IDBObjectStore.prototype.put = function (...args) {
      if (this.name === 'weights' && !('hasRoom' in window)) throw new DOMException('', 'QuotaExceededError');
      return put.apply(this, args);
    };
  });
  const page = await openReady(context, 4);
  await trainButton(page).click();
  await expect(page.getByText(en.make.unsaved.body)).toBeVisible({ timeout: 120_000 });
  const again = page.getByRole('button', { name: en.make.unsaved.again });
  await again.click();
  await expect(page.getByRole('alert')).toHaveText(en.errors.byDomain.store.full);
  expect(await outcomes(page)).toEqual([]);
  await page.evaluate(() => Object.assign(window, { hasRoom: true }));
  await again.click();
  await expect(page.getByTestId('result')).toBeVisible();
  expect(await outcomes(page)).toHaveLength(1);
  expect(await rows(page, 'unfinished')).toEqual([]);
});
