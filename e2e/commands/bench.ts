/** Measures speed and memory on the real base. Only ratios within one run can be compared. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { build, type InlineConfig } from 'vite';
import { baseParts } from '../../src/offline/build/base-parts.ts';
import { ISOLATION_HEADERS } from '../../src/offline/headers.ts';
import { measureJob } from '../bench/parts/job.ts';
import { LONGEST_WINDOW, measurePeers, windowsOf } from '../bench/parts/peers.ts';
import { measureProcessor } from '../bench/parts/processor.ts';
import { measureSizes } from '../bench/parts/sizes.ts';
import { measureStart } from '../bench/parts/start.ts';
import { type OpenPage, openBuilt, ROOT } from './app.ts';
import { checkWritable, readOptions, runCommand, UsageError, wholeNumber } from './options.ts';

const DIARY = join(ROOT, 'src', 'text', 'samples', 'diary.txt');
const PARTS = ['peers', 'processor', 'sizes', 'job', 'start'] as const;
/** Tokens of the peers' step: a software adapter takes minutes for the recipe's 512 by some libraries. */
const TOKENS = { hardware: 512, software: 64, none: 512 };
/** Fewer than the sample text has. */
const MOST_TOKENS = 4096;

await runCommand(async () => {
  const { values } = readOptions({
    name: 'bench',
    about: `Measures in headless Chromium, on the real base:
- peers: the same training step by both engines of this project and by tfjs, onnxruntime-web and jax-js, and plain
  products by our kernels,
- processor: the CPU engine's runs, and the share of every kind of operation in a step,
- sizes: steps of models of other sizes, by the engine that suits the machine,
- job: the time and the memory of the app's page during the whole main job,
- start: cold starts without a network, after one visit.
Ratios within one run can be compared. Seconds are those of the machine at that moment.`,
    options: {
      part: {
        type: 'choice',
        choices: PARTS,
        multiple: true,
        help: 'What to measure. All of it unless given.',
      },
      tokens: {
        type: 'number',
        value: 'N',
        ...wholeNumber(1),
        help: `Tokens per step of peers. Default: ${TOKENS.hardware}, or ${TOKENS.software} on a software adapter.`,
      },
      steps: { type: 'number', value: 'N', ...wholeNumber(1), default: 100, help: 'Steps of processor.' },
      json: { type: 'text', value: 'FILE', help: 'Write the numbers there.' },
    },
  });
  const { steps, tokens, part: parts = PARTS } = values;
  if (tokens !== undefined && (tokens > MOST_TOKENS || !windowsOf(tokens)))
    throw new UsageError(
      `--tokens must be at most ${MOST_TOKENS}, in windows of one length up to ${LONGEST_WINDOW}, not ${tokens}.`,
    );

  checkWritable(values.json);

  const report: Record<string, unknown> = {};
  const { page, browser, close } = await openBench();
  try {
    const machine = await page.evaluate(() => window.bench.machine());
    const ids = await page.evaluate((text) => window.bench.encode(text), readFileSync(DIARY, 'utf8'));
    report.machine = {
      cpu: cpus()[0]?.model ?? 'unknown',
      cores: cpus().length,
      browser: browser.version(),
      webgpu: machine.webgpu,
    };
    console.log(`Chromium ${browser.version()}; WebGPU: ${adapterName(machine.webgpu)}`);
    if (parts.includes('peers'))
      report.peers = await measurePeers(page, ids, windowsOf(tokens ?? TOKENS[machine.adapter])!);
    if (parts.includes('processor')) report.processor = await measureProcessor(page, ids, steps);
    if (parts.includes('sizes'))
      report.sizes = await measureSizes(page, machine.adapter === 'hardware' ? 'webgpu' : 'cpu');
  } finally {
    await close();
  }
  if (parts.includes('job')) report.job = await measureJob(DIARY);
  if (parts.includes('start')) report.start = await measureBuilt(measureStart);
  if (values.json) writeFileSync(values.json, `${JSON.stringify(report, null, 2)}\n`);
  return true;
});

/** Vendor, architecture, device and description, which the page writes behind the browser's name. */
function adapterName(webgpu: string): string {
  return webgpu.split('; ').slice(-4).filter(Boolean).join(' ');
}

/** Measures the app, built for it. */
async function measureBuilt<Result>(measure: (folder: string) => Promise<Result>): Promise<Result> {
  const outDir = mkdtempSync(join(tmpdir(), 'swantham-built-'));
  try {
    await build({ root: ROOT, logLevel: 'error', build: { outDir, emptyOutDir: true } });
    return await measure(outDir);
  } finally {
    rmSync(outDir, { recursive: true, force: true });
  }
}

/** Builds and opens the bench's own page, which is no part of the app. */
async function openBench(): Promise<OpenPage> {
  const outDir = mkdtempSync(join(tmpdir(), 'swantham-bench-'));
  const remove = () => rmSync(outDir, { recursive: true, force: true });
  const config = {
    root: join(ROOT, 'e2e', 'bench'),
    configFile: false,
    logLevel: 'error',
    plugins: [baseParts()],
    worker: { format: 'es' },
    build: { target: 'es2022', assetsInlineLimit: 0, outDir },
    preview: { port: 0, headers: ISOLATION_HEADERS },
  } satisfies InlineConfig;
  try {
    const opened = await openBuilt(config, { builds: true, path: '/', name: 'bench' });
    return { ...opened, close: () => opened.close().finally(remove) };
  } catch (error) {
    remove();
    throw error;
  }
}
