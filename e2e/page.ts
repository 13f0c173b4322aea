import { readFileSync } from 'node:fs';
import { expect as asIs, type Locator, type Page } from '@playwright/test';
import { en, type Strings } from '../src/i18n/en/index.ts';
import type { SampleId } from '../src/text/samples/index.ts';

/** As patient as in the flows, for command lines too. */
export const expect = asIs.configure({ timeout: 60_000 });

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

/**
 * What flows do on the screens, by the names of a catalogue: a flow that uses these does not break when a name
 * changes, and works in any language. `t` is the language of the page.
 */

/** Opens the app, in a browser that does not know its `origin` by itself, and waits until the base is loaded. */
export async function openApp(page: Page, origin = '', t: Strings = en): Promise<void> {
  await page.goto(`${origin}/`);
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  const [loading] = t.shell.base.loading(0, 1).split(':');
  await expect(page.getByRole('status').filter({ hasText: loading })).toHaveCount(0);
}

/** Opens a screen by its link in the menu. */
export async function openScreen(
  page: Page,
  screen: keyof Strings['shell']['screens'],
  t: Strings = en,
): Promise<void> {
  const name = t.shell.screens[screen];
  await page.getByRole('navigation').getByRole('link', { name, exact: true }).click();
}

/** The field of the text that is open, the student's own page unless named. */
export function textField(page: Page, name?: string, t: Strings = en): Locator {
  return page.getByRole('textbox', { name: name ?? t.make.text.own });
}

/** Chooses one of the samples and waits until it is split. */
export async function chooseSample(page: Page, id: SampleId, t: Strings = en): Promise<void> {
  await page.getByRole('button', { name: t.make.text.sample }).click();
  await page.getByRole('menuitem', { name: t.samples[id].title }).click();
  await expect(page.getByTestId('split')).toBeVisible();
}

/** Writes the beginning of a sample as the student's own text: a short one is measured in seconds. */
export async function typeExcerpt(
  page: Page,
  sample: string,
  characters: number,
  t: Strings = en,
): Promise<void> {
  const text = readFileSync(`src/text/samples/${sample}`, 'utf8').slice(0, characters);
  await textField(page, undefined, t).fill(text);
  await expect(page.getByTestId('split')).toBeVisible();
}

/** The numbers of a run that a student may set. */
type Numbers = Partial<Record<'steps' | 'learningRate' | 'seed' | 'rows' | 'length' | 'rank', number>>;

/** Unfolds everything that is set beside the text, unless it is. */
export async function openSettings(page: Page, t: Strings = en): Promise<void> {
  const steps = page.getByRole('textbox', { name: t.make.advanced.steps, exact: true });
  if (!(await steps.isVisible())) await page.getByRole('button', { name: t.make.advanced.heading }).click();
}

/** Sets numbers of a run. */
export async function setNumbers(page: Page, numbers: Numbers, t: Strings = en): Promise<void> {
  await openSettings(page, t);
  for (const [name, value] of Object.entries(numbers)) {
    const label = t.make.advanced[name as keyof Numbers];
    const field = page.getByRole('textbox', { name: label, exact: true });
    await field.fill(String(value));
    await field.blur();
  }
}

/** Chooses one of the options among the settings, by its name in the catalogue. */
export async function chooseSetting(page: Page, name: string, t: Strings = en): Promise<void> {
  await openSettings(page, t);
  await page.getByText(name, { exact: true }).click();
}

/** The button that starts a run. */
export function trainButton(page: Page, t: Strings = en): Locator {
  return page.getByRole('button', { name: t.make.train.button, exact: true });
}

/** Trains and waits for the result, for so many milliseconds at most. */
export async function train(page: Page, timeout = 240_000, t: Strings = en): Promise<void> {
  await trainButton(page, t).click();
  await expect(page.getByTestId('result')).toBeVisible({ timeout });
}

/** The two perplexities of a pair of bars in the result: before and after. */
export async function beforeAndAfter(
  page: Page,
  whose: 'yours' | 'general',
  t: Strings = en,
): Promise<[number, number]> {
  const pair = page.getByTestId('result').getByRole('region', { name: t.result[whose] });
  const [before, after] = await pair.getByRole('definition').allTextContents();
  return [Number(before), Number(after)];
}

/** Has the models of the Try screen continue `prompt`, and waits until both are done. */
export async function write(page: Page, prompt: string, t: Strings = en): Promise<void> {
  await page.getByRole('textbox', { name: t.tryOut.prompt }).fill(prompt);
  await page.getByRole('button', { name: t.tryOut.write, exact: true }).click();
  await expect(page.getByTestId('text-base')).not.toBeEmpty();
  await expect(page.getByRole('button', { name: t.shell.stop, exact: true })).toBeDisabled({
    timeout: 120_000,
  });
}
