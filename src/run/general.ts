import type { Perplexity } from '../eval/perplexity';
import { perplexityOf } from '../eval/uncertainty';
import { BASE_CONFIG } from '../model/config';
import type { Services } from './services';

/**
 * What the base makes of the first `tokens` tokens of the built-in general text. It is the same on every machine, so it
 * comes with the app; `general.test.ts` computes it again.
 */
export async function generalOfBase(tokens: number): Promise<Pick<Perplexity, 'perplexity' | 'tokenNll'>> {
  const { default: all } = await import('./general-nll.json');
  const tokenNll = Float32Array.from(all.slice(0, tokens - 1));
  return { perplexity: perplexityOf(tokenNll), tokenNll };
}

const measured = new WeakMap<Services, Promise<number>>();

/** How many seconds the evaluator needs for a token on this machine; measured once in a page, which takes a second or more. */
export function secondsPerToken(services: Services): Promise<number> {
  let known = measured.get(services);
  if (!known) {
    known = measure(services);
    measured.set(services, known);
    known.catch(() => measured.delete(services));
  }
  return known;
}

/** Two contexts are read, and the first only warms the evaluator up. */
async function measure({ evaluator, general }: Services): Promise<number> {
  await evaluator.ready;
  const { context } = BASE_CONFIG;
  const text = general.subarray(0, 2 * context + 1);
  let [start, behind] = [performance.now(), 0];
  await evaluator.perplexity({ kind: 'base' }, text, (done) => {
    if (behind > 0 || done < context) return;
    [start, behind] = [performance.now(), done];
  });
  return (performance.now() - start) / 1000 / (text.length - 1 - behind);
}
