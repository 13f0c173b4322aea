import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { expect as asIs, type Locator, type Page, type Worker } from '@playwright/test';
import { en, type Strings } from '../src/i18n/en/index.ts';
import type { RunRecord } from '../src/model/run.ts';
import type { UnfinishedRun } from '../src/store/index.ts';
import type { SampleId } from '../src/text/samples/index.ts';

/** As patient as in the flows, for command lines too. */
export const expect = asIs.configure({ timeout: 60_000 });

/** The hash of the base's weights. */
export const hashOfBase = () =>
  createHash('sha256').update(readFileSync('models/fractalmoe-30m/model.safetensors')).digest('hex');

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
export async function openApp(page: Page, origin = ''): Promise<void> {
  await page.goto(`${origin}/`);
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await expect(page.getByTestId('base-loading')).toHaveCount(0, { timeout: 180_000 });
}

/** Opens a screen by its link in the menu. */
export async function openScreen(
  page: Page,
  screen: keyof Strings['shell']['screens'],
  t: Strings = en,
): Promise<void> {
  const name = t.shell.screens[screen];
  const link = page.getByRole('navigation').getByRole('link', { name, exact: true });
  await link.click();
  // The screen before stays until this one is here.
  await expect(link).toHaveAttribute('aria-current', 'page');
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

/** The beginning of a sample: a short text is measured in seconds. */
export const excerpt = (sample: string, characters: number) =>
  readFileSync(`src/text/samples/${sample}`, 'utf8').slice(0, characters);

/** Writes the beginning of a sample as the student's own text. */
export async function typeExcerpt(
  page: Page,
  sample: string,
  characters: number,
  t: Strings = en,
): Promise<void> {
  await textField(page, undefined, t).fill(excerpt(sample, characters));
  await expect(page.getByTestId('split')).toBeVisible();
}

/** Unfolds the advanced settings of a run, unless they are. */
export async function openSettings(page: Page, t: Strings = en): Promise<void> {
  const steps = page.getByRole('textbox', { name: t.make.advanced.steps, exact: true });
  if (await steps.isVisible()) return;
  await page.getByRole('button', { name: t.make.advanced.heading }).click();
  await expect(steps).toBeVisible();
}

/** The numbers of a run that a student may set. */
type Numbers = Partial<Record<'steps' | 'learningRate' | 'seed' | 'rows' | 'length' | 'rank', number>>;

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

/** The numbers of a run: the first ones, of a model that still learns, or those of its end. */
export const anyResult = (page: Page): Locator => page.getByTestId(/^(first-)?result$/);

/** Trains and waits for the result at the end, `timeout` milliseconds at most. */
export async function train(page: Page, timeout = 240_000, t: Strings = en): Promise<void> {
  await trainButton(page, t).click();
  await expect(page.getByTestId('result')).toBeVisible({ timeout });
}

/** The two perplexities of a pair of bars in the result that is shown: before and after. */
export async function beforeAndAfter(
  page: Page,
  whose: 'yours' | 'general',
  t: Strings = en,
): Promise<[number, number]> {
  const pair = anyResult(page).getByRole('region', { name: t.result[whose] });
  const [before, after] = await pair.getByRole('definition').allTextContents();
  return [Number(before), Number(after)];
}

/** The first person of the laptop leaves, and another one makes a profile. */
export async function handOver(page: Page, nickname: string): Promise<void> {
  const { choose, form } = en.profile;
  await page.getByRole('button', { name: en.shell.profile.label(form.first) }).click();
  await page.getByRole('menuitem', { name: en.shell.profile.switch }).click();
  await page.getByRole('button', { name: choose.new, exact: true }).click();
  await page.getByRole('textbox', { name: form.nickname }).fill(nickname);
  await page.getByRole('button', { name: choose.begin, exact: true }).click();
  await expect(page.getByRole('button', { name: en.shell.profile.label(nickname) })).toBeVisible();
}

/** What is kept of a run that trained a model, and the hash of what it learned. */
export type Kept = RunRecord & { sha256: string };

/** The runs of all models that this browser keeps without a passphrase, the newest first; a page evaluates it. */
export async function keptRuns(): Promise<Kept[]> {
  const answer = <T>(request: IDBRequest<T>) =>
    new Promise<T>((resolve, reject) => {
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
    });
  const database = await answer(indexedDB.open('swantham'));
  const rows = await answer<{ content: { run: RunRecord; sha256: string } }[]>(
    database.transaction('adapters').objectStore('adapters').index('profile').getAll(),
  );
  database.close();
  return rows.reverse().map(({ content: { run, sha256 } }) => ({ ...run, sha256 }));
}

/** The contents of all rows in a store of the database, the oldest first. */
export function rows<Content>(page: Page, store: string): Promise<Content[]> {
  return page.evaluate(
    (name) =>
      new Promise<Content[]>((resolve, reject) => {
        const opening = indexedDB.open('swantham');
        opening.onerror = () => reject(opening.error);
        opening.onsuccess = () => {
          const database = opening.result;
          const reading = database.transaction(name).objectStore(name).index('profile').getAll();
          reading.onsuccess = () => {
            database.close();
            resolve(reading.result.map(({ content }) => content));
          };
        };
      }),
    store,
  );
}

/** At which step the newest checkpoint of the unfinished run is; 0 without one. */
export const keptStep = async (page: Page): Promise<number> =>
  (await rows<UnfinishedRun>(page, 'unfinished'))[0]?.checkpoint?.step ?? 0;

/** Has the models of the Try screen continue `prompt`, and waits until both are done. */
export async function write(page: Page, prompt: string, t: Strings = en): Promise<void> {
  await page.getByRole('textbox', { name: t.tryOut.prompt }).fill(prompt);
  await page.getByRole('button', { name: t.tryOut.write, exact: true }).click();
  await expect(page.getByTestId('text-base')).not.toBeEmpty();
  await expect(page.getByRole('button', { name: t.shell.stop, exact: true })).toBeDisabled({
    timeout: 120_000,
  });
}

/** Presses a button twice before the page has drawn anything, as a double click on a slow machine does. */
export const pressTwice = (button: Locator): Promise<void> =>
  button.evaluate((element: HTMLElement) => {
    element.click();
    element.click();
  });

/** Hears what the page has screen readers say from now on: each change of a live region. */
export async function listen(page: Page): Promise<() => Promise<string[]>> {
  const said = await page.evaluateHandle(() => {
    const heard: string[] = [];
    new MutationObserver((records) => {
      const live = '[aria-live], [role=status], [role=alert], [role=log]';
      const elements = records.map(({ target }) =>
        target instanceof Element ? target : target.parentElement,
      );
      const regions = new Set(elements.map((element) => element?.closest(live)));
      for (const region of regions) if (region?.textContent) heard.push(region.textContent);
    }).observe(document.body, { subtree: true, childList: true, characterData: true });
    return heard;
  });
  return () => said.jsonValue();
}

/** A sentence of the catalogue as it is read on the page: without the tags that a screen wraps. */
export const untagged = (sentence: string) => sentence.replace(/<\/?\w+>/g, '');

/**
 * A sentence of the catalogue as a pattern: each piece of it that is a key of `pieces` may be what its pattern matches,
 * and the rest is what it is. A number at its beginning or end is a whole one.
 */
export function like(sentence: string, pieces: Record<string, RegExp>): RegExp {
  const longestFirst = Object.keys(pieces).sort((a, b) => b.length - a.length);
  const either = new RegExp(`(${longestFirst.map(escaped).join('|')})`);
  // Between the rest at even places are the pieces at odd ones.
  const parts = sentence.split(either).map((part, i) => (i % 2 ? pieces[part].source : escaped(part)));
  if (/^\d/.test(sentence)) parts.unshift('(?<!\\d)');
  if (/\d$/.test(sentence)) parts.push('(?!\\d)');
  return new RegExp(parts.join(''));
}

/** A text as a pattern that matches only this text. */
export const escaped = (text: string) => text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');

/** What the page says once a run has taken a step of `steps`. */
export function atSomeStep(steps?: number): RegExp {
  const known = steps ?? 1000;
  // How much time is left may follow.
  const sentence = en.training.run.step({ step: 1, steps: known }).replace(/\.$/, '');
  return like(sentence, {
    1: steps && steps < 10 ? new RegExp(`[1-${steps}]`) : /[1-9]\d*/,
    [known]: steps ? new RegExp(`${steps}`) : /\d+/,
  });
}

/** What the page says of a run that took `steps` steps. */
export const took = (steps: number) =>
  like(en.make.done.trained(steps, 987.6, 'DEVICE'), { '987.6': /\d+\.\d/, DEVICE: /.+/ });

/** What the page says once it knows which engine will train, whichever it is. */
const ENGINE_CHOSEN = new RegExp(
  (['cpu', 'webgpu'] as const)
    .flatMap((engine) =>
      (['asked', 'faster', 'no-gpu', 'software-gpu', 'other-wrong'] as const).map((why) =>
        escaped(en.training.engine.chosen({ engine, why })),
      ),
    )
    .join('|'),
);

/**
 * The app's own workers that stay, text's and evaluator's, once the engine is chosen: the trainer's ends with its
 * probe, some moments later.
 */
export async function lastingWorkers(page: Page): Promise<Worker[]> {
  await expect(page.getByTestId('engine')).toContainText(ENGINE_CHOSEN, { timeout: 120_000 });
  const own = () => page.workers().filter((worker) => /\/worker-/.test(worker.url()));
  await expect.poll(() => own().length).toBe(2);
  return own();
}
