import { format } from '../format';

export const recipe = {
  title: 'The recipe, piece by piece',
  question:
    'What does each part of the recipe bring on unseen text, and what does it change on general text?',
  criterion:
    'The recipe of this app, norm-only with a memory, lowers perplexity at least ×1.30 on unseen text, in the geometric mean over the texts. On general text it raises perplexity by 2% at most.',
  label: (name: string, training: string) => `${name}, ${training}`,
  notYet: 'Nothing has been measured with all recipes yet.',
  sentence(
    texts: number,
    {
      alone,
      thisText,
      all,
      others,
      untrained,
    }: {
      alone: { fall: number; general: number };
      thisText: { fall: number };
      all: { fall: number; general: number };
      others: { fall: number } | undefined;
      untrained: { fall: number };
    },
  ) {
    const control = others
      ? ` With another author’s text in its place it brings ${format.times(others.fall)}.`
      : '';
    return (
      `On ${texts === 1 ? 'one text' : `${texts} texts`}, norm-only training alone brings ${format.times(alone.fall)}, at ${format.change(alone.general)} on general text. ` +
      `With a memory of the text being read, which any model could have, it brings ${format.times(thisText.fall)}. ` +
      `With a memory of the author’s earlier text as well it brings ${format.times(all.fall)}, at ${format.change(all.general)} on general text.${control} ` +
      `A memory without any training brings ${format.times(untrained.fall)}.`
    );
  },
  trainings: {
    base: 'not trained',
    norm: 'norm-only',
    lora: 'LoRA',
    full: 'full',
    published: 'full, as published',
  },
  /** What a model remembers, and the same where there is little room. */
  memories: {
    none: 'nothing',
    ownText: 'this text',
    other: 'and another author’s',
    all: 'and the author’s own',
  },
  added: {
    none: (training: string) => training,
    ownText: (training: string) => `${training} + this text`,
    other: (training: string) => `${training} + another’s`,
    all: (training: string) => `${training} + own texts`,
  },
  charts: {
    recipes: 'What each recipe brings, and what it changes on general text',
    memories: 'Norm-only, and what it remembers',
  },
  table: { remembers: 'remembers', mean: 'geometric mean' },
};
