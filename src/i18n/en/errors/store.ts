import type { StoreErrorReason } from '../../../store/errors';
import type { ErrorSentence } from '../../errors';

/** Sentences about what the browser keeps. */
export const store = {
  unavailable:
    'This browser window cannot save anything. It may be a private window. Open the app in an ordinary one.',
  full: 'There is no space to save this. Delete a model that you no longer need, or free some space on the disk.',
  blocked: 'An older version of this app is open in another tab. Close that tab and try again.',
  newer: 'This app was updated in another tab. Reload this page.',
  damaged: 'What was saved here is damaged on this disk and cannot be used. Delete it and train again.',
  missing: 'This model is not here any more. It may have been deleted in another tab.',
  gone: 'This profile is not here any more. It may have been deleted in another tab, or cleared by the browser.',
  taken: 'Another profile on this laptop has this nickname. Choose a different one.',
  passphrase: 'That is not the passphrase of this profile.',
  locked: 'The passphrase of this profile was set or removed in another tab. Open the profile again.',
  'not-empty': ({ names }) => `Some of it is still here: ${names}. Close the app’s other tabs and try again.`,
  failed: 'The browser could not reach what it saved for this app. Try again, or restart the browser.',
} satisfies Record<StoreErrorReason, ErrorSentence>;
