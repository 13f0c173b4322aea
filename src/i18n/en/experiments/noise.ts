import { format } from '../format';

export const noise = {
  title: 'Noisy text',
  question:
    'Does a model still learn how you write from text full of typing errors, emojis, links, code and mixed languages?',
  criterion:
    'After training on very noisy text, perplexity on the author’s clean unseen text clearly falls: the whole 95% interval is above ×1.',
  label: (name: string, version: string) => `${name}: ${version}`,
  notYet: 'Not all versions have been learned yet.',
  /** Falls on clean unseen text; `general` is the change of perplexity on general text after the noisy training. */
  sentence(
    spoils: boolean,
    falls: { much: number; cleaned: number | undefined; clean: number },
    general: number,
  ) {
    const cleaned =
      falls.cleaned === undefined
        ? ''
        : `, or ${format.times(falls.cleaned)} once links and emojis are taken out`;
    return (
      `${spoils ? 'Noise spoils the training.' : 'Noise does not spoil the training.'} ` +
      `On clean unseen text, learning from much noise brings ${format.times(falls.much)}${cleaned}. ` +
      `Learning from clean text brings ${format.times(falls.clean)}. ` +
      `After the noisy training, perplexity on general text changed by ${format.change(general)}.`
    );
  },
  versions: {
    clean: 'the text as it is',
    some: 'a little noise',
    much: 'much noise',
    cleaned: 'much noise, cleaned',
  },
  charts: { clean: 'Fall on the clean unseen text', matrix: 'What was learned, and what was read' },
  matrix: { row: 'learned from', column: 'unseen text' },
  table: { noisy: 'fall, noisy unseen text' },
};
