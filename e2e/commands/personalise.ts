import { copyFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { LORA_RANKS, type Lora } from '../../src/model/lora.ts';
import type { Method } from '../../src/model/run.ts';
import { openApp, ROOT } from './app.ts';
import {
  type Command,
  checkWritable,
  files,
  readOptions,
  runCommand,
  UsageError,
  wholeNumber,
} from './options.ts';

/** What makes a complete model folder of new weights: these are the base's own. */
const BASE = join(ROOT, 'models', 'fractalmoe-30m');
const MODEL_FILES = ['config.json', 'generation_config.json', 'tokenizer.json', 'tokenizer_config.json'];

const COMMAND = {
  name: 'personalise',
  about: `Trains on a text and measures what it brought, in the built app in headless Chromium. Progress goes to standard
error. The result is one JSON object, in the file of --json or on standard output. The status is 0 only if the run came
to its end, and 2 for bad input.`,
  options: {
    text: {
      type: 'text',
      value: 'FILE',
      multiple: true,
      required: 'a text to learn from',
      help: 'A text to learn from, one document.',
    },
    held: {
      type: 'text',
      value: 'FILE',
      multiple: true,
      help: 'Text to measure on, instead of the end of the text.',
    },
    general: {
      type: 'text',
      value: 'FILE',
      multiple: true,
      help: 'General text to measure on, instead of the built-in one.',
    },
    method: {
      type: 'choice',
      choices: ['norm', 'lora', 'full'],
      default: 'norm',
      help: 'What is trained: the norms alone, low-rank factors (LoRA), or everything.',
    },
    rank: {
      type: 'number',
      value: LORA_RANKS.join('|'),
      must: new Intl.ListFormat('en', { type: 'disjunction' }).format(LORA_RANKS.map(String)),
      isGood: (rank) => LORA_RANKS.includes(rank),
      help: 'The rank, with --method lora.',
    },
    targets: {
      type: 'choice',
      choices: ['attention', 'all'],
      help: 'Which matrices get factors, with --method lora.',
    },
    engine: {
      type: 'choice',
      choices: ['webgpu', 'cpu', 'auto'],
      default: 'auto',
      help: 'Where to train: on the graphics processor, on the processor, or where it is faster.',
    },
    'no-memory': {
      type: 'flag',
      help: 'Leave out the memory of the text (the neural cache): the result is the adapter alone.',
    },
    'leave-out': { type: 'flag', help: 'Cut what looks like a secret out of all text, as the app does.' },
    quick: {
      type: 'flag',
      help: 'Train as far as the first numbers of the app: fewer steps and less to measure where it is slow.',
    },
    steps: { type: 'number', value: 'N', ...wholeNumber(1, 5000), help: 'How many steps to train.' },
    lr: {
      type: 'number',
      value: 'X',
      must: 'a number above 0 and at most 1',
      isGood: (lr) => lr > 0 && lr <= 1,
      help: 'The highest learning rate.',
    },
    seed: {
      type: 'number',
      value: 'N',
      ...wholeNumber(0, 2 ** 32 - 1),
      help: 'The seed of all that is left to chance.',
    },
    controls: {
      type: 'flag',
      help: 'Compare with models that never saw the text, with --method norm.',
    },
    adapter: {
      type: 'text',
      value: 'DIR',
      help: 'Write the adapter there as a PEFT folder, or the whole model with --method full.',
    },
    json: { type: 'text', value: 'FILE', help: 'Write the result there.' },
  },
} as const satisfies Command;

await runCommand(async () => {
  const { values: options } = readOptions(COMMAND);
  const { method, engine, rank, targets } = options;
  if (method !== 'lora' && (rank ?? targets) !== undefined)
    throw new UsageError('--rank and --targets need --method lora.');
  if (method !== 'norm' && options.controls) throw new UsageError('--controls needs --method norm.');
  const lora: Partial<Lora> = { ...(rank && { rank }), ...(targets && { targets }) };
  const request = {
    text: files(options.text)!,
    held: files(options.held),
    general: files(options.general),
    method,
    engine,
    remembers: !options['no-memory'],
    leaveOut: options['leave-out'],
    controls: options.controls,
    quick: options.quick,
    lora,
    steps: options.steps,
    lr: options.lr,
    seed: options.seed,
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
