import type { CacheEffect, RunRecord, WithLess } from '../model/run';
import { perplexityOf } from './nll';
import type { Perplexity } from './perplexity';
import { fallInterval, riseInterval } from './uncertainty';

/** Readings of the held-out text and of general text. */
type Readings = Record<'personal' | 'general', Pick<Perplexity, 'tokenNll' | 'without'>>;

/** What a neural cache of `tokens` tokens brought, from readings by the base and by a model with that cache. */
export function cacheEffect(tokens: number, before: Readings, after: Readings): CacheEffect {
  const less = (how: 'memory' | 'ownText'): WithLess => {
    const nll = ({ without, tokenNll }: Readings['personal']) => without?.[how] ?? tokenNll;
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
  return { tokens, alone: less('memory'), ownText: less('ownText') };
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
