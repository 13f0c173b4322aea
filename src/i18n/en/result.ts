import type { Change, Interval, NextWord } from '../../model/run';
import { format } from './format';

const times = (fall: number) => `×${format.ratio(fall)}`;
const count = (n: number) => format.plural(n, 'time', 'times');
const tokens = (n: number) => format.plural(n, 'token', 'tokens');

/** What a finished run is worth. */
export const result = {
  /** One headline and one or two sentences per verdict. */
  verdicts: {
    STRICT: 'It knows your writing very well',
    LENIENT: 'It guesses your writing far better',
    MODEST: 'It learned a little from you',
    COSTLY: 'It learned your writing and forgot other people’s',
    CATASTROPHIC: 'This training did not help',
  },
  guess: ({ before, after }: Change) =>
    `To guess the next token in writing of yours that it has never seen, the base model chooses between about ${format.perplexity(before)} options, on average. Your model chooses between about ${format.perplexity(after)}.`,
  others: (rise: number) => `On other people’s writing this number changed by ${format.change(rise)}.`,
  modest: 'A gain like this is normal for a few pages of real writing.',
  costly: 'It became much worse at other people’s writing.',
  lost: 'It lost its grip on all other writing.',
  noBetter:
    'On writing of yours that it has never seen, your model is no better than the base model. More text may help, or a lower learning rate.',

  /** Of a first result that is no better yet. */
  begun: 'It has only just begun to learn',
  begunAbout: 'On writing of yours that it has never seen, your model is no better than the base model yet.',

  /** Perplexities before and after. */
  yours: 'Your writing, held out',
  general: 'Other people’s writing',
  lower: (fall: number) => `${format.ratio(fall)}× lower`,
  change: (rise: number) => format.change(rise),
  before: 'before',
  after: 'after',
  /** A sentence that the student has begun, as both models go on. */
  voice: {
    title: 'You began a sentence, and both models went on',
    about: 'The first words are from the part of your text that your model never saw.',
  },
  /** How often the next word of held-out text is guessed. */
  nextWord: ({ words, base, own }: NextWord) =>
    `The models guessed your next word ${count(words)}. Yours was right ${count(own)}, the base model ${count(base)}.`,
  countingWords: 'How often your model guesses your next word is being counted now.',

  heldTokens: (n: number) => format.plural(n, 'held-out token', 'held-out tokens'),
  generalTokens: tokens,
  measuredOn: (what: string) => `on ${what}`,
  fallRange: ({ low, high }: Required<Pick<Interval, 'low' | 'high'>>, what: string) =>
    `(${format.ratio(low)} to ${format.ratio(high)}, 95%), on ${what}`,
  changeRange: ({ low, high }: Required<Pick<Interval, 'low' | 'high'>>, what: string) =>
    `(${format.change(low)} to ${format.change(high)}, 95%), on ${what}`,
  about:
    'The bars show perplexity: how many equally likely next tokens the model is choosing between, on average. Lower is better. A second program measured this, not the one that trained. The range in brackets shows how much is chance: 95 of 100 such ranges contain the true number.',

  /** The one thing that most limits what the numbers say. */
  caveats: {
    repeats: (held: number) =>
      `A fall this large almost always means that the ${tokens(held)} set aside repeat what the model learned from. It shows a good memory more than understanding.`,
    fewTokens: (held: number) =>
      `Only ${tokens(held)} were measured, so chance plays a large part in these numbers. Give it more text to be surer.`,
    fewTokensYet: (held: number) =>
      `Only ${tokens(held)} were measured so far, so chance plays a large part in these numbers. The whole text is measured at the end.`,
    chance: (held: number, low: number, high: number) =>
      `This may be chance. Measured on ${tokens(held)}, the true fall is somewhere between ${times(low)} and ${times(high)}, and ×1.00 means no fall at all.`,
    kindOfText:
      'Part of every fall is the model getting used to this kind of text, and not to you. How large that part is was not measured for this model.',
    kindOfTextLater:
      'Part of every fall is the model getting used to this kind of text, and not to you. How large that part is, is measured at the end.',
    kindOfTextSoon:
      'Part of every fall is the model getting used to this kind of text, and not to you. How large that part is, is being measured now.',
  },

  /** Where the fall comes from. */
  attribution: {
    title: 'Where the improvement comes from',
    random: 'Trained on random text',
    other: 'Trained on someone else’s text',
    otherRemembers: '… and remembers it and this text',
    own: 'Trained on your text',
    ownRemembersThis: '… and remembers this text',
    ownRemembersAll: '… and your earlier text',
    about:
      'How many times lower perplexity is on your held-out text than with the base model. Below ×1.00 it is higher.',
    aboutOthers:
      'How many times lower perplexity is on your held-out text than with the base model. Below ×1.00 it is higher. The other models have never seen a word of yours.',
    aboutAuthor: (title: string) =>
      `How many times lower perplexity is on your held-out text than with the base model. Below ×1.00 it is higher. The other models have never seen a word of yours. Someone else is the writer of <name>${title}</name>, the sample that helps most here.`,

    /** What of a fall by training is the student. */
    onlyYou: (rest: number) =>
      `Training on other text brings nothing here. All that training brought, ${times(rest)}, comes from what you wrote.`,
    partYou: {
      random: (best: number, rest: number) =>
        `Training on random text would have brought ${times(best)} here. The other ${times(rest)} of what training brought comes from you and what you write about.`,
      other: (best: number, rest: number) =>
        `Training on someone else’s text would have brought ${times(best)} here. The other ${times(rest)} of what training brought comes from you and what you write about.`,
    },
    neither: 'Neither training on other text nor training on yours clearly helps here.',
    asGood: {
      random:
        'Training on random text does about as well here. Little or nothing of what training brought comes from you.',
      other:
        'Training on someone else’s text does about as well here. Little or nothing of what training brought comes from you.',
    },
    better: {
      random:
        'Training on random text does even better here. Nothing of what training brought comes from you.',
      other:
        'Training on someone else’s text does even better here. Nothing of what training brought comes from you.',
    },
    asGoodButLonger: {
      random:
        'Training on random text does about as well here, but that model trained longer than yours. So this comparison is not quite fair.',
      other:
        'Training on someone else’s text does about as well here, but that model trained longer than yours. So this comparison is not quite fair.',
    },
    betterButLonger: {
      random:
        'Training on random text does even better here, but that model trained longer than yours. So this comparison is not quite fair.',
      other:
        'Training on someone else’s text does even better here, but that model trained longer than yours. So this comparison is not quite fair.',
    },

    /** What remembering brings: what came before in the text that is measured, and the student's earlier text. */
    memoryBoth: (here: number, earlier: number) =>
      `Remembering what came before in this text brings ${times(here)}, as it would for any model. Remembering your earlier text brings ${times(earlier)} more.`,
    memoryHere: (here: number) =>
      `Remembering what came before in this text brings ${times(here)}, as it would for any model. Remembering your earlier text brings nothing more.`,
    memoryEarlier: (earlier: number) => `Remembering your earlier text brings ${times(earlier)} more.`,
    memoryNothing: 'Remembering your earlier text brings nothing more.',

    /** Somebody else's model with a memory of the same size, and the student's. */
    cachesMore: (other: number, rest: number) =>
      `Someone else’s model with a memory of the same size brings ${times(other)} here. Yours brings ${times(rest)} more.`,
    cachesUnsure: (other: number) =>
      `Someone else’s model with a memory of the same size brings ${times(other)} here. It is not certain that yours brings more.`,
  },

  methods: { norm: 'Norm-only', lora: 'LoRA', full: 'Full fine-tuning' },
};
