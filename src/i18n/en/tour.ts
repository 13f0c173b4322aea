import { format } from './format';

const tokens = (n: number) => format.plural(n, 'token', 'tokens');

/** The tour: what happens when somebody presses Train, in seven pictures. */
export const tour = {
  /** The boxes on the first visit. */
  start: {
    label: 'How do you want to begin?',
    own: { name: 'With my text', about: 'Write or paste something of yours here.' },
    sample: { name: 'With a sample', about: 'Take a text that comes with the app.' },
    tour: { name: 'Show me how it works', about: 'Seven short pages with pictures.' },
  },

  title: 'What happens when I press Train?',
  /** On the help page. */
  link: 'What happens when I press Train? A tour in seven pictures',
  pages: 'Pages of the tour',
  progress: (n: number, of: number) => `${n} of ${of}`,
  leave: 'Leave the tour',
  back: 'Back',
  next: 'Next',
  /** On the last page. */
  begin: 'Make my own model',
  keys: 'The arrow keys work too.',
  reading: 'Reading the text …',
  asking: 'Asking the base model …',
  own: 'These words and numbers are from your text.',
  sample: (title: string) =>
    `There is not enough text of yours yet. So these words and numbers are from the sample “<title>${title}</title>”.`,

  tokens: {
    title: 'The text is cut into tokens',
    about:
      'A model does not read letters or sentences. It reads tokens: words, pieces of words, and signs such as commas.',
    known: (n: number) => `Each token has a number. The base model knows ${tokens(n)}.`,
    sentence: (n: number) =>
      `This sentence has ${tokens(n)}. The small numbers are the numbers of the tokens, and “␣” is a space.`,
    /** Where the sentence is too long for the picture. */
    beginning: (n: number) =>
      `The beginning of this sentence has ${tokens(n)}. The small numbers are the numbers of the tokens, and “␣” is a space.`,
    picture: 'The tokens and their numbers',
  },

  guess: {
    title: 'It guesses the next word',
    about: 'The model reads a beginning. Then it gives a chance to every word that may come next.',
    base: 'These are the base model’s guesses at a place where it has some idea. It has learned nothing from you.',
    bars: 'The likeliest next words',
    really: (word: string) => `The word in the text is “<word>${word}</word>”.`,
  },

  loss: {
    title: 'It finds out how wrong it was',
    about:
      'Now the model sees which word really comes. The less likely it thought that word, the larger the loss.',
    zero: 'A loss of 0 means that it was completely sure, and right.',
    bars: 'Chance of a word, and the loss',
    found: (word: string, chance: string, loss: number) =>
      `“<word>${word}</word>”. Its chance at this place: ${chance}. Its loss: ${format.loss(loss)}.`,
  },

  gains: {
    title: 'Only a few numbers may change',
    numbers: (gains: number, all: number) =>
      `The base model is made of ${format.vast(all)} numbers. With the recommended settings, training changes only ${format.count(gains)} of them: the gains.`,
    about: 'A gain makes a signal inside the model stronger or weaker, like a slider on a sound system.',
    all: (n: number) => `${format.vast(n)} numbers`,
    gains: (n: number) => format.plural(n, 'gain', 'gains'),
    scale: (n: number) =>
      `About one number in ${format.count(n)} changes. Both squares are drawn to the same scale.`,
  },

  practice: {
    title: 'It practises step by step',
    about: 'In every step the model reads pieces of the text and guesses each next token.',
    move: 'Then the gains change a little, so that the loss gets smaller next time.',
    /** `name` is the model that was trained last. */
    curve: (name: string, steps: number) =>
      `This is the loss in your last training run, that of “<name>${name}</name>”: ${format.plural(steps, 'step', 'steps')}.`,
    plan: (steps: number) => `Training usually takes ${format.plural(steps, 'step', 'steps')}.`,
    picture: 'What happens in a step',
    read: (pieces: number, n: number) =>
      `Read ${format.plural(pieces, 'piece', 'pieces')} of the text, ${tokens(n)} each`,
    guess: 'Guess every next token',
    compare: 'See what really comes: the loss',
    change: (n: number) => `Change ${format.plural(n, 'gain', 'gains')} a little`,
  },

  held: {
    title: 'The end of the text is set aside',
    about:
      'The model never trains on this part. It is kept for the test, like questions that nobody has seen.',
    why: 'A model that had trained on it could know it by heart. Then the test would say nothing.',
    train: (n: number) => `${tokens(n)} to learn from`,
    held: (n: number) => `${tokens(n)} set aside`,
    begins: 'The part that is set aside begins with:',
  },

  result: {
    title: 'Has it learned something?',
    about:
      'The base model and your model guess the part that was set aside. Perplexity is how many equally likely next tokens a model is choosing between, on average.',
    lower: 'Lower is better.',
    bars: 'Perplexity before and after training',
    before: 'Base model',
    after: 'Your model',
    /** `fall` is how many times lower it became, above 1. */
    fell: (name: string, fall: number) =>
      `“<name>${name}</name>” guesses better than the base: its perplexity is ${format.ratio(fall)} times lower.`,
    rose: (name: string, times: number) =>
      `“<name>${name}</name>” guesses worse than the base: its perplexity is ${format.ratio(times)} times higher.`,
    same: (name: string) => `“<name>${name}</name>” guesses as well as the base, and no better.`,
    /** Where the interval reaches to no change at all, or none is known. */
    unsure: 'But that may be nothing but chance.',
    none: 'You have not trained a model yet. When you have, you will see your own numbers here.',
    way: ['Give it a text', 'Press “Train”', 'See how much it learned'],
  },
};
