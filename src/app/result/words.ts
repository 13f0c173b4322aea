import { isPersonal } from '../../eval/attribution';
import { type Caveat, fall, isUnchanged, rise, UNCHANGED_FALL } from '../../eval/verdict';
import type { Attribution, CacheEffect, ComparedCaches, Interval, Verdict } from '../../model/run';
import { plural, ratio, signedPercent } from '../shell/format';

/** What a finished run is judged by; perplexities by the evaluator, never by the trainer. */
export interface Measured {
  personal: { before: number; after: number };
  general: { before: number; after: number };
  tokens: { held: number; general: number };
  uncertainty?: { personal: Interval; general: Interval };
  memory?: CacheEffect;
  madeOf?: Attribution;
}

/** The verdict as one headline and one sentence that a 13-year-old understands. */
export function verdictWords(verdict: Verdict, { personal, general }: Measured) {
  const fewer = `${ratio(fall(personal))} times fewer`;
  const own = `On text of yours that it never saw, your model hesitates among ${fewer} possible next tokens than the base`;
  const others = `on other people's text its perplexity changed by ${signedPercent(rise(general))}`;
  const words: Record<Verdict, { headline: string; sentence: string }> = {
    STRICT: { headline: 'A specialist in your text', sentence: `${own}; ${others}.` },
    LENIENT: { headline: 'It foretells your writing far better', sentence: `${own}; ${others}.` },
    MODEST: {
      headline: 'It learned a little of you',
      sentence: `${own}; ${others}. That is what a few pages of real writing bring.`,
    },
    COSTLY: {
      headline: 'It learned you and forgot others',
      sentence: `${own}, but it became much worse with everyone else's: ${others}.`,
    },
    CATASTROPHIC: {
      headline: 'This training did not help',
      sentence: isUnchanged(personal)
        ? 'On text of yours that it never saw, your model is no better than the base. More text, or a lower learning rate, may help.'
        : `${own}, but it lost its grip on all other text: ${others}.`,
    },
  };
  return words[verdict];
}

/** The one caveat that matters, in a sentence; `isComparing`: what the fall is made of is being found out. */
export function caveatWords(
  caveat: Caveat,
  { tokens: { held }, uncertainty }: Pick<Measured, 'tokens' | 'uncertainty'>,
  isComparing = false,
): string {
  const tokens = plural(held, 'token');
  const words: Record<Caveat, string> = {
    repeats: `A fall this large almost always means that the ${tokens} held out say again what the training text said. It shows memory more than understanding.`,
    'few-tokens': `Only ${tokens} were held out, so chance plays a large part in these numbers. Give more text to be surer.`,
    chance: `This fall may be chance: measured on ${tokens}, it is somewhere ${fallWords(uncertainty?.personal)}, and ×1.00 is no fall.`,
    'kind-of-text': `Part of any fall is the model getting used to this kind of text and not to you. How large a part ${isComparing ? 'is being found out' : 'was not found out for this model'}.`,
  };
  return words[caveat];
}

/** What of a fall by training is the student, in a sentence. */
export function madeOfWords(madeOf: Attribution): string {
  const { random, other, rest, trained } = madeOf;
  const [learning, best] =
    other && other.value > random.value
      ? ['Learning someone else’s text', other.value]
      : ['Learning random text', random.value];
  if (isPersonal(madeOf))
    return best < UNCHANGED_FALL
      ? `Learning other text brings nothing here: all that training brought, ${times(rest.value)}, comes from what you wrote.`
      : `${learning} would have brought ${times(best)} here. The rest of what training brought, ${times(rest.value)}, is you and what you write about.`;
  if (best <= 1) return 'Neither learning other text nor learning yours surely helps here.';
  const isWorse = rest.high !== undefined && rest.high < 1;
  const asWell = `${learning} does ${isWorse ? 'even better' : 'about as well'} here`;
  return trained < 1
    ? `${asWell}, but that model was trained longer than yours: train thoroughly to compare.`
    : `${asWell}: ${isWorse ? 'nothing' : 'little or nothing'} of what training brought is you.`;
}

/** What remembering brings, in a sentence; `after` is perplexity with the whole memory. */
export function memoryWords(after: number, { alone, ownText }: CacheEffect): string {
  const [here, earlier] = [alone.personal / ownText.personal, ownText.personal / after];
  const own =
    earlier >= UNCHANGED_FALL
      ? `remembering your earlier text brings ${times(earlier)} more`
      : 'remembering your earlier text brings nothing more';
  return here >= UNCHANGED_FALL
    ? `ComparedCaches what came before in this very text brings ${times(here)}, as it would with any model; ${own}.`
    : `${own[0].toUpperCase()}${own.slice(1)}.`;
}

/** Two models with their memories beside each other, in a sentence. */
export function wholeWords({ other, rest }: ComparedCaches): string {
  const both = `With a memory as large, someone else’s model brings ${times(other.value)} here`;
  return isPersonal({ rest })
    ? `${both}; yours brings ${times(rest.value)} more.`
    : `${both}; that yours brings more is not sure.`;
}

/** "between ×1.09 and ×1.15". */
const fallWords = ({ low = 0, high = 0 }: Partial<Interval> = {}) =>
  `between ${times(low)} and ${times(high)}`;

const times = (value: number) => `×${ratio(value)}`;

/** The methods, as the screens call them. */
export const METHOD_NAMES = { norm: 'Norm-only', lora: 'LoRA', full: 'Full fine-tuning' } as const;
