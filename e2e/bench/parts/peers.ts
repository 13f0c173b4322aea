import { BASE_CONFIG } from '../../../src/model/config.ts';
import type { Method } from '../../../src/model/run.ts';
import { productFlops, stepFlops } from '../flops.ts';
import type { KernelTime } from '../kernels.ts';
import type { BenchPage } from '../open.ts';
import type { PeerStart } from '../page.ts';
import { PEERS, type PeerName, type PeerReport } from '../peer.ts';
import { kernelLine, median } from '../timing.ts';

/** Windows of a step are at most so long, as in the product's recipe. */
export const LONGEST_WINDOW = 256;
/** Losses of a peer may differ from ours by this much, relatively; else it computes something else. */
const TOLERANCE = 1e-3;
/** Steps are timed for about this long, in seconds, but no more than this many. */
const SECONDS = 10;
const STEPS = 20;
/** How many kernels are printed, the longest. */
const KERNELS = 16;

/** What came out of one peer: its times, or why there are none that count. */
type PeerResult = PeerTimes | { failure: string };

interface PeerTimes extends PeerReport {
  /** Seconds of a step, the median, and how many times as long as ours that is. */
  perStep: number;
  toOurs?: number;
  gflops: number;
  /** What share that is of the best product by our kernels; on the graphics processor only. */
  ofProduct?: number;
}

/** The windows of a step of `tokens` tokens; undefined if they cannot be of one length. */
export function windowsOf(tokens: number): { rows: number; length: number } | undefined {
  const rows = Math.ceil(tokens / LONGEST_WINDOW);
  return tokens % rows === 0 ? { rows, length: tokens / rows } : undefined;
}

/**
 * Times the same training step by our engines and by other libraries, each in a worker of its own, and plain
 * products by our kernels. A library that fails, or whose losses are not ours, is one line, and the others go on.
 */
export async function measurePeers(
  page: BenchPage,
  ids: number[],
  windows: { rows: number; length: number },
) {
  const products = await measureProducts(page);
  const ceiling = Math.max(...products.map(({ gflops }) => gflops));
  const { rows, length } = windows;
  const gflop = stepFlops(BASE_CONFIG, 'norm', windows) / 1e9;
  console.log(
    `the same step of ${rows} x ${length} tokens, norm-only but for one row (${gflop.toFixed(1)} GFLOP), the median ` +
      'of the steps after the first:',
  );
  console.log(row('', ['ms', 'to ours', 'GFLOP/s', 'of product', 'first, ms', 'GPU, MB', 'steps', 'losses']));

  const results: Partial<Record<PeerName, PeerResult>> = {};
  let ours: PeerTimes | undefined;
  for (const name of Object.keys(PEERS) as PeerName[]) {
    const request = { peer: name, ids, ...windows, steps: STEPS, seconds: SECONDS };
    const result = await timePeer(page, request, ours, ceiling);
    results[name] = result;
    if ('failure' in result) console.log(`${name.padEnd(NAME)}${result.failure}`);
    else {
      ours ??= result;
      console.log(told(name, result));
    }
  }
  for (const [name, result] of Object.entries(results))
    if ('note' in result && result.note) console.log(`${name}: ${result.note}`);
  const kernels = {
    norm: await measureKernels(page, ids, windows, 'norm'),
    full: await measureKernels(page, ids, windows, 'full'),
  };
  return { windows, gflop, products, results, kernels };
}

async function measureKernels(
  page: BenchPage,
  ids: number[],
  windows: { rows: number; length: number },
  method: Method,
): Promise<KernelTime[]> {
  try {
    const kernels = await page.evaluate((r) => window.bench.kernels(r), { ids, ...windows, method });
    console.log(`the longest kernels of our step, method "${method}":`);
    for (const kernel of kernels.slice(0, KERNELS)) console.log(kernelLine(kernel));
    return kernels;
  } catch (error) {
    console.log(`kernels: ${firstLine(error as Error)}`);
    return [];
  }
}

/** Plain products by our kernels: what a step could come to on this machine if it were nothing else. */
async function measureProducts(page: BenchPage) {
  const times = await page
    .evaluate(() => window.bench.products())
    .catch((error: Error) => {
      console.log(`products by our kernels: ${firstLine(error)}`);
      return [];
    });
  const products = times.map((time) => ({
    ...time,
    gflops: productFlops(time.m, time.k, time.n) / time.seconds / 1e9,
  }));
  for (const { core, m, k, n, seconds, gflops } of products)
    console.log(
      `a product ${m} x ${k} x ${n} by our WebGPU kernel "${core}": ${ms(seconds)} ms, ${gflops.toFixed(1)} GFLOP/s`,
    );
  return products;
}

async function timePeer(
  page: BenchPage,
  request: PeerStart,
  ours: PeerTimes | undefined,
  ceiling: number,
): Promise<PeerResult> {
  const method = PEERS[request.peer];
  try {
    const report = await page.evaluate((r) => window.bench.peer(r), request);
    const perStep = median(report.seconds);
    const gflops = stepFlops(BASE_CONFIG, method, request) / perStep / 1e9;
    // Before and after one step; full fine-tuning shares only the first. Later a peer whose experts were chosen
    // beforehand goes its own way.
    const compared = method === 'full' ? 1 : 2;
    const away = ours ? difference(report.losses.slice(0, compared), ours.losses) : 0;
    if (!(away <= TOLERANCE))
      return { failure: `does not count, for its losses are ${(100 * away).toPrecision(2)}% from ours` };
    return {
      ...report,
      ...{ perStep, gflops },
      toOurs: ours ? perStep / ours.perStep : undefined,
      ofProduct: report.gpuBytes > 0 && Number.isFinite(ceiling) ? gflops / ceiling : undefined,
    };
  } catch (error) {
    return { failure: `failed: ${firstLine(error as Error)}` };
  }
}

/** The largest relative difference between two lists of losses, as far as both go. */
function difference(losses: number[], others: number[]): number {
  const common = Math.min(losses.length, others.length);
  return Math.max(...losses.slice(0, common).map((loss, i) => Math.abs(loss / others[i] - 1)));
}

/** An error from the page comes with the page's stack behind its first line. */
function firstLine({ message }: Error): string {
  return message.replace(/^page\.\w+: (?:\w*Error: )?/, '').split('\n')[0];
}

/** Columns of the table, in characters. */
const NAME = 32;
const COLUMN = 11;

function row(name: string, columns: string[]): string {
  const last = columns.length - 1;
  return name.padEnd(NAME) + columns.map((c, i) => (i < last ? c.padStart(COLUMN) : `  ${c}`)).join('');
}

function told(
  name: string,
  { perStep, toOurs, gflops, ofProduct, first, gpuBytes, seconds, losses }: PeerTimes,
) {
  return row(name, [
    ms(perStep),
    (toOurs ?? 1).toFixed(2),
    gflops.toFixed(1),
    ofProduct === undefined ? '' : `${(100 * ofProduct).toFixed(0)}%`,
    ms(first),
    gpuBytes === 0 ? '' : (gpuBytes / 1e6).toFixed(0),
    `${seconds.length}`,
    losses
      .slice(0, 3)
      .map((loss) => loss.toFixed(4))
      .join(' '),
  ]);
}

function ms(seconds: number): string {
  return (1000 * seconds).toFixed(seconds < 0.1 ? 2 : 0);
}
