import type { Perplexity } from '../eval/perplexity';
import { perplexityOf } from '../eval/uncertainty';
import type { Services } from './services';

/** What the base makes of the built-in general text. */
export interface GeneralOfBase {
  /** Negative log-likelihood of each token but the first, in nats. */
  tokenNll: Float32Array<ArrayBuffer>;
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

/** What the base makes of the first `tokens` tokens of the built-in general text. */
export function generalStart(
  ofBase: GeneralOfBase,
  tokens: number,
): Pick<Perplexity, 'perplexity' | 'tokenNll'> {
  const tokenNll = ofBase.tokenNll.slice(0, tokens - 1);
  return { perplexity: perplexityOf(tokenNll), tokenNll };
}

async function measure({ evaluator, general }: Services): Promise<GeneralOfBase> {
  await evaluator.ready;
  const start = performance.now();
  const { tokenNll } = await evaluator.perplexity({ kind: 'base' }, general);
  return { tokenNll, secondsPerToken: (performance.now() - start) / 1000 / tokenNll.length };
}
