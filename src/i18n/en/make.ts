import type { LeftOutReason } from '../../text/documents/document';
import { format } from './format';

const tokens = (n: number) => format.plural(n, 'token', 'tokens');

/** A training that was cut off: `step` if it can go on from one, how many seconds ago, and when. */
interface CutOff {
  name: string;
  step?: number;
  steps: number;
  since: number;
  at: number;
}

/** In seconds. */
const DAY = 86_400;

/** The Make screen: text in, train, result. */
export const make = {
  title: 'Make a language model your own',
  intro:
    'Give it something you wrote. It practises on this laptop. Then you see how much it learned, on writing it has never seen.',

  text: {
    heading: '1. Your text',
    sample: 'Try a sample',
    open: 'Open files',
    drop: 'Drop files here',
    list: 'Texts',
    remove: (name: string) => `Remove ${name}`,
    use: (name: string) => `Learn from ${name}`,
    reading: (name: string) => `Reading ${name} …`,
    /** A text that was begun on the pad. */
    page: 'My page',
    own: 'My text',
    placeholder:
      'Write or paste something you wrote: a diary, notes, messages, stories or code. You can also drop files here: documents, PDFs, chats, notes or code. English, Malayalam and Manglish can be mixed.',
    tooLongToEdit: (characters: number) =>
      `This text has ${format.count(characters)} characters, too many to change them here. You see the beginning, and all of it is used.`,
    empty: 'Start again with an empty page',
    autosaved: 'Your texts are saved in this browser as you write.',
    notSaved: (why: string) => `This text is not saved yet. ${why}`,
    leftOut: (files: number) =>
      `${format.plural(files, 'file', 'files')} could not be opened as text and were left out. Files that can be read end in .txt, .odt, .docx or .pdf, for example.`,
    tooLong: (most: number) =>
      `That is more than ${format.count(most)} characters. A few pages are enough, so paste only a part of it.`,
  },

  /** What was taken from files, and what was not. */
  opened: {
    heading: 'What was taken from your files',
    close: 'OK',
    taken: (words: number) => format.plural(words, 'word taken', 'words taken'),
    nothingYet: 'Nothing taken yet',
    who: 'Who are you in this chat? Only your own messages are taken.',
    messages: (n: number) => format.plural(n, 'message', 'messages'),
    leftOut: 'Left out:',
    reasons: {
      picture: (n: number) => format.plural(n, 'picture', 'pictures'),
      markup: (n: number, example: string) =>
        such(format.plural(n, 'mark of layout', 'marks of layout'), example),
      script: (n: number, example: string) =>
        such(format.plural(n, 'script or style', 'scripts and styles'), example),
      time: (n: number, example: string) => such(format.plural(n, 'time', 'times'), example),
      system: (n: number, example: string) =>
        such(format.plural(n, 'line by the app', 'lines by the app'), example),
      media: (n: number, example: string) =>
        such(format.plural(n, 'picture, file or call', 'pictures, files and calls'), example),
      others: (n: number, example: string) =>
        such(format.plural(n, 'message by someone else', 'messages by other people'), example),
      output: (n: number, example: string) =>
        such(format.plural(n, 'output of the program', 'outputs of the program'), example),
      number: (n: number, example: string) => such(format.plural(n, 'number', 'numbers'), example),
      data: (n: number, example: string) =>
        such(format.plural(n, 'name or code for programs', 'names and codes for programs'), example),
      header: (n: number, example: string) =>
        such(format.plural(n, 'line at the edge of a page', 'lines at the edge of pages'), example),
      comment: (n: number, example: string) => such(format.plural(n, 'comment', 'comments'), example),
      removed: (n: number, example: string) =>
        such(format.plural(n, 'deleted passage', 'deleted passages'), example),
    } satisfies Record<LeftOutReason, (n: number, example: string) => string>,
    encoding: {
      'utf-16': 'This file is stored as UTF-16. Its letters were put right.',
      'windows-1252':
        'This file is stored in an old format of Windows. Its letters were put right. Check that they are the ones you typed.',
    },
    repaired: {
      'bad-bytes': (n: number) =>
        `${format.plural(n, 'place', 'places')} in this file could not be read. The sign � stands there.`,
      control: (n: number) =>
        `${format.plural(n, 'sign that nobody can see was', 'signs that nobody can see were')} left out.`,
      entities: (n: number) =>
        `${format.plural(n, 'letter was', 'letters were')} stored as a number, and became a letter again.`,
    },
    convert: 'Turn it into Malayalam letters',
    converted: (start: string) =>
      `This looks like Malayalam that was typed for an old font (ML-TT). The model would take it for English. Turned into Malayalam letters it begins: “${start} …”`,
    everything: 'Take everything',
  },

  /** What the text holds that a model should not learn by heart. */
  findings: {
    list: 'Found',
    times: (what: string, times: number) => `${what} (${format.count(times)} times)`,
    secrets: {
      key: (n: number) => format.plural(n, 'secret key', 'secret keys'),
      password: (n: number) => format.plural(n, 'password', 'passwords'),
      email: (n: number) => format.plural(n, 'email address', 'email addresses'),
      phone: (n: number) => format.plural(n, 'phone number', 'phone numbers'),
      aadhaar: (n: number) => format.plural(n, 'Aadhaar number', 'Aadhaar numbers'),
      card: (n: number) => format.plural(n, 'bank card number', 'bank card numbers'),
    },
    secretsLeftOut: (what: readonly string[]) =>
      `Left out: ${format.list(what)}. Your model cannot repeat what it never learned.`,
    secretsLearned: (what: readonly string[]) =>
      `Your text has ${format.list(what)}. Your model could repeat them to anyone who uses it.`,
    leaveOut: 'Leave them out',
    copiesRemoved: (sentences: number, times: number) =>
      `${format.plural(sentences, 'sentence appears', 'sentences appear')} ${format.count(times)} times in your text. Only the first copy is used.`,
    copiesLearned: (sentences: number, times: number) =>
      `${format.plural(sentences, 'sentence appears', 'sentences appear')} ${format.count(times)} times in your text. Your model will learn ${sentences === 1 ? 'it' : 'them'} by heart.`,
    keepFirst: 'Use only the first copy',
  },

  /** What becomes of the text. */
  split: {
    empty:
      'About a page of writing is enough. The last fifth of it is set aside and never trained on. It is the honest test of whether your model learned anything.',
    train: 'to learn from',
    held: 'set aside (held out)',
    tokens: (n: number) => `<b>${format.count(n)}</b> tokens`,
    words: (words: number, texts: number, n: number) =>
      `${format.plural(words, 'word', 'words')} in ${format.plural(texts, 'text', 'texts')}. The model reads them as ${tokens(n)}, which are words or pieces of words.`,
    repeats: (passages: number, n: number) =>
      `${format.plural(passages, 'passage that was set aside repeats', 'passages that were set aside repeat')} the part to learn from and ${passages === 1 ? 'was' : 'were'} taken out (${tokens(n)}).`,
    see: 'See what is set aside',
    title: 'Set aside, never trained on',
    label: 'Held-out text',
    repeat: 'Repeats the part to learn from, so it was taken out',
  },

  train: {
    heading: '2. Train',
    button: 'Train',
    reading: (share: number) => `Reading your text … ${format.percent(share)}`,
    promise: (seconds: number) => `You see the result in about ${format.duration(seconds)}.`,
    /** Where there are numbers on the way. */
    promiseFirst: (first: number, all: number) =>
      `You see first numbers in about ${format.duration(first)}. Then it goes on learning, and all of it takes about ${format.duration(all)}. You can stop it earlier and keep what it has learned.`,
    experimentRunning:
      'An experiment is running in the <link>Lab</link>. Stop it there, or wait until it has finished. Two at once would be too much for this laptop.',
    classTraining:
      'The class’s model is being trained in the <link>class collection</link>. Stop it there, or wait until it has finished.',
    lessonTraining:
      'A class is training a model in the <link>lesson</link>. Stop it there, or wait until it has finished.',
  },

  advanced: {
    heading: 'Advanced settings',
    method: 'How much of the model may change',
    norm: {
      name: 'A touch (norm-only)',
      about: (numbers: number, all: number, bytes: number) =>
        `${format.count(numbers)} of its ${format.vast(all)} numbers. Takes ${format.bytes(bytes)}. The model keeps what it knew.`,
    },
    lora: {
      name: 'Small additions (LoRA)',
      about: (numbers: number, bytes: number) =>
        `${format.count(numbers)} new numbers beside its own, which stay as they are. Takes about ${format.bytes(bytes)}. It learns a little more than with a touch.`,
    },
    full: {
      name: 'Everything (full fine-tuning)',
      about: (all: number, bytes: number) =>
        `All ${format.vast(all)} numbers. Takes ${format.bytes(bytes)}, and more memory and time.`,
    },
    remember: 'Remember my text',
    rememberAbout:
      'While it writes, the model looks for similar passages you wrote and follows them. Your words are then kept with the model in this browser. They are never in a file that you save it to.',
    steps: 'Steps',
    learningRate: 'Learning rate',
    seed: 'Seed',
    rows: 'Windows per step',
    length: 'Tokens per window',
    rank: 'LoRA rank',
    recommended: 'Use recommended numbers',
    targets: 'LoRA adds to',
    attention: 'Attention',
    all: 'Attention and experts',
    engine: 'Train on',
    auto: 'Whichever is faster here',
    cpu: 'The processor',
    webgpu: 'The graphics processor',
  },

  threads: {
    note: (threads: number) =>
      `This page can use only one of ${threads} processor threads, so everything takes nearly ${threads} times as long.`,
    fixed: (threads: number) =>
      `This page can use only one of ${threads} processor threads, so everything takes nearly ${threads} times as long. The address you opened it from does not allow more.`,
    reload: (threads: number) => `Reload to use all ${threads}`,
  },

  /** Trainings that were cut off: their tab was closed, or it crashed. */
  unfinished: {
    label: 'Unfinished training',
    cutOff({ name, step, steps, since, at }: CutOff): string {
      const when = since < DAY ? `${format.duration(since)} ago` : `on ${format.when(at)}`;
      return step === undefined
        ? `Training on “${name}” was cut off soon after it began, ${when}. It will start from the beginning again.`
        : `Training on “${name}” was cut off at step ${step} of ${steps}, ${when}.`;
    },
    textAsItWas: 'Your text is different now. If you go on, training uses the text as it was.',
    goOn: 'Go on',
    goOnWith: (name: string) => `Go on training on ${name}`,
    discard: 'Discard',
    discardOf: (name: string) => `Discard the unfinished training on ${name}`,
    title: (name: string) => `Discard the unfinished training on “${name}”?`,
    question: 'You cannot go on with it after that. Your texts and your saved models stay.',
  },

  /** The run has ended and its model is in the page, but not in the browser's database. */
  unsaved: {
    label: 'Your model is not saved yet',
    body: 'Your model is trained but not saved yet. It is lost if you close this page now.',
    /** Where its first result is saved. */
    improved:
      'Your model has learned more, and that is not saved yet. It is lost if you close this page now. What you had before is still saved.',
    again: 'Save it now',
  },

  measure: {
    button: 'Measure the models on the held-out text',
    measuring: (name: string, share: number) => `Measuring ${name}: ${format.percent(share)}`,
    about: (n: number) =>
      `Perplexity on ${format.plural(n, 'held-out token', 'held-out tokens')}: how many equally likely next tokens the model is choosing between, on average. Lower is better.`,
  },

  /** How long the browser may keep a new model, where that is not for good. */
  keeping: {
    forgets:
      'This browser window seems to forget everything when you close it. It may be a private window. Save your model to a file before you close it.',
    notPersisted:
      'The browser has not promised to keep it. It may delete it when the disk is full. A private window loses it when you close it, and so does a browser that is set to forget. A file is safe.',
    /** Of Firefox. */
    promised:
      'Firefox keeps it, unless it is set to delete the data of websites when you close it. A file is safe.',
  },

  done: {
    label: 'Result',
    try: 'Try your model',
    learning: (steps: number) =>
      `These are the first numbers of your model, after ${format.plural(steps, 'step', 'steps')}. It is saved and you can try it now. It goes on learning, and the last numbers take the place of these.`,
    enough: 'More steps no longer helped on the writing that was set aside, so this is good enough.',
    /** For screen readers, once each. */
    begun: 'Training has begun.',
    firstHere: (fall: number) =>
      `The first numbers are here. On writing it has never seen, perplexity is ${format.ratio(fall)} times lower than before. Your model goes on learning.`,
    finished: (fall: number) =>
      `Training has finished. On writing it has never seen, perplexity is ${format.ratio(fall)} times lower than before.`,
    kept: (bytes: number) => `Saved in this browser (${format.bytes(bytes)}).`,
    keptWithMemory: (bytes: number, n: number) =>
      `Saved in this browser (${format.bytes(bytes)}), with the ${tokens(n)} it remembers.`,
    trained: (steps: number, seconds: number, device: string) =>
      `${format.plural(steps, 'step', 'steps')} in ${seconds.toFixed(1)} seconds on ${device}.`,
    took: (seconds: number, promised: number) =>
      `With the tests it took ${seconds.toFixed(0)} seconds. We estimated ${promised.toFixed(0)}.`,
  },
};

/** "2 comments, such as “…”". The example is marked: it is in the language of its file. */
function such(what: string, example: string): string {
  return example === '' ? what : `${what}, such as “<example>${example}</example>”`;
}
