import { format } from '../format';
import { shell } from '../shell';

/** A sentence's numbers and names. */
interface Numbers {
  bytes: number;
  kept: number;
  parts: number;
  files: number;
  wrong: number;
  width: number;
  height: number;
  percent: number;
  name: string;
  version: number;
  oldest: number;
  gb: number;
  threads: number;
  engine: string;
  seconds: number;
  first: number;
}

const engineNameFirst = (engine: string) =>
  engine === 'webgpu' ? 'The graphics processor' : 'The processor';

/** The readiness check: is this laptop ready for a lesson? */
export const ready = {
  title: 'Is this laptop ready?',
  intro:
    'Twelve points decide whether a lesson works on this laptop. The check tests them all in about half a minute.',
  start: 'Check this laptop',
  again: 'Check again',
  print: 'Print this page',
  laptop: 'Name or number of this laptop',
  loading: 'The base model is still coming. The check can begin when it is here.',
  busy: 'Training or an experiment is going on. Wait until it has ended, then check.',
  failed: 'The check stopped halfway. Check again.',
  checking: (done: number, all: number) =>
    `${format.count(done)} of ${format.count(all)} points are checked.`,
  repairing: 'One moment …',
  checked: (at: number) => `Checked: ${format.when(at)}`,
  list: 'The twelve points',
  /** Of a point that has not been looked at. */
  waiting: 'not checked yet',
  working: 'is being checked',
  grades: { ready: 'Ready', attention: 'Needs a look', 'not-ready': 'Not ready' },
  /** All in one sentence; the numbers are those of points. */
  result(ready: number, attention: number, broken: number): string {
    if (broken > 0)
      return `Not ready yet: ${format.plural(broken, 'point needs', 'points need')} to be put right before the lesson.`;
    if (attention > 0)
      return `Ready for a lesson. ${format.plural(attention, 'point is', 'points are')} worth a look.`;
    return `Ready for a lesson: all ${format.count(ready)} points are good.`;
  },
  whatToDo: 'What to do:',
  repairs: {
    reload: 'Reload and check again',
    keep: 'Ask the browser to keep it',
    'fetch-base': 'Save the base model again',
    'fetch-files': 'Fetch what is missing',
    'store-app': 'Try again to save the app',
    again: 'Check this again',
  },

  points: {
    base: {
      name: 'The base model',
      found: {
        verified: ({ bytes, parts }: Numbers) =>
          `All ${parts} parts (${format.bytes(bytes)}) are saved here, and every one is right to the last byte.`,
        'not-kept': ({ kept, parts }: Numbers) =>
          `It is loaded and right, but only ${kept} of ${parts} parts are saved in this browser.`,
        wrong: 'The base model in use is not the one that this app was made with.',
        missing: 'The base model is not here.',
      },
      todo: {
        'not-kept':
          'Without the other parts the app needs internet next time. Free 100 MB on the disk and save the base model again.',
        wrong: 'Reload the page. If this stays, use another network or the app on a USB stick.',
        missing: `Connect to the internet, and press “${shell.tryAgain}” at the bottom of the page.`,
      },
    },
    offline: {
      name: 'Works without internet',
      found: {
        whole: ({ files }: Numbers) =>
          `All ${format.count(files)} files of the app are saved here and right. The page came from them.`,
        unseen: ({ files }: Numbers) =>
          `All ${format.count(files)} files of the app are saved here and right. This page was still loaded from the network.`,
        silent: 'The app is saved, but the part of the browser that looks after it gave no answer.',
        storing: 'The app is being saved right now. Not all of it is here yet.',
        failed: 'The app could not be saved in this browser.',
        wrong: ({ wrong, files }: Numbers) =>
          `${format.count(wrong)} of ${format.count(files)} files of the app are missing or damaged here.`,
        refused: 'This window does not let the app save itself. It may be a private window.',
        unavailable: 'This browser, or this address, cannot save the app.',
      },
      todo: {
        unseen: 'Reload once.',
        silent: 'Close the browser, open the app again and check again.',
        storing: 'Leave this page open for a minute, then check again.',
        failed: 'Check the internet connection and the room on the disk, then try again.',
        wrong: 'Connect to the internet and fetch them.',
        refused: 'Open the app in an ordinary window.',
        unavailable: 'Open the app with Chrome, Edge or Firefox, from the menu or at its https:// address.',
      },
    },
    database: {
      name: 'Saves and finds again',
      found: {
        works: 'A test entry was written, read back the same and deleted.',
        failed: 'A test entry could not be written and read back.',
      },
      todo: {
        failed:
          'Pupils’ texts and models would be lost. Restart the browser, free some space on the disk and check again.',
      },
    },
    room: {
      name: 'Room on the disk',
      found: {
        enough: ({ bytes }: Numbers) =>
          `The app wrote ${format.bytes(bytes)} as a test, and deleted it again.`,
        little: ({ bytes }: Numbers) =>
          `There is room for small models only: ${format.bytes(bytes)} could be written, but not 80 MB.`,
        untold: 'This browser does not let the app test it.',
        none: 'There is no room, not even for a small model.',
      },
      todo: {
        little: '“A touch” will work. For “Everything”, free 200 MB on the disk.',
        untold: 'Look at the disk yourself: 200 MB should be free.',
        none: 'Free 200 MB: empty the bin, or delete large files that are no longer needed.',
      },
    },
    persistence: {
      name: 'Keeps what pupils make',
      found: {
        promised: 'The browser has promised not to clear what is saved here.',
        conditional:
          'The browser has promised not to clear it. It may still be set to delete everything when it is closed.',
        'not-asked': 'The browser has promised nothing: it may clear models if the disk runs full.',
        refused: 'The browser was asked and has not promised it.',
        untold: 'The browser does not say whether it keeps what is saved here.',
        forgets: 'This window forgets everything when it is closed.',
      },
      todo: {
        'not-asked': 'Ask it.',
        refused:
          'Bookmark or install the app and ask again. Otherwise let pupils save their models to a file.',
        untold: 'Let pupils save their models to a file at the end.',
        forgets: 'Open the app in an ordinary window, not in a private one.',
      },
    },
    fonts: {
      name: 'Malayalam letters',
      found: {
        drawn: 'The app’s own font is loaded, and it draws ൻ, ർ, ൽ, ൾ, ൺ and ന്റ as they should be.',
        missing: 'The app’s font for Malayalam is not loaded.',
        wrong: 'The font is loaded, but letters such as ൻ, ർ and ന്റ are not drawn as they should be.',
      },
      todo: {
        missing: 'Reload the page and check again.',
        wrong: 'Look at these letters. If they are boxes or fall apart, use another browser.',
      },
    },
    screen: {
      name: 'Size for a projector',
      found: {
        good: ({ width, height }: Numbers) =>
          `The window is ${width} by ${height}: everything fits, and letters are large enough.`,
        narrow: ({ width, height }: Numbers) =>
          `The window is ${width} by ${height}: too narrow for a projector.`,
        far: ({ width, height }: Numbers) =>
          `The window is ${width} by ${height}: letters may be too small for the back row.`,
      },
      todo: {
        narrow:
          'Make the window as large as the screen, or zoom out with Ctrl and −. For one pupil it is good enough.',
        far: ({ percent }: Numbers) =>
          `Zoom in with Ctrl and +, to about ${percent}% of the size it has now.`,
      },
    },
    browser: {
      name: 'The browser',
      found: {
        young: ({ name, version, oldest }: Numbers) =>
          `${name} ${version} is new enough: the app needs ${oldest} or later.`,
        unknown: 'The browser does not say which one it is.',
        old: ({ name, version, oldest }: Numbers) =>
          `${name} ${version} is too old: the app needs ${oldest} or later.`,
      },
      todo: {
        unknown: 'If all other points are good, so is the browser. Otherwise use Chrome, Edge or Firefox.',
        old: 'Update the browser.',
      },
    },
    memory: {
      name: 'Memory',
      found: {
        enough: ({ gb }: Numbers) => `The laptop has ${gb} GB or more: enough for every kind of training.`,
        little: ({ gb }: Numbers) =>
          `The laptop has about ${gb} GB: enough for “A touch” and “Small additions”.`,
        untold: 'This browser does not say how much memory the laptop has.',
      },
      todo: {
        little: 'Close other programs and tabs. “Everything” will not work on the processor.',
        untold: 'Look in the laptop’s settings: 4 GB is enough. Close other programs and tabs.',
      },
    },
    threads: {
      name: 'Threads',
      found: {
        several: ({ threads }: Numbers) =>
          `${threads} threads calculate side by side: they are jobs that the processor does at the same time.`,
        single: 'The laptop has one processor core, so one thread calculates.',
        alone: ({ threads }: Numbers) => `One thread calculates, where ${threads} could.`,
        reload: ({ threads }: Numbers) => `One thread calculates. After a reload it will be ${threads}.`,
      },
      todo: {
        single: 'Training works, and takes longer.',
        alone:
          'The address of the app does not allow more threads. Start the app from the menu or from a USB stick.',
        reload: 'Reload once.',
      },
    },
    engine: {
      name: 'Calculates correctly',
      found: {
        right: ({ engine }: Numbers) =>
          `${engineNameFirst(engine)} gave the known answer: what PyTorch, a program of researchers, calculates for the same text.`,
        'without-gpu':
          'The processor gave the known answer and trains, because the graphics processor of this laptop cannot be used.',
        'without-cpu': 'The graphics processor gave the known answer and trains, but the processor did not.',
        wrong: 'Neither the processor nor the graphics processor gave the known answer.',
        unchecked: 'This cannot be tested without the base model.',
      },
      todo: {
        'without-cpu':
          'Training works as long as the graphics processor does. Close other programs, restart the browser and check again.',
        wrong: 'Close other programs, restart the browser and check again.',
        unchecked: 'See the first point.',
      },
    },
    speed: {
      name: 'How long training takes',
      found: {
        fast: ({ seconds, first }: Numbers) =>
          first < seconds
            ? `Two pages of text: first numbers after about ${format.duration(first)}, all of it after about ${format.duration(seconds)}.`
            : `Two pages of text: the result after about ${format.duration(seconds)}.`,
        slow: ({ seconds, first }: Numbers) =>
          `Two pages of text: first numbers after about ${format.duration(first)}, but all of it only after about ${format.duration(seconds)}.`,
        'too-slow': ({ seconds, first }: Numbers) =>
          `Two pages of text: first numbers only after about ${format.duration(first)}, all of it after about ${format.duration(seconds)}.`,
        unknown: 'The app cannot say, because nothing calculates correctly here.',
      },
      todo: {
        slow: 'Work with the first numbers, or let it train through the break. Plug in the charger and close other programs.',
        'too-slow':
          'Let two pupils share a faster laptop. Plug in the charger, close other programs and check again.',
        unknown: 'See the points above.',
      },
    },
  },
};
