/**
 * npm run bench [-- --steps N] [--json FILE]
 *
 * Measures the CPU engine in headless Chromium: norm-only steps of 256 and of 512 tokens and full fine-tuning on
 * the real base, the share of every kind of operation in them, and the memory of the app's page at the whole main
 * job. Ratios of one run can be compared; seconds are those of the machine at that moment.
 */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { type Browser, chromium, type Page } from '@playwright/test';
import { build, type InlineConfig, preview } from 'vite';
import { ISOLATION_HEADERS } from '../src/offline/isolation.ts';
import { openApp, ROOT, runCommand, UsageError } from './app.ts';
import type { TrainRequest } from './bench/page.ts';
import { CHROMIUM_FLAGS, findChromium } from './chromium.ts';

const DIARY = join(ROOT, 'src', 'text', 'samples', 'diary.txt');

/** Steps of a profile; the first is left out, since it also asks the system for memory. */
const PROFILE_STEPS = 5;
/** onnxruntime's names for what is one product, or many side by side. */
const PRODUCTS = ['Gemm', 'MatMul', 'FusedMatMul'];

await runCommand(async () => {
  const { values } = parseArgs({
    options: { steps: { type: 'string', default: '100' }, json: { type: 'string' } },
  });
  const steps = Number(values.steps);
  if (!Number.isSafeInteger(steps) || steps < 1)
    throw new UsageError('--steps must be a whole number from 1.');

  const report = {
    machine: { cpu: cpus()[0]?.model ?? 'unknown', cores: cpus().length },
    ...(await measureSteps(steps)),
    page: await measurePage(),
  };
  const json = `${JSON.stringify(report, null, 2)}\n`;
  if (values.json) writeFileSync(values.json, json);
  return true;
});

/** Steps of the product's trainer, and the products in them. */
async function measureSteps(steps: number) {
  const { page, close } = await openBench();
  try {
    const ids = Array.from({ length: 8000 }, (_, i) => 1 + ((i * 7919) % 16383));
    const train = (request: Omit<TrainRequest, 'engine' | 'ids'>) =>
      page.evaluate((r) => window.bench.train(r), { engine: 'cpu' as const, ids, ...request });

    const rows = [];
    for (const request of [
      { method: 'norm', steps, rows: 1, length: 256 },
      { method: 'norm', steps: Math.ceil(steps / 5), rows: 2, length: 256 },
      { method: 'full', steps: Math.ceil(steps / 10), rows: 1, length: 256 },
    ] as const) {
      const { device, load, steps: seconds } = await train(request);
      const perStep = seconds / request.steps;
      rows.push({ ...request, device, load, seconds, perStep });
      console.log(
        `${request.method}, ${request.rows * request.length} tokens a step, ${device}: ${request.steps} steps in ` +
          `${seconds.toFixed(1)} s (${(1000 * perStep).toFixed(0)} ms each), opened in ${load.toFixed(1)} s`,
      );
    }
    const shares = await sharesOf(page, ids.slice(0, 256));
    const inProducts = PRODUCTS.reduce((sum, name) => sum + (shares[name] ?? 0), 0);
    const told = Object.entries(shares).filter(([, share]) => share >= 0.005);
    console.log(
      `${percent(inProducts)} of a norm-only step of 256 tokens are matrix products; by operator: ` +
        told.map(([name, share]) => `${name} ${percent(share)}`).join(', '),
    );
    return { steps: rows, shares, inProducts };
  } finally {
    await close();
  }
}

/** The share of each operator in the time of all, the largest first, as onnxruntime's own profiler tells it. */
async function sharesOf(page: Page, ids: number[]): Promise<Record<string, number>> {
  const runs: Map<string, number>[] = [];
  page.on('console', (message) => {
    for (const line of message.text().split('\n')) {
      if (!line.startsWith('{"cat"')) continue;
      const { name, dur, args } = JSON.parse(line.replace(/,\s*$/, ''));
      // Nodes are told before the run they belong to; `If` only contains others.
      if (name === 'model_run') runs.push(new Map());
      if (name.endsWith('_kernel_time') && args.op_name !== 'If') {
        const run = runs.at(-1) ?? runs[runs.push(new Map()) - 1];
        run.set(args.op_name, (run.get(args.op_name) ?? 0) + dur);
      }
    }
  });
  await page.evaluate((r) => window.bench.profile(r), { ids, steps: PROFILE_STEPS });
  const total = new Map<string, number>();
  for (const run of runs.slice(1))
    for (const [name, time] of run) total.set(name, (total.get(name) ?? 0) + time);
  const all = [...total.values()].reduce((sum, time) => sum + time, 0);
  return Object.fromEntries([...total].sort((a, b) => b[1] - a[1]).map(([name, time]) => [name, time / all]));
}

function percent(share: number): string {
  return `${(100 * share).toFixed(1)}%`;
}

/** The whole main job in the app's own page: time, what was promised, and the memory of the page. */
async function measurePage() {
  const { page, browser, close } = await openApp();
  try {
    const empty = await peakMemory(browser);
    const text = [{ name: 'diary.txt', base64: readFileSync(DIARY).toString('base64') }];
    const request = { text, method: 'norm', engine: 'cpu', quick: true } as const;
    const answer = await page.evaluate((r) => window.swantham.personalise(r), request);
    if (answer.kind === 'refused') throw new Error(answer.message);
    const { steps, seconds } = answer.result;
    const peak = await peakMemory(browser);
    console.log(
      `a first result in the app: ${steps} steps, ${seconds.total.toFixed(1)} s where ${seconds.promised.toFixed(1)} s ` +
        `were promised; peak memory of the page ${mb(peak)}, of which ${mb(empty)} before anything is opened`,
    );
    return { steps, seconds, peakBytes: peak, emptyBytes: empty };
  } finally {
    await close();
  }
}

/** The largest memory that the page's process has had so far, in bytes; Linux only. */
async function peakMemory(browser: Browser): Promise<number | undefined> {
  const session = await browser.newBrowserCDPSession();
  const { processInfo } = await session.send('SystemInfo.getProcessInfo');
  const peaks = processInfo
    .filter(({ type }) => type === 'renderer')
    .map(({ id }) => {
      try {
        const [, kilobytes] = /VmHWM:\s+(\d+) kB/.exec(readFileSync(`/proc/${id}/status`, 'utf8')) ?? [];
        return 1024 * Number(kilobytes);
      } catch {
        return Number.NaN;
      }
    });
  const largest = Math.max(...peaks);
  return Number.isFinite(largest) ? largest : undefined;
}

function mb(bytes: number | undefined): string {
  return bytes === undefined ? 'not told by this system' : `${Math.round(bytes / 1e6)} MB`;
}

/** Builds and serves the bench's own page, which is no part of the app. */
async function openBench() {
  const executablePath = findChromium();
  if (!executablePath) throw new UsageError('No Chromium or Chrome was found; set CHROMIUM_PATH to one.');
  const outDir = mkdtempSync(join(tmpdir(), 'swantham-bench-'));
  const config: InlineConfig = {
    root: join(ROOT, 'e2e', 'bench'),
    configFile: false,
    logLevel: 'error',
    worker: { format: 'es' },
    build: { target: 'es2022', assetsInlineLimit: 0, outDir },
    preview: { port: 0, headers: ISOLATION_HEADERS },
  };
  await build(config);
  const server = await preview(config);
  const browser = await chromium.launch({ executablePath, args: CHROMIUM_FLAGS });
  const page = await browser.newPage();
  await page.goto(server.resolvedUrls!.local[0]);
  await page.waitForFunction('window.bench !== undefined');
  return {
    page,
    async close() {
      await browser.close();
      await server.close();
      rmSync(outDir, { recursive: true, force: true });
    },
  };
}
