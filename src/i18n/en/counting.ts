import type { Order } from '../../text/counting/table';
import { format } from './format';

const words = (n: number) => format.plural(n, 'word', 'words');
const times = (n: number) => format.plural(n, 'time', 'times');
/** A share from 0 to 1. */
const ofHundred = (share: number) => `${format.count(Math.round(100 * share))} of 100`;

/** The Counting screen: a model that only counts, made by hand, beside the ones that learn. It is loaded with its screen. */
export const counting = {
  title: 'Counting words',
  intro:
    'The simplest language model only counts: which word came after which, and how often. Count by hand, let the counts write, and find out whether a model that learns guesses better.',
  loading: 'Reading the text and counting its words …',

  text: {
    label: 'Text to count',
    size: (total: number, different: number) =>
      `${words(total)} to count, ${format.count(different)} of them different.`,
    held: (n: number) =>
      `The last ${words(n)} are set aside and counted nowhere: the test in part 4 needs text that nobody has seen.`,
    own: 'To count your own text, <link>add to it on the Make screen</link>.',
  },

  /** What ends a sentence, as it is called on a bar. */
  signs: {
    '.': '. (full stop)',
    '!': '! (exclamation mark)',
    '?': '? (question mark)',
    '…': '… (three dots)',
    '।': '। (danda)',
    '\n': '↵ (new line)',
  },

  bars: {
    /** How often something followed, of all that did. */
    value: (n: number, of: number) =>
      `${format.count(n)} of ${format.count(of)} · ${format.percent(of === 0 ? 0 : n / of)}`,
    times,
    others: (kinds: number, n: number) => `${format.plural(kinds, 'other', 'others')}: ${times(n)} in all.`,
  },

  /** How many words before the next one count. */
  order: {
    label: 'How many words before count?',
    1: 'One word',
    2: 'Two words',
  },

  count: {
    title: '1. Count by hand',
    intro: 'Look at a word and at the one after it. Make a mark for this pair, and move on by one word.',
    text: 'The text, with the pair that was counted last',
    next: 'Count the next pair',
    play: 'Let it run',
    pause: 'Pause',
    all: 'Count all',
    again: 'Start again',
    done: (pairs: number, of: number) =>
      `${format.count(pairs)} of ${format.plural(of, 'pair', 'pairs')} counted.`,
    /** For screen readers. */
    pair: (word: string, piece: string, n: number) =>
      `After “<word>${word}</word>” came “<word>${piece}</word>”, ${times(n)} so far.`,
    after: (word: string) => `After “<word>${word}</word>” so far`,
    afterNone: 'After the word, so far',
    commonest: 'The commonest pairs of words so far',
    notYet: 'Nothing is counted yet.',
  },

  table: {
    title: '2. Look it up',
    intro: 'This table is the whole model. For every word it says what came next, and how often.',
    search: { 1: 'A word', 2: 'Two words' } satisfies Record<Order, string>,
    /** Above words that can be pressed. */
    some: 'Some that are in the text',
    after: (word: string, n: number) => `After “<word>${word}</word>”: ${times(n)}`,
    never: (word: string) => `“<word>${word}</word>” is not in this text. The table knows nothing about it.`,
    nothing: (word: string) => `Nothing comes after “<word>${word}</word>” in this text.`,
    choose: 'Write above, or press one of the words.',
  },

  write: {
    title: '3. Let it write',
    intro:
      'Every time a word came next, it got a ticket. One ticket is drawn, its word is written down, and it begins again.',
    choose: { label: 'How is the next word chosen?', lot: 'By lot', commonest: 'Always the commonest' },
    text: 'The text so far',
    empty: 'Nothing is written yet.',
    draw: 'Draw the next word',
    take: 'Take the commonest word',
    goOn: 'On to the next word',
    thirty: 'Write 30 words',
    back: 'Take it back',
    fresh: 'New start',
    begin: 'Or a beginning of your own',
    beginButton: 'Begin with this',
    beginnings: 'What sentences begin with',
    after: (word: string) => `What came after “<word>${word}</word>”`,
    /** Two words were to count, and they never stood side by side before. */
    shorter: (word: string) => `These two words never came together. So only “<word>${word}</word>” counts.`,
    never: (word: string) =>
      `“<word>${word}</word>” never came before another word in this text. The table does not know how to go on.`,
    drawn: (piece: string, ticket: number, of: number) =>
      `Ticket ${format.count(ticket)} of ${format.count(of)} was drawn: <word>${piece}</word>`,
    taken: (piece: string) => `The commonest: <word>${piece}</word>`,
    picked: (piece: string) => `Picked by hand: <word>${piece}</word>`,
    pickHint: 'Or press a bar to choose it yourself.',
    wrote: (n: number) => `${words(n)} added.`,
  },

  models: {
    title: 'What the real models expect here',
    ask: 'Ask the real models',
    hide: 'Without the real models',
    about:
      'They read everything that is written so far, not only the last word or two. And they can expect words that never came here in this text.',
    asking: 'Asking …',
    others: (chance: string) => `Everything else: ${chance}.`,
    own: (name: string) => `Your model: ${name}`,
  },

  ladder: {
    title: '4. From counting to learning',
    intro: (n: number) =>
      `How often is the first guess right? All guess the same ${words(n)} from the end of the text, one after the other. None of them learned from that part.`,
    measure: 'Measure',
    again: 'Measure again',
    progress: 'Measuring',
    share: ofHundred,
    exact: (right: number, of: number) => `${format.count(right)} of ${words(of)}`,
    soFar: (right: number, of: number) => `so far ${format.count(right)} of ${words(of)}`,
    notYet: 'not measured yet',
    rungs: {
      one: {
        name: 'Counting, one word',
        about: 'It knows what came after the last word. But one word says little about the next.',
        /** `known` is a share. */
        found: (known: number) =>
          `It knew the last word at ${ofHundred(known)} places. But one word says little about the next.`,
      },
      two: {
        name: 'Counting, two words',
        about:
          'Two words say more. But many pairs of words are new in a new text, and then it knows nothing.',
        found: (known: number) =>
          `Two words say more. But it had seen both together at only ${ofHundred(known)} places. At the others it knew nothing.`,
      },
      base: {
        name: 'Base model',
        about:
          'It counted nothing here. From many other texts it learned which words are used alike, and it looks far back. So it has a guess at every place.',
      },
      own: {
        name: 'Your model',
        about: 'The base model, after it practised on your writing.',
        none: 'You have no model of your own yet. <link>Make one</link>.',
      },
    },
    /** Shares; `own` is undefined where there is no such model. */
    result: (counted: number, base: number, own: number | undefined) =>
      own === undefined
        ? `First guesses that were right: counting at best ${ofHundred(counted)}, the base model ${ofHundred(base)}.`
        : `First guesses that were right: counting at best ${ofHundred(counted)}, the base model ${ofHundred(base)}, your model ${ofHundred(own)}.`,
    /** Where the base guesses no oftener than the better of the counts. */
    noBetter:
      'Here the base model was right no oftener than counting. That can happen where it has learned from little text of this kind.',
    rule: 'Right means: the same word, written in the same way.',
    /** `margin` is in words of 100. */
    chance: (n: number, margin: number) =>
      `Only ${words(n)} were asked for. Chance alone can move each number by about ${format.count(margin)}.`,
    read: (n: number, of: number) =>
      `Be careful: your model has seen about ${format.count(n)} of these ${words(of)} before. They are in what it learned from, so its number is no fair test.`,
    readUnsure:
      'Nobody has noted what your model learned from. Whether it has seen this part before was checked only with what it remembers.',
  },
};
