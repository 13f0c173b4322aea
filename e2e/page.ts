import { readFileSync } from 'node:fs';
import { expect, type Page } from '@playwright/test';

/** What a page must never do, collected from its start. */
export interface Offences {
  /** Errors and warnings on the console, and uncaught exceptions. */
  console: string[];
  /** Requests to anywhere but where the page came from. */
  foreign: string[];
}

/** Listens to everything `page` says and asks for from now on, workers included. */
export function watch(page: Page, origin: string): Offences {
  const offences: Offences = { console: [], foreign: [] };
  page.on('console', (message) => {
    if (message.type() === 'error') offences.console.push(message.text());
  });
  page.on('pageerror', (error) => offences.console.push(String(error)));
  page.context().on('request', (request) => {
    const url = new URL(request.url());
    if (!['blob:', 'data:'].includes(url.protocol) && url.origin !== origin) offences.foreign.push(url.href);
  });
  return offences;
}

/** Opens the app, in a browser that does not know its `origin` by itself, and waits until the base is loaded. */
export async function openApp(page: Page, origin = ''): Promise<void> {
  await page.goto(`${origin}/`);
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await expect(page.getByRole('status').filter({ hasText: 'Fetching the base model' })).toHaveCount(0);
}

/** Chooses one of the samples and waits until it is split. */
export async function chooseSample(page: Page, title: string): Promise<void> {
  await page.getByRole('button', { name: 'Try with a sample' }).click();
  await page.getByRole('menuitem', { name: title }).click();
  await expect(page.getByTestId('split')).toBeVisible();
}

/** Writes the beginning of a sample as the student's own text: a short one is measured in seconds. */
export async function typeExcerpt(page: Page, sample: string, characters: number): Promise<void> {
  const text = readFileSync(`src/text/samples/${sample}`, 'utf8').slice(0, characters);
  await page.getByRole('textbox', { name: 'My text' }).fill(text);
  await expect(page.getByTestId('split')).toBeVisible();
}

/** Sets numbers of a run, by their labels. */
export async function setNumbers(page: Page, numbers: Record<string, number>): Promise<void> {
  const steps = page.getByRole('textbox', { name: 'Steps' });
  if (!(await steps.isVisible()))
    await page.getByRole('button', { name: 'Numbers, for those who ask' }).click();
  for (const [label, value] of Object.entries(numbers)) {
    const field = page.getByRole('textbox', { name: label });
    await field.fill(String(value));
    await field.blur();
  }
}

/** The two perplexities of a pair of bars in the result: before and after. */
export async function beforeAndAfter(page: Page, title: string): Promise<[number, number]> {
  const values = page.getByTestId('result').getByRole('region', { name: title }).getByRole('definition');
  const [before, after] = await values.allTextContents();
  return [Number(before), Number(after)];
}
