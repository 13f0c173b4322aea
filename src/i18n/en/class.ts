import { format } from './format';

/** How far one model is ahead of another one: how many times lower its perplexity is, and the interval of that. */
interface Ahead {
  first: string;
  second: string;
  by: number;
  low: number;
  high: number;
}

const models = (n: number) => format.plural(n, 'model', 'models');
const tokens = (n: number) => format.plural(n, 'token', 'tokens');

/** The class page: whose text is it? */
export const classroom = {
  title: 'Whose text is it?',
  intro:
    'The models of a class read the same passage. Whose model guesses it best? A model that knows how somebody writes should be the least surprised by that person’s next text.',
  /** The links to this page. */
  link: 'Whose text is it? The class page',
  /** The link from this page. */
  collection: 'Class collection: all texts and models in one file',

  /** In the profile settings. */
  consent: {
    heading: 'Class page',
    label: 'My model may take part in the class page on this laptop',
    about:
      'Whoever opens the class page on this laptop can then use your newest model, and show the class some of your text: about 300 tokens of the part that was held out, without phone numbers, passwords and the like. You can switch it off at any time.',
    locked:
      'Your profile has a passphrase, so your model takes part only while your profile is the one that is open.',
  },

  who: {
    heading: (n: number) => (n === 0 ? 'Who takes part' : `Who takes part: ${models(n)}`),
    about:
      'Profiles on this laptop take part if their owners have switched it on in their profile settings. Models from other laptops come in as .swantham files. They stay until this page is closed and are not saved.',
    gathering: 'Looking for models …',
    nobody: 'Nobody takes part yet.',
    how: 'Switch on “Class page” in your <link>profile settings</link>, or open a .swantham file.',
    onlyOne: 'One model alone has nobody to race against. Bring in another one.',
    open: 'Open .swantham files',
    drop: 'Drop .swantham files here',
    reading: 'Checking the files …',
    failed: 'The files could not be opened.',
    came: (n: number) => `${models(n)} came in.`,
    /** Texts in a file stay out: whoever made it gave no consent to show them. */
    noModels: 'There is no model in these files.',
    takesPart: (name: string) => `${name} takes part`,
    name: (name: string) => `Name of ${name}`,
    fromProfile: (held: number) => `profile, ${tokens(held)} of unseen text`,
    withoutText: 'profile, too little unseen text',
    fromFile: 'from a file',
    locked: (names: readonly string[]) =>
      `Behind a passphrase, so not here unless that profile is open: ${format.list(names)}.`,
    empty: (names: readonly string[]) => `No model yet: ${format.list(names)}.`,
    unreadable: (names: readonly string[]) => `Could not be read: ${format.list(names)}.`,
  },

  /** The three things to do here. */
  parts: { label: 'What to do', race: 'Race', matrix: 'All against all', game: 'Game' },
  stop: 'Stop',
  means: 'What the numbers mean, and what they do not prove',

  race: {
    passage: 'The passage',
    placeholder: 'Type or paste a passage.',
    take: 'Use held-out text of',
    choose: 'Choose a name',
    start: 'Start the race',
    running: (done: number, all: number) => `${format.count(done)} of ${models(all)} have read it.`,
    empty: 'The passage is too short. Write at least two words.',
    cut: (n: number) => `Only the first ${tokens(n)} are read.`,
    chart: 'How well each model guessed the passage',
    waiting: 'waiting',
    perplexity: (value: number) => `perplexity ${format.perplexity(value)}`,
    /** Beside the perplexity of a model: how many times lower it is than the base's. */
    base: 'base model',
    clear: ({ first, second, by, low, high }: Ahead) =>
      `${first} is first. Its perplexity is ${format.times(by)} lower than that of ${second}, which is second. The true number is most likely between ${format.times(low)} and ${format.times(high)}, so this is hardly chance.`,
    unclear: ({ first, second, by, low, high }: Ahead) =>
      `${first} is first, ${format.times(by)} ahead of ${second}. The true number is most likely between ${format.times(low)} and ${format.times(high)}. That includes ×1.00, so the passage is too short to tell.`,
    short: (first: string, second: string, by: number, have: number, needed: number) =>
      `${first} is first, ${format.times(by)} ahead of ${second}. But with ${tokens(have)} the passage is too short to tell whether that is chance. It needs at least ${tokens(needed)}.`,
    baseBest: 'The base model, which has learned from nobody here, guessed this passage best of all.',
    about: [
      'Each bar shows how many times lower a model’s perplexity is than the base model’s, on this passage. Longer to the right is better. At the line, ×1.00, the model guesses no better than the base.',
      'Perplexity is how many equally likely next tokens a model is choosing between, on average. A token is a word or a piece of a word. Lower is better.',
      'It does not prove who wrote the passage. A model may be first because it was trained longer, because its owner writes about the same things, or by chance. The more models race, the more likely it is that one of them is first by chance.',
      'If a passage was in what a model learned from, it is no test: the model remembers it.',
    ],
  },

  matrix: {
    about: (texts: number, n: number) =>
      `${models(n)} read ${format.plural(texts, 'text', 'texts')}, about 300 tokens each. No model here has learned from these texts, as far as the app knows.`,
    noTexts:
      'There are no texts yet. A profile that takes part needs about a page of text more than its model has learned from.',
    start: 'Start',
    goOn: 'Go on',
    done: 'Every model has read every text.',
    cells: (done: number, all: number) => `${format.count(done)} of ${format.count(all)} readings are done.`,
    bar: 'Readings',
    title: 'Perplexity of each model on each text',
    texts: 'text of',
    models: 'model of',
    result: (own: number, texts: number, byChance: number) =>
      `${format.count(own)} of ${format.plural(texts, 'text was', 'texts were')} guessed best by the model of the same person. If all models were equally good, about ${format.number(byChance)} would be.`,
    clear: (n: number) =>
      n === 0
        ? 'None of them is clear: each lead may be chance.'
        : `${format.plural(n, 'lead is', 'leads are')} clear: more than chance by the 95% interval.`,
    means: [
      'Each row is one text, and each column is one model. Compare only within a row: some texts are easier for every model. A gold border marks the model of the person who wrote the text.',
      'A model can be best on many texts only because it was trained longer. Then it says little that it is best on its owner’s text, too.',
      'In a small class a few right answers come by chance. Being recognised does not make a text better, and not being recognised does not make it worse.',
    ],
  },

  game: {
    about:
      'A passage appears without a name. First the class says whose it is, then the models say. Each right answer is a point.',
    needs: 'The game needs two models or more, and held-out text of at least one profile that takes part.',
    keys: 'Keys: 1 to 9 vote, Backspace takes a vote back, Enter or Space goes on.',
    start: 'Start the game',
    stage: 'The game',
    round: (n: number) => `Round ${n}`,
    question: 'Whose text is it?',
    vote: (key: number, name: string) => `${key}: ${name}`,
    votes: (n: number) => format.plural(n, 'vote', 'votes'),
    close: 'Now the models vote',
    reading: 'The models are reading …',
    next: 'Next passage',
    answer: (name: string) => `${name} wrote it.`,
    classSaid: (name: string) => `The class said ${name}.`,
    classUndecided: 'The class had no favourite, so it gets no point.',
    modelsSaid: (name: string) => `The models say ${name}: this model guessed it best.`,
    unclear: 'The passage is short, so the models’ answer may be chance.',
    points: 'Points',
    class: 'Class',
    models: 'Models',
    byChance: 'By guessing',
    repeats: 'All passages have been shown. They come again from now on.',
  },
};
