import { format } from './format';

/** The pad: a page to write on, with words that a model suggests. */
export const pad = {
  heading: 'Write',
  placeholder: 'Write here: a story, a letter, your day. Your model suggests words as you go.',
  /** For a keyboard, and for a finger. */
  keys: 'Tab takes the next grey word, End takes all of them, Esc hides them. Alt+1, Alt+2 and Alt+3 take a suggestion. When no grey words are there, Tab goes to the next button.',
  touch: 'Tap a word to take it.',
  by: (model: string) => `Suggested by ${model}`,
  getReady: 'Your model is getting ready …',
  quiet: 'Suggestions appear here while you write.',
  /** For screen readers, when somebody pauses. */
  said: (words: readonly string[]) => `Suggestions: ${format.list(words)}.`,
  count: (n: number) => format.plural(n, 'word', 'words'),
  saved: 'Saved in this browser as you write.',
  notSaved: (why: string) => `This page is not saved yet. ${why}`,
  full: 'This page is full, and what came last may be missing. To go on writing, start a new page.',

  suggest: 'Suggest words',
  suggestAbout: 'They are only offered. Nothing you write is changed.',
  besideBase: 'Show the base model’s words too',

  learn: 'Learn from this page',
  learnAbout:
    'The page becomes one of your texts on the Make screen. Your model remembers it on your next pages, without training.',
  learned:
    'This page is one of your texts now, with all that you add to it. Your model remembers it on your next pages. To train on it, go to <link>Make</link>.',
  leaveOut: 'Do not learn from this page',
  newPage: 'Start a new page',
  newPageAbout: 'This page stays among your texts on the Make screen.',
  newPageUnlearned:
    'This page goes to your texts on <link>Make</link>, switched off: no model learns from it until you switch it on there.',
};
