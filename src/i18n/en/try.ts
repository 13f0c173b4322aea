import { format } from './format';

/** The Try screen, apart from the pad: the model to try, and both models that continue the same beginning. */
export const tryOut = {
  title: 'Try it',
  intro: 'Write, and your model goes along. It is small: it knows how people write, not what is true.',
  noModel: 'You have no model of your own yet, so the base model writes with you. <link>Make one</link>.',
  sideBySide: 'Side by side',
  sideBySideAbout: 'Write a beginning, and both models go on with it.',
  prompt: 'Beginning',
  promptExample: 'Today in the bus …',
  write: 'Continue',
  again: 'Try another version',
  version: (seed: number) => `Version ${format.count(seed)}`,
  model: 'Your model',
  unverified: (name: string) => `${name} (from a file, not checked)`,
  remembers: (n: number) => `It remembers ${format.plural(n, 'token', 'tokens')} of your text`,
  daring: {
    label: 'Careful or daring',
    levels: ['very careful', 'careful', 'in between', 'daring', 'very daring'],
    /** At the ends of the slider. */
    careful: 'Careful',
    most: 'Daring',
    advanced: 'Advanced',
  },
  temperature: 'Temperature',
  topP: 'Top-p',
  minP: 'Min-p',
  loops: 'Guard against loops',
  memoryShare: 'Share of the memory',
  maxTokens: 'Maximum length',
  /** For screen readers, when they begin, and when all have finished. */
  writing: (models: number) => (models === 1 ? 'The base model is writing.' : 'Both models are writing.'),
  wrote: (model: string, text: string) => `${model} wrote: ${text}`,
  readingAgain: 'Reading your text again …',
};
