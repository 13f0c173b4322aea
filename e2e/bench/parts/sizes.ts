import { BILLION, sizeOf } from '../../../src/experiments/billion.ts';
import { BASE_CONFIG, type ModelConfig } from '../../../src/model/config.ts';
import type { EngineName } from '../../../src/model/run.ts';
import { stepFlops } from '../flops.ts';
import type { BenchPage } from '../open.ts';
import { mb } from '../page-memory.ts';

/** Tokens of a step, unless they are what grows. */
const TOKENS = 256;

interface Size {
  /** What is different from the base, for people. */
  what: string;
  config: ModelConfig;
  tokens: number;
}

interface SizeTime {
  what: string;
  parameters: number;
  /** Of opening, and of the shortest step. */
  open: number;
  seconds: number;
  flops: number;
  /** The most memory of the page, in bytes. */
  peakBytes?: number;
}

/** Width and what goes with it: heads of 64 and experts as wide as the stream. */
const wide = (width: number): Partial<ModelConfig> => ({ width, heads: width / 64, hidden: width });

const base = (what: string, change: Partial<ModelConfig> = {}, tokens = TOKENS): Size => ({
  what,
  config: { ...BASE_CONFIG, ...change },
  tokens,
});

/** The base first; then each size of it alone, smaller and larger. */
const SIZES: Size[] = [
  base('the base'),
  base('width 256', wide(256)),
  base('width 768', wide(768)),
  base('2 layers', { layers: 2 }),
  base('8 layers', { layers: 8 }),
  base('4 experts', { experts: 4 }),
  base('16 experts', { experts: 16 }),
  base('vocabulary 4,096', { vocab: 4096 }),
  base('vocabulary 32,768', { vocab: 32768 }),
  base('64 tokens', {}, 64),
  base('128 tokens', {}, 128),
  base('512 tokens', {}, 512),
];

/** Larger bases, experts as wide as the stream and 2 of 8 chosen: each in a browser of its own, for its memory. */
const LARGER: Size[] = [
  base('the base'),
  base('width 768', { ...wide(768), layers: 6, vocab: 32768 }),
  base('width 1,024', { ...wide(1024), layers: 11, vocab: 32768 }),
  { what: 'a billion', config: BILLION, tokens: TOKENS },
];

/** How the time of a norm-only step grows with the model's sizes, beside how its arithmetic grows. */
export async function measureSizes(page: BenchPage, engine: EngineName) {
  console.log(
    `norm-only steps by the engine "${engine}", random int8 weights; the shortest step, then time and arithmetic, both ` +
      `to the base's:`,
  );
  const results: (SizeTime & { time: number; work: number })[] = [];
  for (const size of SIZES) {
    const result = await timeSize(page, engine, size);
    const first = results[0] ?? result;
    const time = result.seconds / first.seconds;
    const work = result.flops / first.flops;
    results.push({ ...result, time, work });
    console.log(`${told(result)}${time.toFixed(2).padStart(8)}${work.toFixed(2).padStart(8)}`);
  }
  return results;
}

/** Larger bases, up to a billion parameters: a step, and the memory of the page. `open` gives a page of its own to each. */
export async function measureLarger(open: () => Promise<BenchPage>, engine: EngineName) {
  const results: (SizeTime | { what: string; failure: string })[] = [];
  for (const size of LARGER) {
    const page = await open();
    try {
      const empty = await page.memory();
      const result = { ...(await timeSize(page, engine, size)), peakBytes: await page.memory() };
      results.push(result);
      console.log(
        `${told(result)}   opened in ${result.open.toFixed(2)} s; peak memory of the page ${mb(result.peakBytes)}, ` +
          `of which ${mb(empty)} before anything is opened`,
      );
    } catch (error) {
      const failure = (error as Error).message.split('\n')[0];
      results.push({ what: size.what, failure });
      console.log(`${size.what.padEnd(20)}does not train: ${failure}`);
    } finally {
      await page.close();
    }
  }
  return results;
}

async function timeSize(
  page: BenchPage,
  engine: EngineName,
  { what, config, tokens }: Size,
): Promise<SizeTime> {
  const { open, seconds } = await page.evaluate((r) => window.bench.size(r), { engine, config, tokens });
  const flops = stepFlops(config, 'norm', { rows: 1, length: tokens });
  return { what, parameters: sizeOf(config).parameters, open, seconds, flops };
}

function told({ what, parameters, seconds, flops }: SizeTime): string {
  return (
    `${what.padEnd(20)}${(parameters / 1e6).toFixed(1).padStart(8)} M${(1000 * seconds).toFixed(0).padStart(8)} ms` +
    `${(flops / seconds / 1e9).toFixed(1).padStart(8)} GFLOP/s`
  );
}
