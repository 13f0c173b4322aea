import type { Place } from '../../store';
import { format } from './format';

/** The places of a browser where an app can leave something. */
const PLACES: Record<Place, string> = {
  databases: 'its database of texts and models',
  files: 'its folder for files',
  notes: 'its small notes (such as the language)',
  app: 'the app’s own files',
};

/** Profiles: the people who share a laptop. */
export const profile = {
  title: 'Profile settings',
  intro:
    'On a shared laptop each person has a profile. Your texts and models are yours, and the others have theirs.',

  choose: {
    title: 'Who are you?',
    locked: 'has a passphrase',
    new: 'Someone new',
    begin: 'Start',
    open: 'Open',
    passphraseOf: (name: string) => `Passphrase of ${name}`,
  },

  form: {
    heading: 'Nickname and colour',
    nickname: 'Nickname',
    /** What the first profile of a browser is called until its owner changes it. */
    first: 'Me',
    nicknameMissing: 'Type a nickname first.',
    colour: 'Colour',
    colours: {
      leaf: 'Leaf green',
      gold: 'Gold',
      sky: 'Sky blue',
      rose: 'Rose',
      violet: 'Violet',
      clay: 'Clay brown',
    },
  },

  passphrase: {
    heading: 'Passphrase',
    open: 'Anyone who uses this browser can read what this profile keeps. With a passphrase it is encrypted (turned into a secret code): your texts, your models, their names and numbers.',
    locked:
      'Everything this profile keeps is encrypted (turned into a secret code) on this laptop: your texts, your models, their names and numbers.',
    about: (rounds: number) =>
      `Others still see your nickname, your colour and the name that you gave for a class collection, and how many texts and models you have and how large they are. A passphrase does not help while your profile is open, or on a laptop that someone has tampered with. Older copies that were not encrypted may stay on the disk for some time. If you forget the passphrase, nobody can bring your texts and models back. (AES-GCM with 256 bits, PBKDF2-SHA-256 with ${format.count(rounds)} rounds.)`,
    set: 'Set a passphrase',
    change: 'Change the passphrase',
    remove: 'Remove the passphrase',
    current: 'Your passphrase now',
    next: 'New passphrase',
    again: 'New passphrase again',
    isSet: 'Done. From now on this passphrase opens your profile.',
    isRemoved: 'The passphrase is removed. Anyone who uses this browser can read what this profile keeps.',
    working: 'One moment …',
    missing: 'Type the passphrase first.',
    tooShort: (least: number) => `Use at least ${least} characters. Three or four words together are best.`,
    different: 'The two are not the same. Type the new passphrase twice.',
  },

  delete: {
    heading: 'Delete this profile',
    about: (models: number) =>
      `Its texts, its experiments and ${format.plural(models, 'model', 'models')} are deleted from this laptop. Other people’s stay.`,
    aboutAll: 'Its texts, experiments and models are deleted from this laptop. Other people’s stay.',
    title: (name: string) => `Delete “${name}” with all its texts and models?`,
    question: 'They cannot be brought back. First save to a file what you want to keep.',
    yes: 'Delete all of it',
  },

  wipe: {
    heading: 'Empty this browser',
    about: 'For when the laptop goes to someone else. All profiles, texts, models and settings are deleted.',
    app: 'Delete the app’s own files too. You then need internet to open it again.',
    title: 'Delete everything that everyone has saved here?',
    question: 'Nobody’s texts and models can be brought back.',
    yes: 'Delete everything',
    remains: 'Not everything could be deleted',
    left: 'Another tab still uses what is saved here. Close the other tabs of this app and try again.',
    /** Places that the browser does not let the app look into. */
    closed: (places: readonly Place[]) =>
      `The browser did not let the app look into ${format.list(places.map((place) => PLACES[place]))}. If this is a private window, close it, and nothing stays. If not, delete the data of this address in the browser’s settings.`,
    /** Where only such places are left. */
    rest: 'The rest is deleted.',
    startAnew: 'Start again',
  },
};
