import { existsSync, readdirSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Browser, Page } from '@playwright/test';
import type { InlineConfig } from 'vite';
// Declares `window.swantham`, which the command lines call.
import type {} from '../../src/cli/main.ts';
import { UsageError } from './options.ts';

/** The project's folder. */
export const ROOT = join(dirname(fileURLToPath(import.meta.url)), '..', '..');
/** What the built app is made from. */
const SOURCES = ['src', 'shaders', 'models', 'public', 'index.html', 'vite.config.ts', 'package-lock.json'];

/** How often a page is asked whether it has started, and how long that may take. */
const POLL_MS = 50;
const LONGEST_START_MS = 30_000;

/** A page in a headless Chromium of its own; `close` ends both and what served it. */
export interface OpenPage {
  page: Page;
  browser: Browser;
  close(): Promise<void>;
}

/**
 * Opens the built app in headless Chromium, on a page that has no screens but offers the screens'
 * functions as `window.swantham`. Builds the app first where its sources are newer.
 */
export function openApp(): Promise<OpenPage> {
  const config = { root: ROOT, logLevel: 'error', preview: { port: 0 } } as const;
  return openBuilt(config, { builds: isStale(), path: '/?cli', name: 'swantham' });
}

/** Builds the app, if a source of it is newer than the last build. */
export async function buildApp(): Promise<void> {
  if (!isStale()) return;
  const { build } = await import('vite');
  await build({ root: ROOT, logLevel: 'error' });
}

/** Serves what vite makes of `config`, built now or before, and opens `path` of it once `window[name]` is there. */
export async function openBuilt(
  config: InlineConfig,
  { builds, path, name }: { builds: boolean; path: string; name: string },
): Promise<OpenPage> {
  // Loaded only now: a command line answers what needs no page in a moment.
  const [{ build, preview }, { chromium }, { CHROMIUM_FLAGS, findChromium }] = await Promise.all([
    import('vite'),
    import('@playwright/test'),
    import('../chromium.ts'),
  ]);
  const executablePath = findChromium();
  if (!executablePath) throw new UsageError('No Chromium or Chrome was found; set CHROMIUM_PATH to one.');
  if (builds) await build(config);
  const server = await preview(config);
  const browser = await chromium.launch({ executablePath, args: CHROMIUM_FLAGS });
  const close = async () => {
    await browser.close();
    await server.close();
  };
  try {
    const page = await browser.newPage();
    await page.goto(new URL(path, server.resolvedUrls!.local[0]).href);
    // Playwright's own waiting would evaluate text in the page, which its policy forbids.
    for (let waited = 0; !(await page.evaluate((global) => global in window, name)); waited += POLL_MS) {
      if (waited > LONGEST_START_MS) throw new Error('The page did not start.');
      await page.waitForTimeout(POLL_MS);
    }
    return { page, browser, close };
  } catch (error) {
    await close();
    throw error;
  }
}

function isStale(): boolean {
  const built = join(ROOT, 'dist', 'index.html');
  return !existsSync(built) || SOURCES.some((name) => newest(join(ROOT, name)) > statSync(built).mtimeMs);
}

function newest(path: string): number {
  const { mtimeMs } = statSync(path);
  if (!statSync(path).isDirectory()) return mtimeMs;
  return Math.max(mtimeMs, ...readdirSync(path).map((name) => newest(join(path, name))));
}
