import type { Page } from '@playwright/test';
import type { TrainRequest } from '../page.ts';

/** Steps of a profile; the first is left out, since it also asks the system for memory. */
const PROFILE_STEPS = 5;
/** onnxruntime's names for what is one product, or many side by side. */
const PRODUCTS = ['Gemm', 'MatMul', 'FusedMatMul'];

/** Tokens that the trainer measures after its last step. */
const HELD = 1024;
/** Every method at the two sizes of the product's recipes; all but the first take a tenth of the steps. */
const RUNS = [
  { method: 'norm', rows: 1, length: 256 },
  { method: 'norm', rows: 2, length: 256 },
  { method: 'norm', rows: 1, length: 128 },
  { method: 'lora', rows: 1, length: 256 },
  { method: 'lora', rows: 2, length: 256 },
  { method: 'lora', rows: 1, length: 128 },
  { method: 'full', rows: 1, length: 256 },
  { method: 'full', rows: 2, length: 256 },
  { method: 'full', rows: 1, length: 128 },
] as const;

/** Runs of the product's trainer on the processor, and the share of every kind of operation in a step. */
export async function measureProcessor(page: Page, ids: number[], steps: number) {
  const train = (request: Omit<TrainRequest, 'engine' | 'ids'>) =>
    page.evaluate((r) => window.bench.train(r), { engine: 'cpu' as const, ids, ...request });

  const rows = [];
  for (const [i, run] of RUNS.entries()) {
    const request = { ...run, steps: i === 0 ? steps : Math.ceil(steps / 10), held: HELD };
    const { device, load, steps: seconds, shortest, measuring } = await train(request);
    const perStep = seconds / request.steps;
    rows.push({ ...request, device, load, seconds, perStep, shortest, measuring });
    const tokens = request.rows * request.length;
    const normPerToken = rows[0].shortest / (rows[0].rows * rows[0].length);
    console.log(
      `${request.method}, ${tokens} tokens per step, ${device}: ${request.steps} steps in ` +
        `${seconds.toFixed(1)} s (${(1000 * perStep).toFixed(0)} ms each; the shortest ${(1000 * shortest).toFixed(0)} ms, ` +
        `as ${(shortest / normPerToken).toFixed(0)} tokens of the first run's shortest), ` +
        `opened in ${load.toFixed(1)} s, measured in ${((1e6 * measuring) / HELD).toFixed(0)} us per token ` +
        `(${(measuring / HELD / normPerToken).toFixed(2)} of a token of it)`,
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
}

/** The share of each operator in the time of all, the largest first, as onnxruntime's own profiler gives it. */
async function sharesOf(page: Page, ids: number[]): Promise<Record<string, number>> {
  const runs: Map<string, number>[] = [];
  page.on('console', (message) => {
    for (const line of message.text().split('\n')) {
      if (!line.startsWith('{"cat"')) continue;
      const { name, dur, args } = JSON.parse(line.replace(/,\s*$/, ''));
      // Nodes are reported before the run they belong to; `If` only contains others.
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
