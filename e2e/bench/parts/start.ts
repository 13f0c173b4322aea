import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from '@playwright/test';
import { CHROMIUM_FLAGS, findChromium } from '../../chromium.ts';
import { startStaticHost } from '../../static-host.ts';
import { median } from '../timing.ts';

/** Starts of the browser after the first visit. */
const STARTS = 3;
const TIMEOUT_MS = 120_000;

/**
 * Cold starts without a network, of the app built into `folder`: seconds from the request to a page that takes text,
 * and to a trainer that is chosen and ready. The first visit and its examination of the machine come before.
 */
export async function measureStart(folder: string) {
  const profile = mkdtempSync(join(tmpdir(), 'swantham-start-'));
  const host = await startStaticHost({ folder });
  const start = async (offline: boolean) => {
    const context = await chromium.launchPersistentContext(profile, {
      executablePath: findChromium(),
      args: CHROMIUM_FLAGS,
    });
    try {
      await context.setOffline(offline);
      const page = await context.newPage();
      await page.goto(host.origin);
      await page.getByRole('textbox', { name: 'My text' }).waitFor({ timeout: TIMEOUT_MS });
      const usable = await page.evaluate(() => performance.now());
      await page.getByTestId('engine').getByText('It will train on').waitFor({ timeout: TIMEOUT_MS });
      const ready = await page.evaluate(() => performance.now());
      await page.getByText('Works without a network.').waitFor({ timeout: TIMEOUT_MS });
      return { usable: usable / 1000, ready: ready / 1000 };
    } finally {
      await context.close();
    }
  };
  try {
    const first = await start(false);
    host.close();
    const cold: (typeof first)[] = [];
    for (let i = 0; i < STARTS; i++) cold.push(await start(true));
    const usable = median(cold.map((time) => time.usable));
    const ready = median(cold.map((time) => time.ready));
    console.log(
      `a cold start without a network: usable after ${usable.toFixed(2)} s, ready to train after ${ready.toFixed(1)} s; ` +
        `the first visit: ${first.usable.toFixed(2)} s, ${first.ready.toFixed(1)} s`,
    );
    return { first, cold, usable, ready };
  } finally {
    host.close();
    rmSync(profile, { recursive: true, force: true });
  }
}
