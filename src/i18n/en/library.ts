import { format } from './format';

const models = (n: number) => format.plural(n, 'model', 'models');

/** My models: what this browser keeps, what goes out to files and what comes in. */
export const library = {
  title: 'My models',
  intro: 'Saved in this browser, on this laptop, and nowhere else.',
  notPersisted:
    'Saved in this browser, on this laptop, and nowhere else. The browser has not promised to keep them. It may delete them when the disk is full, and a private window loses them when you close it.',
  empty:
    'You have no model yet. <link>Make the first one</link>. With a sample you need no text of your own.',
  onlyHere: (models: number) =>
    `${format.plural(models, 'model exists', 'models exist')} only in this browser. Save all models to a file on a stick, so that nothing can happen to them.`,
  noSecondCopy:
    'This model is too large for the second copy that the browser keeps of texts and small models. Save it to a file.',
  /** What a model is called that came from Python without a name. */
  fromPython: 'From Python',
  use: 'Use it',
  unverified: 'From a file, not checked',
  otherBase: 'This model was made from another base model and cannot be used with this one.',
  baseUnknown: 'Its files do not say which base model it was made from.',

  delete: {
    button: 'Delete',
    model: (name: string) => `Delete ${name}`,
    title: (name: string) => `Delete “${name}”?`,
    question: (versions: number) =>
      versions === 1
        ? 'The model will be gone for good. Your text stays.'
        : `All ${format.count(versions)} versions of the model will be gone for good. Your text stays.`,
  },

  facts: {
    headline: (verdict: string) => `${verdict}.`,
    fileSays: 'The file says:',
    worth: (fall: number, rise: number) =>
      `${format.ratio(fall)}× lower on its own text, ${format.change(rise)} on other people’s`,
    trained: (facts: { method: string; steps: number; tokens: number; bytes: number; when: number }) =>
      `${facts.method}, ${format.plural(facts.steps, 'step', 'steps')} on ${format.plural(facts.tokens, 'token', 'tokens')}, ${format.bytes(facts.bytes)}, ${format.when(facts.when)}`,
    trainedWithMemory: (facts: {
      method: string;
      steps: number;
      tokens: number;
      bytes: number;
      memory: number;
      when: number;
    }) =>
      `${facts.method}, ${format.plural(facts.steps, 'step', 'steps')} on ${format.plural(facts.tokens, 'token', 'tokens')}, ${format.bytes(facts.bytes)} and a memory of ${format.plural(facts.memory, 'token', 'tokens')}, ${format.when(facts.when)}`,
    imported: (when: number) => `imported ${format.when(when)}`,
    unknown: (method: string, bytes: number, when: number) =>
      `${method}, ${format.bytes(bytes)}, imported ${format.when(when)}. Nobody knows how it was made.`,
  },

  worth: {
    own: 'How good it is',
    file: 'What its file says about it',
    notMeasured:
      'These numbers come from the file, and “you” means the person who made it. Nobody measured them on this laptop.',
  },

  import: {
    button: 'Open files',
    folder: 'Open a folder',
    drop: 'Drop files of models here',
    about:
      'Open a .swantham file from another laptop, or a folder that PEFT has saved. You can also drop them here. The app checks them first, and nothing leaves this laptop.',
    reading: 'Checking the files …',
    measuring: (name: string) => `Testing <name>${name}</name>`,
    measuringOne: (name: string, number: number, count: number) =>
      `Testing <name>${name}</name> (${number} of ${count})`,
    models: (n: number) =>
      `${models(n)} imported. Read below what we found before you use ${n === 1 ? 'it' : 'them'}.`,
    texts: (n: number) =>
      `${format.plural(n, 'text', 'texts')} imported. You find ${n === 1 ? 'it' : 'them'} on the Make screen.`,
    failed: 'This model could not be tested, so nothing was saved. Reload the page and try again.',
  },

  export: {
    button: 'Save to a file',
    model: (name: string) => `Save ${name} to a file`,
    one: 'One file',
    oneAbout: 'For this app on another laptop. Your text is not in it.',
    oneAboutMemory:
      'For this app on another laptop. Your text is not in it, and neither is what the model remembers.',
    python: 'For Python',
    pythonPeft: 'For Python (PEFT)',
    pythonAbout: 'For programmers.',
    pythonTitle: 'For Python',
    pythonBoth: 'Save both files into one folder. Hugging Face PEFT can open it, and so can this app.',
    pythonFull: 'These are all the numbers of the model, arranged as in Mixtral.',
    file: (name: string, bytes: number) => `${name} (${format.bytes(bytes)})`,
    all: 'Save all to one file',
    models: 'My models',
    modelsAbout: 'Of each model, the version in use. Your texts are not in the file.',
    modelsAndTexts: 'My models and my texts',
    modelsAndTextsAbout: 'Anyone who has the file can read your texts.',
    nothing: 'There is nothing to save yet.',
    withoutDamaged: (n: number) =>
      `${format.plural(n, 'text is', 'texts are')} damaged on this disk and not in the file. The Make screen says what to do.`,
  },

  /** What was found in a model from a file. */
  probe: {
    label: 'What we found',
    nonsense: 'This model writes nonsense. Do not use it.',
    far: (times: number) =>
      `This model has forgotten how other people write. Its perplexity on their text is ${format.ratio(times)} times that of the base model. Do not trust it.`,
    near: (change: number, n: number) =>
      `Its perplexity on other people’s text changed by ${format.change(change)}, measured here on ${format.plural(n, 'token', 'tokens')}. That does not show what else it has learned.`,
    after: (beginning: string) => `What they write after “<beginning>${beginning}</beginning>”`,
    base: 'Base model',
    model: 'This model',
    private: (what: readonly string[]) =>
      `It writes something that looks private or links to another place: <name>${what.join(', ')}</name>`,
  },
};
