/**
 * npm run hostile -- [--json FILE] [--quick] [--steps N] [--rows N]
 *
 * Measures what a hostile text can do to an adapter (see src/experiments/hostile.ts), in the built app in headless Chromium on
 * the processor: sentences planted 1, 5, 20 and 100 times, each method with its recommended recipe, without and with
 * the app's warnings obeyed. `--quick` is norm-only and LoRA, 30 steps of one window, and fewer candidates. Progress
 * goes to standard error, a table to standard output, the numbers as JSON to FILE.
 */
import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import type { HostileRequest, HostileRow } from '../../src/experiments/hostile-rows.ts';
import { openApp, runCommand, UsageError } from './app.ts';

const COPIES = [1, 5, 20, 100];
const PLANTS = ['trigger', 'locker', 'phone'] as const;

function whole(name: string, text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const value = Number(text);
  if (!Number.isInteger(value) || value < 1)
    throw new UsageError(`--${name} must be a whole number from 1 on, not "${text}".`);
  return value;
}

/** One line an adapter; of each planted phrase whether it was said, its rank, exposure in bits, and nats. */
function table(rows: readonly HostileRow[], candidates: number): string {
  const head = [
    'method',
    'copies',
    'warnings',
    'tokens',
    ...PLANTS.map((name) => `${name}: rank, bits, nats`),
  ];
  const lines = rows.map(({ method, copies, obeyed, tokens, plants }) => [
    method,
    method === 'base' ? '' : String(copies),
    method === 'base' ? '' : obeyed ? 'obeyed' : 'ignored',
    method === 'base' ? '' : String(tokens),
    ...PLANTS.map((name) => {
      const { said, rank, exposure, nll } = plants[name];
      return `${rank}, ${exposure.toFixed(1)}, ${nll.toFixed(1)}${said ? ', SAID' : ''}`;
    }),
  ]);
  const widths = head.map((_, i) => Math.max(...[head, ...lines].map((line) => line[i].length)));
  const print = (line: string[]) =>
    line
      .map((cell, i) => cell.padEnd(widths[i]))
      .join('  ')
      .trimEnd();
  return [`rank among ${candidates} candidates`, print(head), ...lines.map(print)].join('\n');
}

await runCommand(async () => {
  const { values } = parseArgs({
    options: {
      json: { type: 'string' },
      quick: { type: 'boolean', default: false },
      steps: { type: 'string' },
      rows: { type: 'string' },
    },
  });
  const request: HostileRequest = {
    methods: values.quick ? ['norm', 'lora'] : ['norm', 'lora', 'full'],
    copies: COPIES,
    candidates: values.quick ? 64 : 256,
    steps: whole('steps', values.steps) ?? (values.quick ? 30 : undefined),
    rows: whole('rows', values.rows) ?? (values.quick ? 1 : undefined),
  };
  const { page, close } = await openApp();
  try {
    await page.exposeFunction('swanthamProgress', (line: string) => console.error(line));
    const rows = await page.evaluate((r) => window.swantham.hostile(r), request);
    console.log(table(rows, request.candidates));
    if (values.json) writeFileSync(values.json, `${JSON.stringify({ ...request, rows }, null, 2)}\n`);
    return true;
  } finally {
    await close();
  }
});
