import { format } from '../format';

/** "47 of 100": a share as a count that is easy to picture. */
const ofHundred = (share: number) => `${Math.round(100 * share)} of 100`;

export const writing = {
  title: 'Does it write like you?',
  question:
    'Can a model suggest your next word? How many keys does that save? And would a judge take what the model writes for yours? The judge is a program that knows your writing.',
  criterion:
    'The judge takes 80% or more of your model’s texts for the author’s. At most 20% of their words are copied, in rows of eight words or more. In every one of them, at least 90% of the rows of four words are different from each other. And the suggestions save at least 1.15 times as many keys as the base’s.',
  label: (name: string, what: string) => `${name}: ${what}`,
  doing: {
    trained: 'training',
    typed: (model: string) => `typing with the suggestions of ${model}`,
    written: (model: string, nth: number, of: number) =>
      of === 1 ? `letting ${model} write` : `letting ${model} write, setting ${nth} of ${of}`,
    judged: 'reading what was written',
    peer: 'asking Presage',
    writers: { base: 'the base', alone: 'your model without memory', own: 'your model' },
  },
  notYet: 'Not all of it has been measured yet.',
  /** Shares of next words and of keys: the base, the model without its memory, and with it. */
  typing(
    words: number,
    { base, alone, own }: Record<'base' | 'alone' | 'own', { hit1: number; hit3: number; savings: number }>,
  ) {
    return (
      `Your model guesses ${ofHundred(own.hit1)} next words at once, and ${ofHundred(own.hit3)} with three tries. The base guesses ${ofHundred(base.hit1)} and ${ofHundred(base.hit3)} (${format.plural(words, 'word', 'words')} of unseen text). ` +
      `Three suggestions save ${format.percent(own.savings)} of the keys with your model, ${format.percent(alone.savings)} without its memory, and ${format.percent(base.savings)} with the base.`
    );
  },
  presage: {
    measured: (savings: number) =>
      `Presage, which learned from the same text, saves ${format.percent(savings)}.`,
    'not-installed': 'Presage, another program that suggests words, is not installed here.',
    failed: 'Presage, another program that suggests words, is installed here but gave no answer.',
  },
  /** Shares of the continuations that the judge gives to the author; of their words that are copied; of the rows of four that differ, in the one that repeats itself most. */
  judge(
    passages: number,
    {
      judged,
      copied,
      distinct4,
      accuracy,
    }: {
      judged: { base: number; own: number };
      copied: { own: number };
      distinct4: { own: number };
      accuracy: number;
    },
  ) {
    return (
      `A judge takes ${format.percent(judged.own)} of ${format.plural(passages, 'text', 'texts')} by your model for the author’s, and ${format.percent(judged.base)} of the base’s. On real passages it is right in ${format.percent(accuracy)} of all cases. ` +
      `${format.percent(copied.own)} of your model’s words stand in rows of eight or more that are copied from the training text. Of the text that repeats itself most, ${format.percent(distinct4.own)} of the rows of four words are different from each other: the fewer, the more it turns in circles.`
    );
  },
  /** Where the judge takes the base's texts for the author's as well. */
  weakJudge:
    'The base never read the author, so this judge is too easily convinced. It needs texts by more people who write about such things.',
  models: { base: 'base', alone: 'your model, no memory', own: 'your model', real: 'the author, for real' },
  presageName: 'Presage',
  charts: {
    savings: 'Keys that three suggestions save',
    hits: 'Next words that are among three suggestions',
    judged: 'Texts that the judge takes for the author’s',
  },
  /** How tokens were chosen: "temperature 0.4, min-p 0.05". */
  usual: 'as on the Try screen',
  setting: (name: string, value: number) => `${name} ${format.number(value)}`,
  settings: {
    temperature: 'temperature',
    topP: 'top-p',
    minP: 'min-p',
    repetitionPenalty: 'repetition penalty',
    loopPenalty: 'guard against loops',
    memoryShare: 'memory',
  },
  several: (settings: readonly string[]) => settings.join(', '),
  table: {
    model: 'model',
    setting: 'setting',
    words: 'words',
    hit1: 'first suggestion',
    hit3: 'in three suggestions',
    savings: 'keys saved',
    judged: 'taken for the author’s',
    copied: 'copied words',
    distinct: 'different rows of four, at least',
  },
};
