import { format } from './format';

/** Perplexities of two versions of a model on the same text, the older one's first. */
interface Beside {
  with: number;
  tokens: number;
  before: number;
  after: number;
}

/** A model that learns again: its versions. */
export const versions = {
  /** On the Make screen, where there is a model that could learn again. */
  offer: {
    label: 'Which model should learn?',
    again: (name: string) => `<name>${name}</name> again`,
    newWords: (n: number) =>
      n === 0
        ? 'Nothing is new since it last learned.'
        : `${format.plural(n, 'new word', 'new words')} since it last learned`,
    unknown: 'An earlier version of this app made it, so new words cannot be counted.',
    fresh: 'A new model',
    about: (goesOn: boolean) =>
      `${goesOn ? 'It keeps what it has learned and goes on from there, which takes fewer steps.' : 'It learns all of your text again, from the start.'} Then both versions are tested on text that neither has learned, and the better one stays in use.`,
    button: 'Update',
  },

  version: (n: number) => `Version ${n}`,
  named: (name: string, n: number) => `${name}, version ${n}`,
  learning: (n: number) =>
    `This becomes version ${n}. The old version stays in use until this one is tested.`,
  waiting: (n: number) =>
    `The training of version ${n} did not come to its end, so it was not tested. The old version stays in use.`,
  untested: (n: number) =>
    `Version ${n} is in use now. It could not be tested beside the old version: too little of your text is new to both.`,
  /** How it came out beside the old version, and the numbers. */
  outcome: {
    better: (n: number, old: number) => `Version ${n} is in use now. It is better than version ${old}.`,
    same: (n: number, old: number) => `Version ${n} is in use now. It is as good as version ${old}.`,
    worse: (n: number, old: number) => `Version ${old} stays in use, because version ${n} is not as good.`,
  },
  compared: ({ with: old, tokens, before, after }: Beside) =>
    `Its perplexity is ${format.perplexity(after)}, and that of version ${old} is ${format.perplexity(before)}, on the same ${format.plural(tokens, 'token', 'tokens')} that neither has learned.`,
  goneOn: (old: number, steps: number) =>
    `It kept what version ${old} had learned, and took ${format.plural(steps, 'step', 'steps')} more.`,
  pulledBack:
    'General text had become harder for it, so what it learned was taken back a little until that was no longer so.',
  chance: 'The difference is so small that it may be chance.',

  /** On My models. */
  heading: (n: number) => `Versions (${format.count(n)})`,
  about:
    'Each point shows how far perplexity fell below the base model’s, on text that was unseen then. The last few versions are kept.',
  chart: 'How your model has grown',
  days: 'days since the first version',
  numbers: 'version',
  fall: 'fall of perplexity',
  own: 'your model',
  inUse: 'in use',
  made: (at: number, words?: number) =>
    words === undefined
      ? `${format.when(at)}.`
      : `${format.when(at)}, from ${format.plural(words, 'word', 'words')}.`,
  came: ({ with: old, before, after }: Beside) =>
    `On the same text: perplexity ${format.perplexity(after)}, version ${old} had ${format.perplexity(before)}.`,
  notTested: 'Not tested yet.',
  useAgain: 'Use again',
  againVersion: (n: number) => `Use version ${n} again`,
  try: 'Try it',
  tryVersion: (n: number) => `Try version ${n}`,
  delete: 'Delete',
  deleteVersion: (n: number) => `Delete version ${n}`,
  deleteTitle: (n: number) => `Delete version ${n}?`,
  deleteQuestion: 'This version will be gone for good. The other versions and your text stay.',
};
