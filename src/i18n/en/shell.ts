import type { Trouble } from '../../offline/storing';
import { format } from './format';
import { tooOld } from './too-old';

const restoredThings = (texts: number, models: number) =>
  [
    ...(texts > 0 ? [format.plural(texts, 'text', 'texts')] : []),
    ...(models > 0 ? [format.plural(models, 'model', 'models')] : []),
  ].join(' and ');

/** What is damaged: by name where all have one, otherwise by number. */
const which = (one: string, many: string, n: number, names: readonly string[]) =>
  names.length > 0
    ? `The ${n === 1 ? one : many} ${format.list(names.map((name) => `“${name}”`))}`
    : format.plural(n, one, many);

/** What surrounds every screen: menu, footer, and the buttons and notes that several screens share. */
export const shell = {
  /** What the model is called that has learned from nobody's text here. */
  baseModel: 'Base model',
  menu: 'Main menu',
  /** Said before the name of the other language. */
  language: 'Change the language:',
  screens: { make: 'Make', try: 'Try', models: 'My models', lab: 'Lab' },
  /** The link to the pages for teachers. */
  teacher: 'For teachers',
  promise: 'Nothing you write leaves this laptop.',
  waitingForBase: 'Waiting for the base model …',
  tryAgain: 'Try again',
  missing: 'A part of the page could not be shown. What is running goes on.',
  /** Where a server on this laptop sends the app, and sends nothing any more. */
  startAgain: 'If you started Swantham from the menu or from a stick, start it there once more.',
  reload: 'Reload',
  cancel: 'Cancel',
  close: 'Close',
  done: 'Done',
  save: 'Save',
  stop: 'Stop',

  base: {
    loading: (bytes: number, total: number) =>
      `Downloading the base model: ${format.bytes(bytes)} of ${format.bytes(total)}.`,
    loadingWithTime: (bytes: number, total: number, seconds: number) =>
      `Downloading the base model: ${format.bytes(bytes)} of ${format.bytes(total)}, about ${format.duration(seconds)} left.`,
    continueWithout: 'Continue without saving it',
  },

  offline: {
    storing: 'Saving the app so that it works without internet …',
    works: 'Works without internet.',
    baseNotKept:
      'The base model could not be saved. Free some space on this disk, or the app needs internet next time.',
    refused:
      'This browser window does not let the app save itself, so it must be downloaded again next time. It may be a private window.',
    /** Why the app could not be saved, after several tries. */
    troubles: {
      unreachable:
        'Not all of the app could be downloaded, so it does not work without internet yet. Check the internet connection.',
      changed:
        'Something on the way changes the files of this app, so it cannot be saved to work without internet. Ask the person who looks after this network, or use another network or the app on a USB stick.',
      full: 'There is no space to save the app, so it does not work without internet yet. Free some space on this disk.',
    } satisfies Record<Trouble, string>,
    update: 'A new version is ready.',
    updateAfterTraining: 'A new version is ready. You can load it when training has finished.',
    updateAfterExperiment: 'A new version is ready. You can load it when the experiment has finished.',
    reloadToUpdate: 'Reload to update',
    stale: 'The app was updated while this page was open. Reload the page to go on.',
  },

  profile: {
    label: (name: string) => `Profile: ${name}`,
    settings: 'Profile settings',
    switch: 'Switch person',
    lockAndSwitch: 'Lock and switch person',
    afterTraining: 'after training',
  },

  /** At an address that is another name of this computer. */
  otherName: (name: string) =>
    `You opened the app at ${name}. What is saved here does not appear at <link>localhost</link>, and the other way round. To move it, save all your models to one file here and import it there.`,

  tooOld,

  /** Where what was saved cannot be opened. */
  closed: {
    title: 'What you saved cannot be opened now',
    full: 'The disk of this laptop is full. Free at least 200 MB: empty the bin, or delete large files that you no longer need. Then try again.',
    failed:
      'Often the reason is a full disk. Free at least 200 MB: empty the bin, or delete large files that you no longer need. Then try again, or restart the browser.',
    keepData: 'Do not clear the data of the browser: what you made is in it.',
  },

  /** Where the browser had thrown away what was saved. */
  restored: {
    back: (texts: number, models: number) =>
      `The browser had lost what you saved here. ${restoredThings(texts, models)} came back from the second copy.`,
    nothing: 'The browser has lost what you saved here, and there was no second copy of it.',
    lost: (texts: number, models: number) =>
      `${restoredThings(texts, models)} could not be brought back: too large for the second copy. Keep large texts and models in a file.`,
  },

  /** Where something that was saved cannot be opened any more. */
  damaged: {
    told: {
      texts: (n: number, names: readonly string[]) =>
        n === 1
          ? `${which('text', 'texts', n, names)} is damaged on this disk and cannot be opened. Restart the browser: perhaps it opens then. If not, delete it, and open the file again if you have one.`
          : `${which('text', 'texts', n, names)} are damaged on this disk and cannot be opened. Restart the browser: perhaps they open then. If not, delete them, and open the file again if you have one.`,
      models: (n: number, names: readonly string[]) =>
        n === 1
          ? `${which('model', 'models', n, names)} is damaged on this disk and cannot be opened. Restart the browser: perhaps it opens then. If not, delete it and train again.`
          : `${which('model', 'models', n, names)} are damaged on this disk and cannot be opened. Restart the browser: perhaps they open then. If not, delete them and train again.`,
      runs: (n: number, names: readonly string[]) =>
        n === 1
          ? `${which('unfinished training run', 'unfinished training runs', n, names)} is damaged on this disk and cannot be opened. Restart the browser: perhaps it opens then. If not, delete it and train again.`
          : `${which('unfinished training run', 'unfinished training runs', n, names)} are damaged on this disk and cannot be opened. Restart the browser: perhaps they open then. If not, delete them and train again.`,
      experiments: (n: number, names: readonly string[]) =>
        n === 1
          ? `${which('experiment', 'experiments', n, names)} is damaged on this disk and cannot be opened. Restart the browser: perhaps it opens then. If not, delete it and run it again.`
          : `${which('experiment', 'experiments', n, names)} are damaged on this disk and cannot be opened. Restart the browser: perhaps they open then. If not, delete them and run them again.`,
      profiles: (n: number, names: readonly string[]) =>
        n === 1
          ? `${which('profile', 'profiles', n, names)} is damaged on this disk and cannot be opened. Restart the browser: perhaps it opens then. If not, delete it.`
          : `${which('profile', 'profiles', n, names)} are damaged on this disk and cannot be opened. Restart the browser: perhaps they open then. If not, delete them.`,
    },
    delete: 'Delete what is damaged',
    title: 'Delete what is damaged?',
    question: {
      texts: 'It will be gone for good. Your other texts stay.',
      models: 'It will be gone for good. Your other models stay.',
      runs: 'It will be gone for good. Your texts and models stay.',
      experiments: 'It will be gone for good. Your other experiments stay.',
      profiles: 'It will be gone for good, with all texts and models in it. Other people’s stay.',
    },
  },

  insecure: {
    title: 'This address is not secure',
    body: 'Browsers give this app what it needs only at an address that begins with https://, or when it is installed on the laptop itself. Please open it there.',
  },

  /** The name of a model, which its owner can change. */
  name: {
    label: 'Name',
    rename: 'Rename',
    renameModel: (name: string) => `Rename ${name}`,
    save: 'Save name',
  },
};
