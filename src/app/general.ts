import type { Services } from './services';

/** What the base makes of the built-in general text. */
export interface GeneralOfBase {
  /** Negative log-likelihood of each token but the first, in nats. */
  tokenNll: Float32Array;
  /** How long the evaluator needed for a token. */
  secondsPerToken: number;
}

const measured = new WeakMap<Services, Promise<GeneralOfBase>>();

/** The same for every run of this page, so it is measured once. */
export function generalOfBase(services: Services): Promise<GeneralOfBase> {
  let known = measured.get(services);
  if (!known) {
    known = measure(services);
    measured.set(services, known);
    known.catch(() => measured.delete(services));
  }
  return known;
}

/** The base's perplexity of the first `tokens` tokens of the built-in general text. */
export function generalPerplexity({ tokenNll }: GeneralOfBase, tokens: number): number {
  const sum = tokenNll.subarray(0, tokens - 1).reduce((total, nll) => total + nll, 0);
  return Math.exp(sum / (tokens - 1));
}

async function measure({ evaluator, general }: Services): Promise<GeneralOfBase> {
  await evaluator.ready;
  const start = performance.now();
  const { tokenNll } = await evaluator.perplexity({ kind: 'base' }, general);
  return { tokenNll, secondsPerToken: (performance.now() - start) / 1000 / tokenNll.length };
}
