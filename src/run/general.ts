import type { Perplexity } from '../eval/perplexity';
import { perplexityOf } from '../eval/uncertainty';
import type { Services } from './services';

/** Measured to learn how fast the evaluator is: two contexts, of which the first warms it up. */
const CONTEXT_TOKENS = 512;

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

async function measure({ evaluator, general }: Services): Promise<number> {
  await evaluator.ready;
  const text = general.subarray(0, 2 * CONTEXT_TOKENS + 1);
  let [start, behind] = [performance.now(), 0];
  await evaluator.perplexity({ kind: 'base' }, text, (done) => {
    if (behind > 0 || done < CONTEXT_TOKENS) return;
    [start, behind] = [performance.now(), done];
  });
  return (performance.now() - start) / 1000 / (text.length - 1 - behind);
}
