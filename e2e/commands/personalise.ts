/**
 * npm run personalise -- --text FILE [--held FILE] [--general FILE] [--method norm|lora|full]
 *                        [--rank 4|8|12|16] [--targets attention|all] [--engine webgpu|cpu|auto]
 *                        [--no-memory] [--leave-out] [--quick] [--steps N] [--lr X] [--seed S] [--controls]
 *                        [--adapter DIR] [--json FILE]
 *
 * Trains on a text and measures what it brought, in the built app in headless Chromium. `--text` may be
 * given several times, one document each. `--rank` and `--targets` are LoRA's. `--no-memory` leaves out the neural cache
 * of the text: the result is then that of the adapter alone. `--leave-out` cuts what looks like a secret out of all text,
 * as the app does unless it is told not to. `--quick` trains as the app does for a first result on this machine: fewer
 * steps, smaller batches and less text to measure on where it is slow. `--controls` finds out what the fall is made of,
 * with models that never saw the text (norm-only). `--adapter` writes a folder: Hugging Face PEFT's, or with full
 * fine-tuning a complete model's. Progress goes to standard error; the result, as one JSON object, to FILE or standard
 * output. Status 0 only if the run came to its end; 2 for bad input.
 */
import { copyFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { Page } from '@playwright/test';
import { LORA_RANKS, type Lora } from '../../src/model/lora.ts';
import type { Method } from '../../src/model/run.ts';
import { openApp, ROOT, runCommand, UsageError } from './app.ts';
import { checkWritable, files, number } from './options.ts';

/** What makes a complete model folder of new weights: these are the base's own. */
const BASE = join(ROOT, 'models', 'fractalmoe-30m');
const MODEL_FILES = ['config.json', 'generation_config.json', 'tokenizer.json', 'tokenizer_config.json'];

/** Reads the options; a wrong one is a `UsageError` by its code, see `runCommand`. */
function readOptions() {
  return parseArgs({
    options: {
      text: { type: 'string', multiple: true },
      held: { type: 'string', multiple: true },
      general: { type: 'string', multiple: true },
      method: { type: 'string', default: 'norm' },
      rank: { type: 'string' },
      targets: { type: 'string' },
      engine: { type: 'string', default: 'auto' },
      'no-memory': { type: 'boolean', default: false },
      'leave-out': { type: 'boolean', default: false },
      controls: { type: 'boolean', default: false },
      quick: { type: 'boolean', default: false },
      steps: { type: 'string' },
      lr: { type: 'string' },
      seed: { type: 'string' },
      adapter: { type: 'string' },
      json: { type: 'string' },
    },
  }).values;
}

await runCommand(async () => {
  const options = readOptions();
  const text = files(options.text);
  if (!text) throw new UsageError('Give a text to learn from: --text FILE.');
  const { method, engine } = options;
  if (method !== 'norm' && method !== 'lora' && method !== 'full')
    throw new UsageError(`--method must be norm, lora or full, not "${method}".`);
  const { targets } = options;
  if (targets !== undefined && targets !== 'attention' && targets !== 'all')
    throw new UsageError(`--targets must be attention or all, not "${targets}".`);
  const ranks = new Intl.ListFormat('en', { type: 'disjunction' }).format(LORA_RANKS.map(String));
  const rank = number('rank', options.rank, (r) => LORA_RANKS.includes(r), ranks);
  if (method !== 'lora' && (rank ?? targets) !== undefined)
    throw new UsageError('--rank and --targets need --method lora.');
  if (method !== 'norm' && options.controls) throw new UsageError('--controls needs --method norm.');
  const lora: Partial<Lora> = { ...(rank && { rank }), ...(targets && { targets }) };
  if (engine !== 'webgpu' && engine !== 'cpu' && engine !== 'auto')
    throw new UsageError(`--engine must be webgpu, cpu or auto, not "${engine}".`);
  const whole = (value: number) => Number.isSafeInteger(value);
  const request = {
    text,
    held: files(options.held),
    general: files(options.general),
    method,
    engine,
    remembers: !options['no-memory'],
    leaveOut: options['leave-out'],
    controls: options.controls,
    quick: options.quick,
    lora,
    steps: number(
      'steps',
      options.steps,
      (n) => whole(n) && n >= 1 && n <= 5000,
      'a whole number from 1 to 5000',
    ),
    lr: number('lr', options.lr, (x) => x > 0 && x <= 1, 'a number above 0 and at most 1'),
    seed: number(
      'seed',
      options.seed,
      (n) => whole(n) && n >= 0 && n < 2 ** 32,
      'a whole number from 0 to 4294967295',
    ),
  } as const;

  for (const path of [options.json, options.adapter]) checkWritable(path);

  const { page, close } = await openApp();
  try {
    await page.exposeFunction('swanthamProgress', (line: string) => console.error(line));
    const answer = await page.evaluate((r) => window.swantham.personalise(r), request);
    if (answer.kind === 'refused') throw new UsageError(answer.message);
    const machine = { ...answer.result.machine, cpu: cpus()[0]?.model ?? 'unknown', cores: cpus().length };
    const json = `${JSON.stringify({ ...answer.result, machine }, null, 2)}\n`;
    if (options.json) writeFileSync(options.json, json);
    else process.stdout.write(json);
    if (options.adapter) await writeAdapter(page, options.adapter, answer.adapterFiles, method);
    return answer.result.ended === 'complete';
  } finally {
    await close();
  }
});

/** Fetches the adapter's files from the page, part by part, and makes a folder of them. */
async function writeAdapter(
  page: Page,
  folder: string,
  names: readonly string[],
  method: Method,
): Promise<void> {
  mkdirSync(folder, { recursive: true });
  if (method === 'full') for (const name of MODEL_FILES) copyFileSync(join(BASE, name), join(folder, name));
  for (const name of names) {
    const parts: Buffer[] = [];
    for (let part = 0; part === 0 || parts[part - 1].byteLength > 0; part++) {
      const base64 = await page.evaluate((asked) => window.swantham.adapterPart(asked.name, asked.part), {
        name,
        part,
      });
      parts.push(Buffer.from(base64, 'base64'));
    }
    writeFileSync(join(folder, name), Buffer.concat(parts));
  }
}
