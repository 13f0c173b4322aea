import type { Page } from '@playwright/test';
import { BASE_CONFIG, type ModelConfig } from '../../../src/model/config.ts';
import { parameters } from '../../../src/model/parameters.ts';
import type { EngineName } from '../../../src/model/run.ts';
import { stepFlops } from '../flops.ts';

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
  /** Of a step. */
  seconds: number;
  flops: number;
  /** Seconds and arithmetic of a step, to those of the first size. */
  time: number;
  work: number;
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

/** How the time of a norm-only step grows with the model's sizes, beside how its arithmetic grows. */
export async function measureSizes(page: Page, engine: EngineName) {
  console.log(
    `norm-only steps by the engine "${engine}", random weights; time and arithmetic, both to the base's:`,
  );
  const results: SizeTime[] = [];
  for (const { what, config, tokens } of SIZES) {
    const seconds = await page.evaluate((r) => window.bench.size(r), { engine, config, tokens });
    const flops = stepFlops(config, 'norm', { rows: 1, length: tokens });
    const size = parameters(config).reduce((sum, { size }) => sum + size, 0);
    const first = results[0] ?? { seconds, flops };
    const result = {
      what,
      parameters: size,
      seconds,
      flops,
      time: seconds / first.seconds,
      work: flops / first.flops,
    };
    results.push(result);
    console.log(
      `${what.padEnd(20)}${(size / 1e6).toFixed(1).padStart(8)} M${(1000 * seconds).toFixed(0).padStart(8)} ms` +
        `${result.time.toFixed(2).padStart(8)}${result.work.toFixed(2).padStart(8)}` +
        `${(flops / seconds / 1e9).toFixed(1).padStart(8)} GFLOP/s`,
    );
  }
  return results;
}
