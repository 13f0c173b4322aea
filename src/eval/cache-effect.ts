import type { CacheEffect, CacheRule, RunRecord, WithLess } from '../model/run';
import type { Perplexity } from './perplexity';
import { fallInterval, perplexityOf, riseInterval } from './uncertainty';

/**
 * Most tokens that a neural cache keeps of the student's text, and as many again of the text that is being read. Each 8192 take
 * 16 MB. It is here and not in `neural-cache.ts` so that a page can plan without the runtime.
 */
export const MOST_ENTRIES = 8192;

/** The rule by which a neural cache is mixed in now; see `Gate`. */
export const CACHE_RULE: CacheRule = 'gate-1';

/** Readings of the held-out text and of general text. */
type Readings = Record<'personal' | 'general', Pick<Perplexity, 'tokenNll' | 'withLess'>>;

/** What a neural cache of `tokens` tokens brought, from readings by the base and by a model with that cache. */
export function cacheEffect(tokens: number, before: Readings, after: Readings): CacheEffect {
  const less = (how: 'alone' | 'ownText'): WithLess => {
    const nll = ({ withLess, tokenNll }: Readings['personal']) => withLess?.[how] ?? tokenNll;
    const [personal, general] = [nll(after.personal), nll(after.general)];
    return {
      personal: perplexityOf(personal),
      general: perplexityOf(general),
      uncertainty: {
        personal: fallInterval(before.personal.tokenNll, personal),
        general: riseInterval(before.general.tokenNll, general),
      },
    };
  };
  return { tokens, rule: CACHE_RULE, alone: less('alone'), ownText: less('ownText') };
}

/** Whether a run was measured by an earlier rule than the one by which its neural cache is mixed in now. */
export function isByEarlierRule({ cache }: Pick<RunRecord, 'cache'>): boolean {
  return cache !== undefined && cache.rule !== CACHE_RULE;
}

/** The results of a run without its neural cache, which stays behind when its adapter goes elsewhere. */
export function withoutCache<Run extends Pick<RunRecord, 'personal' | 'general' | 'cache'>>({
  cache,
  ...run
}: Run) {
  if (!cache) return run;
  const { personal, general, uncertainty } = cache.alone;
  return {
    ...run,
    personal: { ...run.personal, after: personal },
    general: { ...run.general, after: general },
    uncertainty,
  };
}
