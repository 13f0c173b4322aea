import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build, type InlineConfig, preview } from 'vite';
import { baseParts } from '../../src/offline/build/base-parts.ts';
import { ISOLATION_HEADERS } from '../../src/offline/headers.ts';
import { kernels } from '../../src/train/wasm/build/kernels.ts';
import { openBuilt, ROOT } from '../commands/app.ts';
import { openFirefox } from '../firefox.ts';
// Declares `window.bench`, which the parts call.
import type {} from './page.ts';
import { type PeakMemory, peakMemory } from './page-memory.ts';

export type BrowserName = 'chromium' | 'firefox';

/** The bench's page in a browser of its own: what Playwright and puppeteer have in common. */
export interface BenchPage {
  /** For example `Chromium 156.0`. */
  browser: string;
  evaluate<Result, Arg = void>(ask: (arg: Arg) => Result | Promise<Result>, arg?: Arg): Promise<Result>;
  /** The most memory that its process has had so far. */
  memory: PeakMemory;
  close(): Promise<void>;
}

/** The bench's own page, which is no part of the app, once it is built; `remove` deletes what was built. */
export interface BuiltBench {
  open(browser: BrowserName): Promise<BenchPage>;
  remove(): void;
}

export async function buildBench(): Promise<BuiltBench> {
  const outDir = mkdtempSync(join(tmpdir(), 'swantham-bench-'));
  const remove = () => rmSync(outDir, { recursive: true, force: true });
  const config = {
    root: join(ROOT, 'e2e', 'bench'),
    configFile: false,
    logLevel: 'error',
    plugins: [baseParts(), kernels()],
    worker: { format: 'es', plugins: () => [kernels()] },
    build: { target: 'es2022', assetsInlineLimit: 0, outDir },
    preview: { port: 0, headers: ISOLATION_HEADERS },
  } satisfies InlineConfig;
  try {
    await build(config);
  } catch (error) {
    remove();
    throw error;
  }
  return { open: (browser) => (browser === 'firefox' ? inFirefox(config) : inChromium(config)), remove };
}

async function inChromium(config: InlineConfig): Promise<BenchPage> {
  const { page, browser, close } = await openBuilt(config, { builds: false, path: '/', name: 'bench' });
  return {
    browser: `Chromium ${browser.version()}`,
    evaluate: (ask, arg) => page.evaluate(ask as never, arg as never),
    memory: () => peakMemory(browser),
    close,
  };
}

async function inFirefox(config: InlineConfig): Promise<BenchPage> {
  const profile = mkdtempSync(join(tmpdir(), 'swantham-bench-firefox-'));
  const server = await preview(config);
  const origin = new URL(server.resolvedUrls!.local[0]).origin;
  const { page, close } = await openFirefox(profile, origin);
  await page.goto(origin);
  await page.waitForFunction(() => 'bench' in window);
  return {
    browser: (await page.browser().version()).replace('/', ' '),
    evaluate: (ask, arg) => page.evaluate(ask as never, arg as never) as never,
    memory: async () => undefined,
    async close() {
      await close();
      await server.close();
      rmSync(profile, { recursive: true, force: true });
    },
  };
}
