import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import type { Page } from 'puppeteer-core';
// Declares `window.swantham`, which the command lines call.
import type {} from '../src/cli/main.ts';
import { en } from '../src/i18n/en/index.ts';
import type { EngineName } from '../src/model/run.ts';
import { HEADERS } from '../src/offline/headers.ts';
import { control, type Firefox, openFirefox, saying, texts, untilSeen } from './firefox.ts';
import { type Kept, keptRuns, openApp, setNumbers, train, typeExcerpt } from './page.ts';
import { startStaticHost } from './static-host.ts';

const SAMPLE = 'diary.txt';
const CHARACTERS = 2000;
/** How far two trainings may be apart, relatively: as far as the reference sets let them be. */
const TOLERANCE = 1e-3;
const SMALL = { steps: 3, learningRate: 0.005, rows: 1, length: 32 };

let profile: string;
let firefox: Firefox | undefined;
test.beforeEach(() => {
  profile = mkdtempSync(join(tmpdir(), 'swantham-firefox-'));
});
test.afterEach(async () => {
  await closeFirefox();
  rmSync(profile, { recursive: true, force: true });
});

async function closeFirefox(): Promise<void> {
  const open = firefox;
  firefox = undefined;
  await open?.close();
}

test('Firefox trains on the processor as Chromium does, keeps the model, and needs its host once', async ({
  page: chromium,
}) => {
  const host = await startStaticHost({ headers: HEADERS });
  try {
    firefox = await openFirefox(profile, host.origin);
    const [first] = await test.step('one visit', async () => {
      const { page, offences } = firefox!;
      await open(page, host.origin);
      await write(page);
      await set(page, SMALL);
      await trainOn(page, 'cpu');
      await page.reload();
      await openModels(page);
      await saying(page, en.shell.offline.works).wait();
      expect(offences).toEqual({ console: [], foreign: [] });
      return page.evaluate(keptRuns);
    });
    await closeFirefox();

    await test.step('the same in Chromium: the same numbers', async () => {
      await openApp(chromium, host.origin);
      await typeExcerpt(chromium, SAMPLE, CHARACTERS);
      await setNumbers(chromium, SMALL);
      await train(chromium);
      const [other] = await chromium.evaluate(keptRuns);
      expectSame(first, other);
      const seconds = ({ seconds: { train, eval: measuring } }: Kept) => [train, measuring];
      // Told, not asserted: a clock on a busy machine says nothing of the program.
      const told = seconds(first).map((s, i) => `${s.toFixed(1)} and ${seconds(other)[i].toFixed(1)} s`);
      console.log(`Firefox and Chromium trained for ${told[0]}, measured for ${told[1]}`);
    });

    host.close();
    await test.step('after a restart, without its host', async () => {
      firefox = await openFirefox(profile, host.origin);
      const { page, offences } = firefox;
      await open(page, host.origin);
      expect(await page.evaluate(() => crossOriginIsolated)).toBe(true);
      await openModels(page);
      expect(await page.evaluate(keptRuns)).toMatchObject([{ sha256: first.sha256 }]);
      await control(page, 'link', en.shell.screens.try).click();
      await control(page, 'textbox', en.tryOut.prompt).fill('The rain');
      await control(page, 'button', en.tryOut.write).click();
      await expect
        .poll(() => texts(page, '[data-testid=text-mine]'), { timeout: 120_000 })
        .toEqual([expect.stringMatching(/\S/)]);
      expect(offences).toEqual({ console: [], foreign: [] });
    });
  } finally {
    host.close();
  }
});

test("Firefox's WebGPU computes what PyTorch computes, and trains to the processor's numbers", async ({
  baseURL,
}) => {
  firefox = await openFirefox(profile, new URL(baseURL!).origin, { webgpu: true });
  const { page, offences } = firefox;
  await test.step('reference sets', async () => {
    await page.goto(`${baseURL}/?cli`);
    await page.waitForFunction(() => 'swantham' in window);
    for (const name of ['tiny-10.safetensors', 'tiny-lora.safetensors']) {
      const base64 = readFileSync(join('src/model/fixtures', name), 'base64');
      const answer = await page.evaluate((file) => window.swantham.reference('webgpu', file), {
        name,
        base64,
      });
      const report = answer.kind === 'done' ? answer.report : [];
      expect(answer.kind === 'done' ? report.filter(({ passed }) => !passed) : answer).toEqual([]);
      const worst = Math.max(...report.map(({ error, tolerance }) => error / tolerance));
      console.log(`${name}: ${report.length} quantities, the worst at ${worst.toFixed(4)} of its tolerance`);
    }
  });
  await test.step('steps of the real base', async () => {
    await open(page, baseURL!);
    await write(page);
    await set(page, SMALL);
    await trainOn(page, 'webgpu');
    await trainOn(page, 'cpu');
    const [cpu, webgpu] = await page.evaluate(keptRuns);
    console.log(`after each step, WebGPU ${losses(webgpu)}, the processor ${losses(cpu)}`);
    expectSame(webgpu, cpu);
  });
  expect(offences).toEqual({ console: [], foreign: [] });
});

/** Opens the app and waits until the base is loaded. */
async function open(page: Page, origin: string): Promise<void> {
  await page.goto(`${origin}/`);
  await page.waitForSelector('h1', { visible: true });
  await page.waitForSelector('[data-testid=base-loading]', { hidden: true });
}

/** Writes an excerpt of a sample as the student's own text. */
async function write(page: Page): Promise<void> {
  await control(page, 'textbox', en.make.text.own).click();
  const text = readFileSync(join('src/text/samples', SAMPLE), 'utf8').slice(0, CHARACTERS);
  // As if it was pasted: one key after the other would take a minute.
  await page.evaluate((pasted) => document.execCommand('insertText', false, pasted), text);
  await untilSeen(page, 'split');
}

/** Sets numbers of a run. */
async function set(page: Page, numbers: Partial<typeof SMALL>): Promise<void> {
  // Firefox counts the arrow before it to its name.
  await saying(page, en.make.advanced.heading).click();
  for (const [name, value] of Object.entries(numbers)) {
    await control(page, 'textbox', en.make.advanced[name as keyof typeof SMALL]).click();
    // `fill` would write behind the number that is there.
    await page.keyboard.down('Control');
    await page.keyboard.press('KeyA');
    await page.keyboard.up('Control');
    await page.keyboard.type(String(value));
    await page.keyboard.press('Tab');
  }
}

/** Trains on an engine, and reads of the result on the screen that the model learned something. */
async function trainOn(page: Page, engine: EngineName): Promise<void> {
  // Nothing can be chosen while the engines are being examined.
  await page.waitForSelector('[data-engine]', { timeout: 120_000 });
  await saying(page, en.make.advanced[engine]).click();
  await page.waitForSelector(`[data-engine=${engine}]`, { timeout: 120_000 });
  await control(page, 'button', en.make.train.button).click();
  await untilSeen(page, 'run');
  await untilSeen(page, 'result', 240_000);
  const [before, after] = (await texts(page, '[data-testid=result] dd')).map(Number);
  expect(after).toBeLessThan(before);
  expect((await page.evaluate(keptRuns))[0]).toMatchObject({ engine, steps: SMALL.steps });
}

async function openModels(page: Page): Promise<void> {
  await control(page, 'link', en.shell.screens.models).click();
  await untilSeen(page, 'adapter');
}

const losses = ({ curve }: Kept) => curve.flatMap(([, loss]) => loss ?? []);

/** Two runs of the same text and settings learned the same, as exactly as an engine has to. */
function expectSame(run: Kept, other: Kept): void {
  expect(losses(run)).toHaveLength(SMALL.steps);
  const numbers = ({ personal, general }: Kept) => [...Object.values(personal), ...Object.values(general)];
  const expected = [...losses(other), ...numbers(other)];
  const errors = [...losses(run), ...numbers(run)].map((value, i) => Math.abs(value / expected[i] - 1));
  expect(Math.max(...errors)).toBeLessThan(TOLERANCE);
}
