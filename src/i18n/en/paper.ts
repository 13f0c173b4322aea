import { format } from './format';

/** What is printed: words of every sheet, and the sheet with the result of a training. */
export const paper = {
  print: 'Print',
  /** Above what is printed, on the screen alone. */
  preview: 'This is how it will look on A4 paper.',
  /** To be filled in by hand. */
  name: 'Name',
  class: 'Class',
  date: 'Date',
  /** The way to the worksheet. */
  worksheet: 'A worksheet for the lesson, to print',

  sheet: {
    /** The way to this page, beside a result. */
    link: 'Print the result',
    linkOf: (name: string) => `Print the result of ${name}`,
    kind: 'Training result',
    back: 'Back to My models',
    /** Where the model was deleted, or has no result. */
    none: 'There is no result to print here. Choose a model under <link>My models</link>.',
    fromFile:
      'These numbers come from a file, and “you” means the person who made the model. Nobody measured them on this laptop.',
    numbers: 'The numbers',
    made: 'Trained on',
    method: 'What changed in the model',
    learned: 'Learned from',
    held: 'Set aside for the test',
    steps: 'Steps',
    device: 'Where it was trained',
    memory: 'It remembers',
    tokens: (n: number) => format.plural(n, 'token', 'tokens'),
    count: (n: number) => format.count(n),
    when: (time: number) => format.when(time),
    curve: 'How it learned, step by step',
    curveAbout:
      'Loss says how badly the model guesses: lower is better. The model never learned from the held-out text, so that line is the one that counts.',
    meaning: 'What it means',
    /** For the pupil, below the numbers. */
    own: 'In my own words: what did the model learn, and what did it not learn?',
  },
};
