import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, expect, type Page } from '@playwright/test';
import { CHROMIUM_FLAGS, findChromium } from './chromium.ts';
import { test } from './flow.ts';
import { openApp, openScreen, setNumbers, trainButton, typeExcerpt } from './page.ts';
import { ANY_FACTS, bundleStore } from './store-script.ts';

/** How often the browser is ended without a word: one time in eight in the middle of training, else of saving. */
const ENDS = Number(process.env.ENDS ?? 16);
const ENDS_IN_TRAINING = Math.round(ENDS / 8);
const ENDS_IN_SAVING = ENDS - ENDS_IN_TRAINING;
/** The browser ends when it has saved or renamed nothing, once, or up to so often, whatever time that takes. */
const MOST_TOLD = 7;
/** It ends so many milliseconds later at most, or after Train was pressed. */
const LONGEST_SAVING = 100;
const LONGEST_TRAINING = 8_000;
/** This many adapters stay from one visit to the next; older ones have outlived several ends. */
const KEPT = 20;

const PASSPHRASE = 'three green mangoes';

let folder: string;
test.beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'swantham-killed-'));
});
test.afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** A browser of its own process group, to be killed with all that belongs to it. */
class Browser {
  private constructor(
    private readonly process: ChildProcess,
    readonly page: Page,
  ) {}

  static async open(): Promise<Browser> {
    const flags = ['--headless=new', '--remote-debugging-port=0', `--user-data-dir=${folder}`];
    const process = spawn(findChromium()!, [...CHROMIUM_FLAGS, ...flags, '--no-first-run', 'about:blank'], {
      detached: true,
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    const address = await new Promise<string>((resolve, reject) => {
      let said = '';
      process.stderr!.on('data', (data) => {
        said += data;
        const found = /DevTools listening on (ws:\S+)/.exec(said);
        if (found) resolve(found[1]);
      });
      process.once('exit', () => reject(new Error(`the browser did not start: ${said}`)));
    });
    const browser = await chromium.connectOverCDP(address);
    return new Browser(process, browser.contexts()[0].pages()[0]);
  }

  async kill(): Promise<void> {
    const ended = new Promise((resolve) => this.process.once('exit', resolve));
    process.kill(-this.process.pid!, 'SIGKILL');
    await ended;
  }
}

/** Saves, renames and writes in the first profile without end; tells what was saved once it is. */
async function saveWithoutEnd([facts, passphrase]: [typeof ANY_FACTS, string | undefined]): Promise<void> {
  const store = swanthamStore.openStore();
  const [{ id: profile, lock }] = await store.profiles.list();
  const access = lock
    ? await store.profiles.enter(profile, passphrase)
    : passphrase
      ? await store.profiles.lock(profile, passphrase)
      : { profile };
  const { adapters, texts } = store.open(access);
  for (let round = 0; ; round++) {
    // Now the 9 KB of norm-only adapters, now the 1.8 MB of LoRA.
    const bytes = new Uint8Array(round % 4 === 3 ? 1_800_000 : 9_216).fill(256 * Math.random());
    const record = await adapters.save({ ...facts, name: `No. ${round}` }, { method: 'norm', bytes });
    console.log(`saved ${record.id} ${record.sha256}`);
    await texts.put({ id: profile, name: 'My text', text: 'മഴ '.repeat(round + 1) });
    await adapters.rename(record.id, `Renamed ${round}`);
    console.log(`renamed ${record.id} Renamed ${round}`);
  }
}

/** Every adapter that is there: id, name, and the hash of its weights, which are read and checked; deletes old ones. */
async function readAll([passphrase, keeps]: [passphrase: string | undefined, keeps: number]) {
  const store = swanthamStore.openStore();
  const [{ id: profile, lock }] = await store.profiles.list();
  const access = lock ? await store.profiles.enter(profile, passphrase) : { profile };
  const { adapters, texts } = store.open(access);
  await texts.list();
  const found: [string, string, string][] = [];
  for (const { id, name, sha256 } of await adapters.list()) {
    await adapters.weights(id);
    found.push([id, name, sha256]);
  }
  for (const [id] of found.slice(keeps)) await adapters.delete(id);
  store.close();
  return found;
}

test('many ends in the middle of saving: what was shown as saved is there, unharmed', async ({ baseURL }) => {
  const script = await bundleStore();
  const saved = new Map<string, string>();
  const named = new Map<string, string>();
  let outlived = 0;
  let shown = 0;
  for (let end = 0; end <= ENDS_IN_SAVING; end++) {
    const passphrase = end > ENDS_IN_SAVING / 2 ? PASSPHRASE : undefined;
    const browser = await Browser.open();
    const { page } = browser;
    try {
      // A file of the same origin: the app itself is not wanted here.
      await page.goto(`${baseURL}/icon.svg`);
      await page.evaluate(script);
      const found = await page.evaluate(readAll, [passphrase, KEPT] as [string | undefined, number]);
      const names = new Map(found.map(([id, name]) => [id, name]));
      const hashes = new Map(found.map(([id, , sha256]) => [id, sha256]));
      for (const [id, sha256] of saved) expect(hashes.get(id)).toBe(sha256);
      for (const [id, name] of named) expect(names.get(id)).toBe(name);
      outlived += found.length;
      for (const [id] of found.slice(KEPT)) {
        saved.delete(id);
        named.delete(id);
      }
      if (end === ENDS_IN_SAVING) break;
      let told = 0;
      page.on('console', (message) => {
        const [, what, id, value] = /^(saved|renamed) (\S+) (.+)$/.exec(message.text()) ?? [];
        if (!what) return;
        (what === 'saved' ? saved : named).set(id, value);
        if (what === 'saved') shown++;
        told++;
      });
      page
        .evaluate(saveWithoutEnd, [ANY_FACTS, passphrase] as [typeof ANY_FACTS, string | undefined])
        .catch(() => {});
      await expect.poll(() => told, { intervals: [5] }).toBeGreaterThanOrEqual(end % (MOST_TOLD + 1));
      await new Promise((resolve) => setTimeout(resolve, LONGEST_SAVING * Math.random()));
    } finally {
      await browser.kill();
    }
  }
  console.log(`${shown} adapters were shown as saved; ${outlived} were found unharmed after an end`);
  expect(shown).toBeGreaterThan(ENDS_IN_SAVING);
});

test('some ends in the middle of training: every model that was shown is kept, the text stays', async ({
  baseURL,
}) => {
  let kept = 0;
  for (let end = 0; end <= ENDS_IN_TRAINING; end++) {
    const browser = await Browser.open();
    const { page } = browser;
    try {
      await openApp(page, baseURL);
      if (end === 0) {
        await typeExcerpt(page, 'diary.txt', 3000);
        await page.waitForTimeout(1000);
      } else await expect(page.getByTestId('split')).toBeVisible();
      await openScreen(page, 'models');
      await expect.poll(() => page.getByTestId('adapter').count()).toBeGreaterThanOrEqual(kept);
      kept = await page.getByTestId('adapter').count();
      if (end === ENDS_IN_TRAINING) break;
      await openScreen(page, 'make');
      await setNumbers(page, { steps: 2, rows: 1, length: 16 });
      await trainButton(page).click();
      // Now at any moment, now at the very one at which the result is shown.
      const shown = page
        .getByTestId('result')
        .waitFor({ timeout: end % 2 ? 0 : 1 + LONGEST_TRAINING * Math.random() });
      if (
        await shown.then(
          () => true,
          () => false,
        )
      )
        kept++;
    } finally {
      await browser.kill();
    }
  }
  console.log(`${kept} models were shown, and are kept`);
  expect(kept).toBeGreaterThanOrEqual(ENDS_IN_TRAINING / 2);
});
