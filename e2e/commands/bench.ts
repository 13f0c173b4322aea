/** Measures speed and memory on the real base. Only ratios within one run can be compared. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'vite';
import type { EngineName } from '../../src/model/run.ts';
import type { Machine } from '../../src/train/choice.ts';
import { measureJob } from '../bench/parts/job.ts';
import { measurePad } from '../bench/parts/pad.ts';
import { LONGEST_WINDOW, measurePeers, windowsOf } from '../bench/parts/peers.ts';
import { measureProcessor } from '../bench/parts/processor.ts';
import { measureSchool } from '../bench/parts/school.ts';
import { measureLarger, measureSizes } from '../bench/parts/sizes.ts';
import { measureStart } from '../bench/parts/start.ts';
import { measureVitals } from '../bench/parts/vitals.ts';
import { ROOT } from './app.ts';
import { checkWritable, readOptions, runCommand, UsageError, wholeNumber } from './options.ts';

const DIARY = join(ROOT, 'src', 'text', 'samples', 'diary.txt');
const PARTS = ['peers', 'processor', 'school', 'sizes', 'pad', 'job', 'start', 'vitals'] as const;
/** Tokens of the peers' step: a software adapter takes minutes for the recipe's 512 by some libraries. */
const TOKENS = { hardware: 512, software: 64, none: 512 };
/** Fewer than the sample text has. */
const MOST_TOKENS = 4096;

await runCommand(async () => {
  const { values } = readOptions({
    name: 'bench',
    about: `Measures in a headless browser, on the real base:
- peers: the same training step by both engines of this project and by tfjs, onnxruntime-web and jax-js, and plain
  products by our kernels,
- processor: the engine on the processor beside onnxruntime, its kernels, the machine's best product, and runs,
- school: the same beside @genai-fi/nanogpt, a library for schools, on its own small model,
- sizes: steps of models of other sizes, up to a billion parameters, by the engine that suits the machine,
- pad: how quickly words are suggested while somebody types,
- job: the time and the memory of the app's page during the whole main job,
- start: cold starts without a network, after one visit,
- vitals: how soon the first screen is drawn, how soon it answers, and what moves on it.
Ratios within one run can be compared. Seconds are those of the machine at that moment.`,
    options: {
      part: {
        type: 'choice',
        choices: PARTS,
        multiple: true,
        help: 'What to measure. All of it unless given.',
      },
      browser: {
        type: 'choice',
        choices: ['chromium', 'firefox'],
        default: 'chromium',
        help: 'Firefox measures the part processor alone.',
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
  const { steps, tokens, browser } = values;
  const parts = values.part ?? (browser === 'firefox' ? (['processor'] as const) : PARTS);
  if (browser === 'firefox' && parts.some((part) => part !== 'processor'))
    throw new UsageError('Firefox measures the part processor alone.');
  if (tokens !== undefined && (tokens > MOST_TOKENS || !windowsOf(tokens)))
    throw new UsageError(
      `--tokens must be at most ${MOST_TOKENS}, in windows of one length up to ${LONGEST_WINDOW}, not ${tokens}.`,
    );

  checkWritable(values.json);

  const report: Record<string, unknown> = {};
  // Loaded only now, with the compiler of the kernels: wrong options are told in a moment.
  const { buildBench } = await import('../bench/open.ts');
  const bench = await buildBench();
  try {
    const page = await bench.open(browser);
    const machine = await page.evaluate(() => window.bench.machine());
    const diary = readFileSync(DIARY, 'utf8');
    const ids = await page.evaluate((text) => window.bench.encode(text), diary);
    report.machine = {
      cpu: cpus()[0]?.model ?? 'unknown',
      cores: cpus().length,
      browser: page.browser,
      webgpu: machine.webgpu,
    };
    console.log(`${page.browser}; WebGPU: ${adapterName(machine.webgpu)}`);
    try {
      if (parts.includes('peers'))
        report.peers = await measurePeers(page, ids, windowsOf(tokens ?? TOKENS[machine.adapter])!);
      if (parts.includes('processor')) report.processor = await measureProcessor(page, ids, steps);
      if (parts.includes('school')) report.school = await measureSchool(page, ids);
      if (parts.includes('pad')) report.pad = await measurePad(page, diary, ids);
      if (parts.includes('sizes')) report.sizes = await measureSizes(page, suited(machine));
    } finally {
      await page.close();
    }
    if (parts.includes('sizes'))
      report.larger = await measureLarger(() => bench.open(browser), suited(machine));
  } finally {
    bench.remove();
  }
  if (parts.includes('job')) report.job = await measureJob(DIARY);
  if (parts.includes('start')) report.start = await measureBuilt(measureStart);
  if (parts.includes('vitals')) report.vitals = await measureBuilt(measureVitals);
  if (values.json) writeFileSync(values.json, `${JSON.stringify(report, null, 2)}\n`);
  return true;
});

/** Vendor, architecture, device and description, which the page writes behind the browser's name. */
function adapterName(webgpu: string): string {
  return webgpu.split('; ').slice(-4).filter(Boolean).join(' ');
}

/** The engine that trains where nothing is known of its speed. */
function suited({ adapter }: Machine): EngineName {
  return adapter === 'hardware' ? 'webgpu' : 'cpu';
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
