import type { Suggestion } from '../../eval/suggest';
import { IN_WORD, keptOf, typedWord } from '../../text/words';

/** A field as it is at one moment. Positions are in UTF-16 units. */
export interface Moment {
  text: string;
  start: number;
  end: number;
  /** Whether an input method is in the middle of a word. */
  isComposing: boolean;
}

/** What is offered after `before`, what stands before the cursor. */
export interface Offers {
  before: string;
  /** By the model that is used, and by the base beside it. */
  words: readonly Suggestion[];
  baseWords: readonly Suggestion[];
  /** How the text may go on: what is shown after the cursor. */
  ghost: string;
}

export const NO_OFFERS: Offers = { before: '', words: [], baseWords: [], ghost: '' };

const WORD_GOES_ON = new RegExp(`^['’]?[${IN_WORD}]`, 'u');

/**
 * What may be offered at a moment: nothing while a word is composed, where text is selected or within a word; the ghost only
 * at the end of a line that has begun; words anywhere else.
 */
export function placeOf({ text, start, end, isComposing }: Moment): 'nothing' | 'words' | 'ghost' {
  if (isComposing || start !== end || WORD_GOES_ON.test(text.slice(end, end + 3))) return 'nothing';
  const isLineEnd = end === text.length || text[end] === '\n';
  return isLineEnd && text.slice(0, end).trim() !== '' ? 'ghost' : 'words';
}

/** What remains of `offers` when the text before the cursor has become `before`, until the model has answered. */
export function narrowed(offers: Offers, before: string): Offers {
  const narrow = (words: readonly Suggestion[]) =>
    words.flatMap((one) => narrowedWord(one, offers.before, before));
  const { ghost } = offers;
  const rest = ghost === '' ? '' : restOf(offers.before + ghost, before);
  return {
    before,
    words: narrow(offers.words),
    baseWords: narrow(offers.baseWords),
    ghost: isWhole(before, rest) ? rest : '',
  };
}

function narrowedWord(suggestion: Suggestion, old: string, before: string): Suggestion[] {
  const { word, insert, replaces } = suggestion;
  const rest = restOf(old.slice(0, old.length - replaces) + insert, before);
  if (rest === '') return [];
  if (isWhole(before, rest)) return [{ ...suggestion, insert: rest, replaces: 0 }];
  const typed = typedWord(before);
  const kept = keptOf(typed, word);
  return [{ ...suggestion, insert: word.slice(kept), replaces: typed.length - kept }];
}

/** What of `whole` comes after `before`; nothing where it begins otherwise. */
const restOf = (whole: string, before: string) =>
  whole.startsWith(before) ? whole.slice(before.length) : '';

/** Whether `rest` begins with a letter of its own: no sign of the letter before, no part of a conjunct with it. */
function isWhole(before: string, rest: string): boolean {
  const typed = typedWord(before);
  return keptOf(typed, typed + rest.slice(0, 8)) === typed.length;
}

/**
 * The ghost: the rest of the first suggestion, and what comes after it once that is known (`goOn`). None where a suggestion
 * changes the letter before the cursor: half a letter cannot be shown.
 */
export function ghostOf([first]: readonly Suggestion[], goOn = ''): string {
  if (!first || first.replaces > 0) return '';
  return goOn.startsWith(first.insert) ? goOn : first.insert;
}

/** What is put at the cursor for a word or the whole ghost: it and a space, unless there is one `after` it. */
export function withSpace(words: string, after: string): string {
  return /^[^\S\n]/.test(after) ? words : `${words} `;
}

/** The next word of a ghost, with the space before it. */
export function nextWord(ghost: string): string {
  return /^\s*\S+/.exec(ghost)?.[0] ?? '';
}

/** Whether the space that was put after a word gives way to what is typed next: a full stop belongs to the word. */
export const spaceGivesWay = (typed: string): boolean => /^[.,!?;:…)]/.test(typed);

/** Whether what is offered is to be said, when `said` was the last: each time once, and never that there is nothing. */
export const isToBeSaid = (words: readonly Suggestion[], said: readonly Suggestion[]): boolean =>
  words.length > 0 && (words.length !== said.length || words.some(({ word }, i) => word !== said[i].word));
