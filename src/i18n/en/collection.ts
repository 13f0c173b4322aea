import { format } from './format';

const models = (n: number) => format.plural(n, 'model', 'models');
const texts = (n: number) => format.plural(n, 'text', 'texts');
const words = (n: number) => format.plural(n, 'word', 'words');
const students = (n: number) => format.plural(n, 'student', 'students');

/** How far a student's own model is ahead of the class's: how many times lower its perplexity is, and the interval of that. */
interface Ahead {
  name: string;
  by: number;
  low: number;
  high: number;
}

/** The class collection: one file to hand round, and a model of all its texts. */
export const collection = {
  title: 'Class collection',
  intro:
    'Collect the texts and models of your class on this laptop, and save them as one file to hand round on a USB stick. Then train one model on all the texts, and ask: does the class’s model know you as well as your own?',
  /** The links to and from the class page. */
  back: 'Back to the class page',
  waiting: 'Looking at what is collected …',
  /** While the class's model is being trained or compared. */
  busy: 'You can change the collection again when this is finished.',
  damaged: {
    told: (n: number) =>
      n === 1
        ? '1 part of the collection is damaged on this disk and cannot be opened. Restart the browser: perhaps it opens then. If not, delete it and collect it again.'
        : `${format.count(n)} parts of the collection are damaged on this disk and cannot be opened. Restart the browser: perhaps they open then. If not, delete them and collect them again.`,
    question: 'It will be gone for good. The rest of the collection stays.',
  },

  /** In the profile settings. */
  consent: {
    heading: 'Class collection',
    about:
      'A teacher can collect the texts and models of a class and save them as one file. Everybody who gets that file can read the texts in it. Give only what you are happy for others to have.',
    model: 'My model may go into the class collection',
    modelAbout:
      'That is your newest model, without its memory. Whoever has the file can write with your model. A model can give away words that come up often in your text.',
    texts: 'My texts may go into the class collection',
    textsAbout:
      'These are all your texts that your model may learn from. Everybody who gets the file can read them. Phone numbers, passwords and the like are left out, as far as the app finds them. Other pages and texts stay here.',
    name: 'My name in the collection',
    nameAbout: 'Choose any name. It is shown beside your text and your model.',
    withdraw:
      'You can switch this off at any time. Then nothing more is collected, and the teacher is told to remove your part. Files that were handed round before cannot be taken back.',
    locked: 'Your profile has a passphrase, so the app can collect from it only while it is open.',
  },

  collect: {
    heading: '1. Collect',
    about:
      'Profiles on this laptop give only what their owners have switched on in their <link>profile settings</link>. To bring something from another laptop, open .swantham files, class files or texts here.',
    here: 'Collect from this laptop',
    collecting: 'Collecting …',
    open: 'Open files',
    drop: 'Drop files for the collection here',
    reading: 'Checking the files …',
    failed: 'This did not work. Try again.',
    came: (n: number) => `Collected from ${format.plural(n, 'profile', 'profiles')} on this laptop.`,
    nobody: 'No profile on this laptop gives anything yet.',
    locked: (names: readonly string[]) =>
      `Behind a passphrase: ${format.list(names)}. The owner of such a profile can open it, collect there, save a class file and give you that file.`,
    empty: (names: readonly string[]) => `Nothing to give yet: ${format.list(names)}.`,
    tooLarge: (names: readonly string[]) =>
      `Models that were trained with “Everything” (full fine-tuning) are too large for a class file, so they were left out: ${format.list(names)}.`,
    unreadable: (names: readonly string[]) => `Could not be read: ${format.list(names)}.`,
    withdrawn: (names: readonly string[]) =>
      `These profiles no longer give everything that was collected from them: ${format.list(names)}. Remove their part, then collect again.`,
    removeWithdrawn: 'Remove their part',
    tooMany: (have: number, most: number) =>
      `That would be ${students(have)}, and one file can hold only ${format.count(most)}. Remove some first.`,
  },

  /** What is in files that were opened, before anything is kept. */
  preview: {
    heading: 'What is in the files',
    about: 'None of this is kept yet. Look at the names, and change them if you like.',
    note: 'The note in the file',
    name: (name: string) => `Name of “${name}”`,
    noName: 'Type a name for every student.',
    takeText: (name: string) => `${name} agrees that everybody who gets the class file can read the text`,
    asked: 'This text was in a file of models. Ask its owner before you take it.',
    nothing: 'There is nothing for the collection in these files.',
    leftOut: 'Left out',
    notOurs: (name: string) =>
      `“${name}” is not a file of this app, or it is badly damaged. Choose a file that ends in .swantham-class or .swantham, or a text.`,
    refusedText: (name: string) => `The text of “${name}” is damaged.`,
    refusedModel: (name: string) => `The model of “${name}” is damaged, or someone changed it.`,
    refusedOther: (name: string) => `The model of “${name}” was made for another base model.`,
    refusedLarge: (name: string) =>
      `The model of “${name}” was trained with “Everything” (full fine-tuning), so it is too large for a class file.`,
    keep: (n: number) => (n === 1 ? 'Keep it' : `Keep all ${format.count(n)}`),
    leave: 'Leave it',
    text: (n: number, all: number) =>
      `text: ${words(n)}${all > 0 ? `, of which about ${format.count(all)} are held out` : ''}`,
    model: (name: string) => `model: ${name}`,
  },

  members: {
    heading: (n: number) => (n === 0 ? 'In the collection' : `In the collection: ${students(n)}`),
    none: 'Nothing is collected yet.',
    kept: 'What is collected stays in this browser, with your profile, until you remove it.',
    from: { profile: 'from this laptop', file: 'from a file' },
    /** What somebody gave. */
    textAndModel: 'text and model',
    text: 'text',
    model: 'model',
    size: (n: number) => words(n),
    rename: (name: string) => `Rename ${name}`,
    renameShort: 'Rename',
    name: 'Name',
    save: 'Save',
    taken: 'Somebody in the collection has this name. Choose a different one.',
    remove: (name: string) => `Remove ${name}`,
    removeShort: 'Remove',
    removeTitle: (name: string) => `Remove ${name} from the collection?`,
    removeAbout:
      'The text and the model are removed from this collection. What is in the owner’s own profile stays.',
    removeAboutModel:
      'The text and the model are removed from this collection. The class’s model has learned from this text, so it is deleted too. What is in the owner’s own profile stays.',
  },

  file: {
    heading: '2. Save one file',
    note: 'Your note',
    notePlaceholder: 'For example: Class 8B, texts about the monsoon. Please keep this file in our class.',
    noteAbout: 'Whoever opens the file sees the note first.',
    save: 'Save the class file',
    about: (nTexts: number, nModels: number) =>
      nTexts === 0
        ? `The file holds ${models(nModels)}. It is not encrypted.`
        : `The file holds ${texts(nTexts)}${nModels > 0 ? ` and ${models(nModels)}` : ''}. It is not encrypted: everybody who has it can read the texts.`,
    nothing: 'Collect something first.',
    saved: (name: string, bytes: number) => `Saved as ${name}, ${format.bytes(bytes)}.`,
    /** How the file is called, before its ending. */
    fileName: 'Class',
  },

  classModel: {
    heading: '3. The class’s model',
    about:
      'One model learns from all the texts in the collection. The end of each text is held out, and the class’s model never learns from it. Then three models read that end: the base model, the student’s own model, and the class’s model.',
    steps: 'Steps',
    tooLittle:
      'There is too little text yet. At least one student must give about a page, so that there is something to learn from and something to test on.',
    preparing: 'Reading the texts …',
    examining: 'Finding out how fast this laptop is …',
    nobody:
      'No student has both a model and enough text, so there is nothing to compare yet. You can still train the class’s model.',
    promise: (seconds: number, n: number) =>
      n > 0
        ? `This takes about ${format.duration(seconds)}, with the comparison for ${students(n)}.`
        : `This takes about ${format.duration(seconds)}.`,
    keepOpen:
      'You can look at other screens meanwhile. Keep this tab open: if it is closed, the training has to start again.',
    train: 'Train the class’s model',
    again: 'Train it again',
    compare: 'Compare now',
    compareAgain: 'Compare again',
    stop: 'Stop and compare',
    stopComparing: 'Stop',
    otherWork:
      'Something else is being trained or tested. Wait until it has finished: two at once would be too much for this laptop.',
    noEngine: 'This laptop cannot train a model. The Make screen says why.',
    stages: {
      opening: 'Testing the base model and getting it ready for training …',
      stopping: 'Stopping after this step …',
      measuring: 'Testing what it has learned …',
    },
    step: (n: number, all: number) => `Step ${format.count(n)} of ${format.count(all)}.`,
    comparing: (done: number, all: number) =>
      `${format.count(done)} of ${format.plural(all, 'reading', 'readings')} done.`,
    progress: 'The class’s model',
    /** What is known of it once it is here. */
    trained: (n: number, steps: number, at: number) =>
      `It learned from ${texts(n)} in ${format.plural(steps, 'step', 'steps')}, on ${format.when(at)}.`,
    changed: 'The collection has changed since then. Train the model again to include the changes.',
    save: 'Put it into My models',
    savedAs: 'The class',
    saved: 'It is in <link>My models</link> now. You can try it there.',
  },

  compared: {
    heading: 'Does the class’s model know you as well as your own?',
    /** One sentence over all students. */
    verdict: ({ own, byClass, open, all }: { own: number; byClass: number; open: number; all: number }) => {
      if (all === 1)
        return own === 1
          ? 'The student’s own model knows them better than the class’s model.'
          : byClass === 1
            ? 'The class’s model knows the student better than their own model.'
            : 'It is not clear which model knows this student better.';
      if (own + byClass === 0)
        return `It is not clear for any of the ${students(all)} which model knows them better.`;
      const known = (n: number) => `${format.count(n)} ${n === 1 ? 'is' : 'are'} better known`;
      const which =
        own > 0 && byClass > 0
          ? `${known(own)} by their own model, and ${format.count(byClass)} by the class’s model`
          : own > 0
            ? `${known(own)} by their own model`
            : `${known(byClass)} by the class’s model`;
      const rest = open > 0 ? ` For ${format.count(open)}, it is not clear.` : '';
      return `Of ${students(all)}, ${which}.${rest}`;
    },
    base: 'base',
    own: 'own model',
    byClass: 'class’s model',
    perplexity: 'perplexity on held-out text',
    /** About one student. */
    ownKnows: ({ name, by, low, high }: Ahead) =>
      `${name}’s own model knows ${name} better: its perplexity is ${format.times(by)} lower than the class’s (most likely between ${format.times(low)} and ${format.times(high)}).`,
    classKnows: ({ name, by, low, high }: Ahead) =>
      `The class’s model knows ${name} better than ${name}’s own: its perplexity is ${format.times(1 / by)} lower (most likely between ${format.times(1 / high)} and ${format.times(1 / low)}).`,
    openAhead: ({ name, by, low, high }: Ahead) =>
      `It is not clear which model knows ${name} better: the difference is ${format.times(by)}, most likely between ${format.times(low)} and ${format.times(high)}. That includes ×1.00, which is no difference.`,
    short: (name: string, have: number, needed: number) =>
      `${name}’s held-out text is too short to tell: it has ${format.plural(have, 'token', 'tokens')}, and at least ${format.count(needed)} are needed.`,
    gone: 'a removed student',
    meansHeading: 'What the numbers mean, and what they do not prove',
    means: [
      'Perplexity is how many equally likely next tokens a model is choosing between, on average. Lower is better, so a shorter bar is better.',
      'The class’s model has read much more text, but each text fewer times. A student’s own model has read one text many times. Nobody can say beforehand which of the two wins.',
      'A model that came in a file may have learned from the held-out text before. Then its number is too good, and the app cannot notice it.',
      'With many students, one or two clear results may still come by chance.',
    ],
  },
};
