import { format } from './format';

const times = (n: number) => format.plural(n, 'time', 'times');
/** What is rarer still tells a reader no more. */
export const RAREST = 1_000_000;

/** Looking inside a model: why a word stands there, how surprising a text is, and one step at a time. */
export const why = {
  /** Of a text whose words can be chosen; `model` wrote it. */
  words: (model: string) => `The words that ${model} wrote`,
  hint: 'Click a word, or go from word to word with the arrow keys, to see why it stands there.',
  asking: 'Asking the models …',
  /** `word` is marked: it is in the language of the text. */
  title: (word: string) => `Why “<word>${word}</word>”?`,
  /** Of a chance from 0 to 1. */
  chance: (chance: number) =>
    chance >= 0.005
      ? `${format.count(Math.round(100 * chance))} of 100`
      : chance >= 0.000_05
        ? `${format.count(Math.round(10_000 * chance))} of 10,000`
        : 'nearly never',
  rank: {
    /** Its place among the likeliest words. */
    of: (rank: number) =>
      rank === 1
        ? 'It is the likeliest word here.'
        : `It is only number ${format.count(rank)} of the likeliest words here. Words are picked by chance, so that a text does not always go the same way.`,
    none: 'Other words are much likelier here. Words are picked by chance, so that a text does not always go the same way.',
  },
  steps: {
    title: 'Where its chance comes from',
    total: (word: string, n: number, of: number) =>
      `Out of ${format.count(of)} times, your model would write “<word>${word}</word>” here ${times(n)}.`,
    base: (n: number) => `The base alone would write it ${times(n)}.`,
    training: (change: number) =>
      change > 0
        ? `Training adds ${format.count(change)}.`
        : change < 0
          ? `Training takes ${format.count(-change)} away.`
          : 'Training changes next to nothing.',
    memory: (change: number) =>
      change > 0
        ? `Its memory of your text adds ${format.count(change)}.`
        : change < 0
          ? `Its memory of your text takes ${format.count(-change)} away.`
          : 'Its memory of your text changes next to nothing.',
    noMemory: 'It has no memory of your text here.',
  },
  ofBase: (word: string, n: number, of: number) =>
    `Out of ${format.count(of)} times, the base would write “<word>${word}</word>” here ${times(n)}.`,
  source: {
    ownText: 'The memory found this place in your text:',
    thisText: 'The memory found the same further up, in what you typed.',
    forget: 'Forget this passage',
    forgetTitle: 'Forget this passage?',
    forgetQuestion:
      'The memory of this model loses these words for good, wherever they stand in it. What training has learned from them stays.',
    forgetYes: 'Forget it',
    forgotten: 'The passage is out of the memory.',
  },
  candidates: {
    title: 'The likeliest words here',
    word: 'Word',
    base: 'Base model',
    /** Under the table. */
    note: 'These are the chances at first. Then “Careful or daring” changes them, and a word is drawn.',
  },
  learnedOn:
    'The model has learned on since it wrote this. What you see here is about the model as it was then.',
  copied:
    'Underlined words stand in your text in the same order, eight or more in a row. They are copied, not made up.',

  surprise: {
    title: 'How surprising is a text?',
    intro:
      'Paste any text. Both models read it and guess each word before they see it. The stronger the colour, the less they expected the word.',
    text: 'Text to read',
    button: 'Let them read',
    reading: 'Reading …',
    legend: 'What the colours mean',
    levels: [
      'expected: 1 in 2 or likelier',
      'easy: 1 in 10 or likelier',
      'harder: 1 in 100 or likelier',
      'surprising: 1 in 1,000 or likelier',
      'very surprising: rarer than 1 in 1,000',
    ],
    oneIn: (n: number) =>
      n > RAREST ? `rarer than 1 in ${format.count(RAREST)}` : `1 in ${format.count(n)}`,
    /** As hard to guess as one of `n` equally likely words, in the geometric mean. */
    mean: (model: string, n: number) =>
      `${model}: on average, a word was as hard to guess as one of ${format.number(n)}.`,
    numbers: 'All numbers',
    word: 'Word',
  },

  step: {
    title: 'One step at a time',
    intro:
      'A model never writes a text at once. It gives every word a chance, one is drawn, and then it begins again. Draw one, or pick a bar yourself.',
    start: 'Take the first step',
    text: 'The text so far',
    example: 'Today in the bus',
    model: 'Who writes?',
    base: 'Base model',
    draw: 'Draw',
    back: 'Take it back',
    bars: 'What may come next',
    lineBreak: 'a new line',
    end: 'the text ends',
    /** Where two signs differ only by the space before them. */
    space: 'With “␣” there is a space before the sign, without it there is none.',
    /** For screen readers. */
    spaced: (sign: string) => `a space and ${sign}`,
    others: (chance: string) => `Everything else together: ${chance}. Only what has a bar here can be drawn.`,
    drawn: (piece: string) => `Added: <word>${piece}</word>`,
    ended: 'The text has ended. Take it back, or write on yourself.',
  },
};
