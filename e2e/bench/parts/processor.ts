import { BASE_CONFIG } from '../../../src/model/config.ts';
import { stepFlops } from '../flops.ts';
import type { BenchPage } from '../open.ts';
import type { TrainRequest } from '../page.ts';
import { kernelLine } from '../timing.ts';
import { countOf, measureBeside } from './beside.ts';

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

/** The step whose kernels are looked at: one that a recipe takes. */
const WINDOW = { rows: 1, length: 256 };
/** So many kernels are told. */
const KERNELS = 14;
/** What is neither a product of whole matrices nor small: it is told together. */
const BESIDE_PRODUCTS = /^(attention|crossEntropy|totalLoss|rmsnorm|reduce)/;

/**
 * The processor: our engine beside onnxruntime on the same steps, what a step's time goes into, how near it comes to the
 * machine's best product, and runs of the product's trainer.
 */
export async function measureProcessor(page: BenchPage, ids: number[], steps: number) {
  const beside = await measureBeside(page, ids);
  const best = {
    threads1: await measureBest(page, ids, 1, beside.norm.threads1.ours),
    threads2: await measureBest(page, ids, 2, beside.norm.threads2.ours),
  };
  return { ...beside, best, steps: await measureRuns(page, ids, steps) };
}

/** Kernel by kernel, and the whole step (`ms`) beside the machine's best product. */
async function measureBest(page: BenchPage, ids: number[], threads: number, ms: number) {
  const kernels = await page.evaluate((r) => window.bench.shares(r), { ids, threads, ...WINDOW });
  const gflops = await page.evaluate((r) => window.bench.tile(r), threads);
  const reached = stepFlops(BASE_CONFIG, 'norm', WINDOW) / ms / 1e6;
  const shareOf = (pattern: RegExp) =>
    kernels.reduce((sum, { name, share }) => (pattern.test(name) ? sum + share : sum), 0);
  const inProducts = shareOf(/^product/);
  const others = shareOf(BESIDE_PRODUCTS);
  console.log(
    `${countOf(threads)}: the best product reaches ${gflops.toFixed(1)} GFLOP/s, the norm-only step ` +
      `${reached.toFixed(1)}, ${percent(reached / gflops)} of it; ${percent(inProducts)} of the step are products, ` +
      `${percent(others)} attention, the softmax over the vocabulary and norms together. Its kernels:`,
  );
  for (const kernel of kernels.slice(0, KERNELS)) console.log(kernelLine(kernel));
  const shares = Object.fromEntries(kernels.map(({ name, share }) => [name, share]));
  return { gflops, reached, ofBest: reached / gflops, inProducts, others, shares };
}

/** Runs of the product's trainer, as the app does them. */
async function measureRuns(page: BenchPage, ids: number[], steps: number) {
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
        `opened in ${load.toFixed(2)} s, measured in ${((1e6 * measuring) / HELD).toFixed(0)} us per token ` +
        `(${(measuring / HELD / normPerToken).toFixed(2)} of a token of it)`,
    );
  }
  return rows;
}

function percent(share: number): string {
  return `${(100 * share).toFixed(1)}%`;
}
