import { isPersonal } from '../../eval/attribution';
import { type Caveat, isUnchanged, rise, UNCHANGED_FALL } from '../../eval/verdict';
import type { Strings } from '../../i18n/en';
import type { Attribution, CacheEffect, ComparedCaches, RunRecord, Verdict } from '../../model/run';

/** What a finished run is judged by; perplexities by the evaluator, never by the trainer. */
export type Measured = Pick<
  RunRecord,
  'personal' | 'general' | 'tokens' | 'uncertainty' | 'cache' | 'attribution'
>;

/** The verdict as one headline and a few sentences that a 13-year-old understands. A first result is not the last word. */
export function verdictWords(
  { result: t }: Strings,
  verdict: Verdict,
  { personal, general }: Pick<Measured, 'personal' | 'general'>,
  isFirst = false,
): { headline: string; sentences: string[] } {
  if (isFirst && isUnchanged(personal)) return { headline: t.begun, sentences: [t.begunAbout] };
  const [guess, others] = [t.guess(personal), t.others(rise(general))];
  const sentences: Record<Verdict, string[]> = {
    STRICT: [guess, others],
    LENIENT: [guess, others],
    MODEST: [guess, t.modest, others],
    COSTLY: [guess, t.costly, others],
    CATASTROPHIC: isUnchanged(personal) ? [t.noBetter] : [guess, t.lost, others],
  };
  return { headline: t.verdicts[verdict], sentences: sentences[verdict] };
}

/** When the rest of a result is measured: where the fall comes from, and of a first result the rest of the text too. */
export type Measuring = 'now' | 'later';

/** The one caveat that matters, in a sentence. */
export function caveatWords(
  { result: { caveats: t } }: Strings,
  caveat: Caveat,
  { tokens: { held }, uncertainty }: Pick<Measured, 'tokens' | 'uncertainty'>,
  measuring?: Measuring,
): string {
  switch (caveat) {
    case 'repeats':
      return t.repeats(held);
    case 'few-tokens':
      return measuring === 'later' ? t.fewTokensYet(held) : t.fewTokens(held);
    case 'chance':
      return t.chance(held, uncertainty?.personal.low ?? 0, uncertainty?.personal.high ?? 0);
    case 'kind-of-text':
      if (measuring === 'now') return t.kindOfTextSoon;
      return measuring === 'later' ? t.kindOfTextLater : t.kindOfText;
  }
}

/** What of a fall by training is the student, in a sentence or two. */
export function attributionWords({ result: { attribution: t } }: Strings, attribution: Attribution): string {
  const { random, other, rest, trained } = attribution;
  const [rival, best] =
    other && other.value > random.value
      ? (['other', other.value] as const)
      : (['random', random.value] as const);
  if (isPersonal(attribution))
    return best < UNCHANGED_FALL ? t.onlyYou(rest.value) : t.partYou[rival](best, rest.value);
  if (best <= 1) return t.neither;
  const isWorse = rest.high !== undefined && rest.high < 1;
  if (trained < 1) return isWorse ? t.betterButLonger[rival] : t.asGoodButLonger[rival];
  return isWorse ? t.better[rival] : t.asGood[rival];
}

/** What remembering brings, in a sentence or two; `after` is perplexity with the whole memory. */
export function memoryWords(
  { result: { attribution: t } }: Strings,
  after: number,
  { alone, ownText }: CacheEffect,
): string {
  const [here, earlier] = [alone.personal / ownText.personal, ownText.personal / after];
  if (here >= UNCHANGED_FALL)
    return earlier >= UNCHANGED_FALL ? t.memoryBoth(here, earlier) : t.memoryHere(here);
  return earlier >= UNCHANGED_FALL ? t.memoryEarlier(earlier) : t.memoryNothing;
}

/** Two models with their memories beside each other, in a sentence or two. */
export function cachesWords(
  { result: { attribution: t } }: Strings,
  { other, rest }: ComparedCaches,
): string {
  return isPersonal({ rest }) ? t.cachesMore(other.value, rest.value) : t.cachesUnsure(other.value);
}
