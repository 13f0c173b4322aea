import { sizeOf } from '../../../src/experiments/billion.ts';
import { BASE_CONFIG } from '../../../src/model/config.ts';
import type { BenchPage } from '../open.ts';

/** Without a graphics processor WebGL runs in software; the library's plain JavaScript lacks kernels of its own model. */
const REQUEST = { backend: 'webgl', batch: 4, steps: 6, seconds: 60 } as const;
/** Ours, as the whole recipe has it. */
const WINDOWS = { rows: 2, length: 256 };
const STEPS = 8;

interface Speed {
  /** That a token goes through. */
  parameters: number;
  tokens: number;
  /** Of the shortest step. */
  seconds: number;
  /** Tokens times parameters per second. */
  rate: number;
}

/**
 * Training by `@genai-fi/nanogpt` on its own model beside ours on the base, on the processor. The models are not the
 * same, so what is compared is how many tokens go through how many parameters.
 */
export async function measureSchool(page: BenchPage, ids: number[]) {
  console.log(
    'training, the shortest step: parameters that a token goes through, tokens, time, their product per second:',
  );
  const results: Record<string, Speed | { failure: string }> = {};
  const tell = (name: string, parameters: number, tokens: number, seconds: number) => {
    const rate = (tokens * parameters) / seconds;
    results[name] = { parameters, tokens, seconds, rate };
    console.log(
      `${name.padEnd(24)}${(parameters / 1e6).toFixed(1).padStart(8)} M${tokens.toString().padStart(8)}` +
        `${(1000 * seconds).toFixed(0).padStart(8)} ms${(rate / 1e9).toFixed(2).padStart(8)} G/s`,
    );
  };
  for (const method of ['norm', 'full'] as const) {
    const request = { engine: 'cpu', method, steps: STEPS, ids, held: 256, ...WINDOWS } as const;
    const { shortest } = await page.evaluate((r) => window.bench.train(r), request);
    tell(`ours, ${method}`, sizeOf(BASE_CONFIG).active, WINDOWS.rows * WINDOWS.length, shortest);
  }
  const name = `nanogpt, ${REQUEST.backend}`;
  try {
    const times = await page.evaluate((r) => window.bench.nanogpt(r), REQUEST);
    tell(name, times.parameters, times.tokensPerStep, times.shortest);
  } catch (error) {
    const failure = (error as Error).message.split('\n')[0];
    results[name] = { failure };
    console.log(`${name.padEnd(24)}${failure}`);
  }
  return results;
}
