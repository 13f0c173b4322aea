/** Runs one of the experiments of the Lab, see src/experiments. */
import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import type { ExperimentOutcome, ExperimentRequest } from '../../src/cli/experiment.ts';
import type { ExperimentId, Sampling } from '../../src/experiments/experiment.ts';
import { EXPERIMENT_IDS } from '../../src/experiments/index.ts';
import { openApp } from './app.ts';
import {
  type Command,
  checkWritable,
  files,
  readOptions,
  runCommand,
  UsageError,
  wholeNumber,
} from './options.ts';
import { askPresage } from './presage.ts';

/** What `--sampling` may set. */
const SETTINGS = {
  temperature: 'temperature',
  'top-p': 'topP',
  'min-p': 'minP',
  repetition: 'repetitionPenalty',
  loops: 'loopPenalty',
  memory: 'memoryShare',
} as const satisfies Record<string, keyof Sampling>;

const COMMAND = {
  name: 'experiment',
  about: `Runs an experiment of the Lab in the built app in headless Chromium: on three of the samples, and before them on a
text of your own. Progress goes to standard error, a table and the finding to standard output. With --json, what is done so
far is kept beside the file, and the same command goes on from there if it was cut off. The status is 0 if the
experiment ran to its end, whatever it found, and 2 for bad input.`,
  rest: { value: 'N', help: `The experiment: ${EXPERIMENT_IDS.join(', ')}.` },
  options: {
    quick: { type: 'flag', help: 'Take fewer steps and measure less.' },
    engine: {
      type: 'choice',
      choices: ['webgpu', 'cpu', 'auto'],
      default: 'auto',
      help: 'Where to train: on the graphics processor, on the processor, or where it is faster.',
    },
    text: { type: 'text', value: 'FILE', multiple: true, help: 'A text of your own, one document.' },
    held: {
      type: 'text',
      value: 'FILE',
      multiple: true,
      help: 'Held-out text of your own, in place of the end of --text.',
    },
    other: {
      type: 'text',
      value: 'FILE',
      multiple: true,
      help: 'For writing: somebody else’s text, which the judge must tell from yours.',
    },
    sampling: {
      type: 'text',
      value: 'SETTINGS',
      multiple: true,
      help: `For writing: how to choose tokens, such as temperature=0.4,min-p=0.05 (${Object.keys(SETTINGS).join(', ')}); the first one counts.`,
    },
    json: {
      type: 'text',
      value: 'FILE',
      help: 'Write the finding there, and what is done so far to FILE.part.',
    },
    steps: {
      type: 'number',
      value: 'N',
      ...wholeNumber(1, 5000),
      help: 'Steps per training, instead of the experiment’s own. Few steps show nothing.',
    },
  },
} as const satisfies Command;

function readRequest(): { request: ExperimentRequest; json?: string } {
  const { values, rest } = readOptions(COMMAND);
  const [experiment, ...others] = rest;
  if (others.length > 0 || !EXPERIMENT_IDS.includes(experiment as ExperimentId))
    throw new UsageError(`Give one experiment: ${EXPERIMENT_IDS.join(', ')}.`);
  const { quick, engine, text, held, other, sampling, steps, json } = values;
  if (held && !text) throw new UsageError('Give the text that --held is from with --text.');
  return {
    request: {
      experiment: experiment as ExperimentId,
      form: quick ? 'quick' : 'full',
      engine,
      text: files(text),
      held: files(held),
      others: files(other),
      samplings: sampling?.map(readSampling),
      steps,
    },
    json,
  };
}

function readSampling(settings: string): Sampling {
  return Object.fromEntries(
    settings.split(',').map((setting) => {
      const [name, value, ...rest] = setting.split('=');
      const known = Object.hasOwn(SETTINGS, name) && value !== undefined && rest.length === 0;
      if (!known || value.trim() === '' || !(Number(value) >= 0))
        throw new UsageError(`--sampling must be settings such as temperature=0.4, not "${setting}".`);
      return [SETTINGS[name as keyof typeof SETTINGS], Number(value)];
    }),
  );
}

/** A number as a table shows it: four digits that count. */
function cell(value: string | number | undefined): string {
  if (typeof value !== 'number') return value ?? '';
  return Number.isInteger(value) ? String(value) : value.toPrecision(4);
}

function table(rows: ExperimentOutcome['table']): string {
  const head = Object.keys(rows[0] ?? {});
  const lines = [head, ...rows.map((row) => head.map((name) => cell(row[name])))];
  const widths = head.map((_, i) => Math.max(...lines.map((line) => line[i].length)));
  return lines
    .map((line) =>
      line
        .map((text, i) => text.padEnd(widths[i]))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

const VERDICTS = { true: 'PASSED', false: 'NOT PASSED', undefined: 'NO PASS OR FAIL' } as const;

await runCommand(async () => {
  const { request, json } = readRequest();
  checkWritable(json);
  const part = json && `${json}.part`;
  const kept = part && existsSync(part) ? readFileSync(part, 'utf8') : undefined;
  if (part)
    process.once('SIGINT', () => console.error(`\nWhat is done is in ${part}: the same command goes on.`));
  const { page, close } = await openApp();
  try {
    await page.exposeFunction('swanthamProgress', (line: string) => console.error(line));
    if (part)
      await page.exposeFunction('swanthamKeep', (text: string) => {
        // Whenever this is cut off, one of the two is whole.
        writeFileSync(`${part}.new`, text);
        renameSync(`${part}.new`, part);
      });
    if (request.experiment === 'writing') await page.exposeFunction('swanthamPeer', askPresage);
    const answer = await page.evaluate((r) => window.swantham.experiment(r), { ...request, kept });
    if (answer.kind === 'refused') throw new UsageError(answer.message);
    const { record } = answer;
    console.log(`${record.title}\n${record.question}\n`);
    if (record.table.length > 0) console.log(`${table(record.table)}\n`);
    console.log(`${record.sentence}\n${VERDICTS[`${record.passed}`]}: ${record.criterion}`);
    if (json) {
      const machine = { ...record.machine, cpu: cpus()[0]?.model ?? 'unknown', cores: cpus().length };
      writeFileSync(json, `${JSON.stringify({ ...record, machine }, null, 2)}\n`);
      rmSync(`${part}`, { force: true });
    }
    return true;
  } finally {
    await close();
  }
});
