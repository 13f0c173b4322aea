/**
 * npm run experiment -- N [--quick] [--engine webgpu|cpu|auto] [--text FILE]... [--json FILE]
 *
 * Runs experiment N (see src/experiments) in the built app in headless Chromium: on the three samples, and before them on a text
 * of one's own, which `--text` may give in several documents. `--quick` takes fewer steps and measures less. Progress goes
 * to standard error, a table and what was found to standard output, one JSON object to FILE. What is done so far is kept
 * in FILE.part: the same command goes on from there if it was cut off. Status 0 if the experiment ran to its end, whatever
 * it found; 2 for bad input.
 */
import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { parseArgs } from 'node:util';
import type { ExperimentOutcome, ExperimentRequest } from '../../src/cli/experiment.ts';
import type { ExperimentId } from '../../src/experiments/experiment.ts';
import { EXPERIMENT_IDS } from '../../src/experiments/index.ts';
import { openApp, runCommand, UsageError } from './app.ts';
import { checkWritable, files, number } from './options.ts';

function readOptions(): { request: ExperimentRequest; json?: string } {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      quick: { type: 'boolean', default: false },
      engine: { type: 'string', default: 'auto' },
      text: { type: 'string', multiple: true },
      json: { type: 'string' },
      // For tests of the command itself: so few steps show nothing.
      steps: { type: 'string' },
    },
  });
  const [experiment, ...others] = positionals;
  if (others.length > 0 || !EXPERIMENT_IDS.includes(experiment as ExperimentId))
    throw new UsageError(`Give one experiment: ${EXPERIMENT_IDS.join(', ')}.`);
  const { engine, json } = values;
  if (engine !== 'webgpu' && engine !== 'cpu' && engine !== 'auto')
    throw new UsageError(`--engine must be webgpu, cpu or auto, not "${engine}".`);
  const isSteps = (n: number) => Number.isSafeInteger(n) && n >= 1 && n <= 5000;
  const steps = number('steps', values.steps, isSteps, 'a whole number from 1 to 5000');
  const form = values.quick ? 'quick' : 'full';
  return {
    request: { experiment: experiment as ExperimentId, form, engine, text: files(values.text), steps },
    json,
  };
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
  const { request, json } = readOptions();
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
