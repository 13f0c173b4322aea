/** Pictures of every screen in its states, to look at after a change. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { type Browser, chromium, type Page } from '@playwright/test';
import { en } from '../../src/i18n/en/index.ts';
import type { Language } from '../../src/i18n/language.ts';
import { ml } from '../../src/i18n/ml/index.ts';
import { pseudo } from '../../src/i18n/pseudo.ts';
import { HEADERS } from '../../src/offline/headers.ts';
import { CHROMIUM_FLAGS, findChromium } from '../chromium.ts';
import { startStaticHost } from '../static-host.ts';
import { TOUR } from '../tour/index.ts';
import type { Stop } from '../tour/stop.ts';
import { buildApp, ROOT } from './app.ts';
import { readOptions, runCommand, UsageError } from './options.ts';

const SIZES = [
  { width: 1366, height: 768 },
  { width: 390, height: 844 },
];
const SCHEMES = ['light', 'dark'] as const;
/** A name that is not this computer's own, as on a school's network. */
const SCHOOL = 'school.test';
/** How long a step of the tour may wait for one thing. */
const LONGEST_WAIT_MS = 60_000;

/** States that a visit of their own shows. */
const ALONE = ['insecure', 'base-missing'];
/** How many pictures there are. */
let saved = 0;
const NAMES = [...TOUR.map(({ name }) => name), ...ALONE];

await runCommand(async () => {
  const { values } = readOptions({
    name: 'screenshots',
    about: `Drives the built app through every screen and its main states, and saves a picture of each: light and dark, as a
laptop of 1366 x 768 and a telephone of 390 x 844 shows it. What cannot be reached is reported and skipped, and the
status is then 1. One state alone is reached through all that come before it. The names of the states:
${lines(NAMES)}`,
    options: {
      out: { type: 'text', value: 'DIR', default: 'screenshots', help: 'Where to save the pictures.' },
      only: {
        type: 'text',
        value: 'NAME',
        multiple: true,
        help: 'Save only this state, or those that begin so.',
      },
      language: {
        type: 'choice',
        choices: ['en', 'ml', 'pseudo'],
        default: 'en',
        help: 'The language of the page.',
      },
    },
  });
  const { only } = values;
  const nowhere = only?.find((start) => !NAMES.some((name) => name.startsWith(start)));
  if (nowhere !== undefined) throw new UsageError(`--only "${nowhere}": no state has a name that begins so.`);
  const executablePath = findChromium();
  if (!executablePath) throw new UsageError('No Chromium or Chrome was found; set CHROMIUM_PATH to one.');
  await buildApp();

  const wanted = (name: string) => only === undefined || only.some((start) => name.startsWith(start));
  const folder = resolve(values.out);
  mkdirSync(folder, { recursive: true });
  const t = { en, ml, pseudo: pseudo(en) }[values.language as Language];
  const args = [...CHROMIUM_FLAGS, `--host-resolver-rules=MAP ${SCHOOL} 127.0.0.1`];
  const browser = await chromium.launch({ executablePath, args });
  const failed: string[] = [];

  const visit = async (name: string, work: () => Promise<void>) => {
    try {
      await work();
    } catch (error) {
      failed.push(name);
      console.error(`${name} was not reached: ${(error as Error).message.split('\n')[0]}`);
    }
  };
  try {
    if (TOUR.some(({ name }) => wanted(name))) {
      const last = TOUR.findLastIndex(({ name }) => wanted(name));
      const host = await startStaticHost({ folder: join(ROOT, 'dist'), headers: HEADERS });
      const page = await open(browser, host.origin, values.language);
      for (const stop of TOUR.slice(0, last + 1))
        await visit(stop.name, async () => {
          await stop.go(page, t);
          if (wanted(stop.name)) await shoot(page, folder, stop);
          await stop.leave?.(page, t);
        });
      await page.context().close();
      host.close();
    }
    if (wanted('insecure'))
      await visit('insecure', async () => {
        const host = await startStaticHost({ folder: join(ROOT, 'dist') });
        const page = await open(browser, host.origin.replace('localhost', SCHOOL), values.language);
        await page.goto('/');
        await page.getByRole('heading', { level: 1 }).waitFor();
        await shoot(page, folder, { name: 'insecure' });
        await page.context().close();
        host.close();
      });
    if (wanted('base-missing'))
      await visit('base-missing', async () => {
        const mishap = (path: string) => (path.endsWith('.part') ? 'refused' : undefined);
        const host = await startStaticHost({ folder: join(ROOT, 'dist'), headers: HEADERS, mishap });
        const page = await open(browser, host.origin, values.language);
        await page.goto('/');
        await page.getByRole('contentinfo').getByRole('button', { name: t.shell.tryAgain }).waitFor();
        await shoot(page, folder, { name: 'base-missing' });
        await page.context().close();
        host.close();
      });
  } finally {
    await browser.close();
  }
  console.log(
    `${folder}: ${saved} pictures${failed.length > 0 ? `; not reached: ${failed.join(', ')}` : ''}`,
  );
  return failed.length === 0;
});

/** Names in lines that a terminal has room for. */
function lines(names: readonly string[]): string {
  return names
    .join(', ')
    .replace(/(.{1,110})(?: |$)/g, '$1\n')
    .trim();
}

/** A page of a browser that has never seen the app and speaks `language`. */
async function open(browser: Browser, baseURL: string, language: string): Promise<Page> {
  const context = await browser.newContext({ baseURL, viewport: SIZES[0], reducedMotion: 'reduce' });
  await context.addInitScript((kept) => localStorage.setItem('swantham-language', kept), language);
  const page = await context.newPage();
  page.setDefaultTimeout(LONGEST_WAIT_MS);
  return page;
}

/** Saves a stop as each window and colour scheme shows it, and leaves the page as it was. */
async function shoot(
  page: Page,
  folder: string,
  { name, whole = false }: Pick<Stop, 'name' | 'whole'>,
): Promise<void> {
  for (const size of SIZES) {
    await page.setViewportSize(size);
    for (const colorScheme of SCHEMES) {
      await page.emulateMedia({ colorScheme });
      const picture = await page.screenshot({ fullPage: whole });
      writeFileSync(join(folder, `${name}-${size.width}-${colorScheme}.png`), picture);
      saved++;
    }
  }
  await page.setViewportSize(SIZES[0]);
  await page.emulateMedia({ colorScheme: SCHEMES[0] });
}
