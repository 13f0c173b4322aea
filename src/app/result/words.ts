import { type Caveat, drop, isUnchanged, rise, type Verdict } from '../../eval/verdict';
import { plural, ratio, signedPercent } from '../format';

/** What a finished run is judged by; perplexities by the evaluator, never by the trainer. */
export interface Measured {
  personal: { before: number; after: number };
  general: { before: number; after: number };
  heldTokens: number;
}

/** The verdict as one headline and one sentence that a 13-year-old understands. */
export function verdictWords(verdict: Verdict, { personal, general }: Measured) {
  const fewer = `${ratio(drop(personal))} times fewer`;
  const own = `On text of yours that it never saw, your model hesitates among ${fewer} possible next tokens than the base`;
  const others = `on other people's text its perplexity changed by ${signedPercent(rise(general))}`;
  const words: Record<Verdict, { headline: string; sentence: string }> = {
    STRICT: { headline: 'A specialist in your text', sentence: `${own}; ${others}.` },
    LENIENT: { headline: 'It learned a great deal of you', sentence: `${own}; ${others}.` },
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

/** The one caveat that matters, in a sentence. */
export function caveatWords(caveat: Caveat, { heldTokens }: Measured): string {
  const tokens = plural(heldTokens, 'token');
  const words: Record<Caveat, string> = {
    repeats: `A fall this large almost always means that the ${tokens} held out say again what the training text said. It shows memory more than understanding.`,
    'few-tokens': `Only ${tokens} were held out, so chance plays a large part in these numbers. Give more text to be surer.`,
    'kind-of-text': `Part of any fall is the model getting used to this kind of text and not to you: measured on ${tokens} you held out, it cannot tell the two apart.`,
  };
  return words[caveat];
}

/** The methods, as the screens call them. */
export const METHOD_NAMES = { norm: 'Norm-only', lora: 'LoRA', full: 'Full fine-tuning' } as const;
