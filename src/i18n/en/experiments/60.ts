import { format } from '../format';

export const random = {
  title: 'Random text',
  question: 'Does training on random tokens lower perplexity as well?',
  criterion:
    'For every author the real text beats random tokens, by more than the 95% interval of the difference.',
  published:
    'Most of the fall came from training as such, whatever the text (regularisation). Real text beat random text by 1.10 to 1.36 times for 2 of 3 authors.',
  label: {
    random: 'random tokens',
    shuffled: (name: string) => `${name}, shuffled`,
    real: (name: string) => `${name}, as it is`,
  },
  notYet: 'Not everything has been trained yet.',
  /** Falls on the text called `name`. `failed`: where real text does not clearly beat random tokens. */
  sentence(name: string, falls: { random: number; real: number }, failed: readonly string[]) {
    const does = falls.random < 1 ? 'make it worse' : 'help as well';
    const all =
      failed.length === 0
        ? 'Real text beats random tokens for everybody: the model learns more than just getting used to training.'
        : `Real text does not clearly beat random tokens for ${format.list(failed)}.`;
    return `On “${name}” random tokens ${does} (${format.times(falls.random)}), and the text itself brings ${format.times(falls.real)}. ${all}`;
  },
  bars: { real: 'the text', shuffled: 'its words shuffled', random: 'random tokens' },
  table: {
    learned: 'learned',
    real: 'the text',
    shuffled: 'shuffled',
    random: 'random',
    margin: 'text beside random',
  },
};
