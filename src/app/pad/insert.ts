import { spaceGivesWay, withSpace } from './offers';

/** Puts words into a field as if they were typed: the browser can take them back. */
export class Inserter {
  /** Behind the space that was put there with a word, until something else is typed. */
  #ownSpace: number | undefined;

  constructor(private readonly field: HTMLTextAreaElement) {}

  /** Puts `words` and a space at the cursor, in place of the UTF-16 units before it that they replace. */
  put(words: string, replaces = 0): void {
    const { field } = this;
    this.#type(withSpace(words, field.value.slice(field.selectionEnd)), replaces);
    this.#ownSpace = field.selectionEnd;
  }

  /** Lets its spaces give way to full stops; returns how to end that. */
  listen(): () => void {
    this.field.addEventListener('beforeinput', this.#giveWay);
    return () => this.field.removeEventListener('beforeinput', this.#giveWay);
  }

  #type(text: string, replaces: number): void {
    const { field } = this;
    field.focus();
    const { selectionEnd: end } = field;
    // Another selection ends what undo takes back at once: the letters before stay.
    field.setSelectionRange(0, end);
    field.setSelectionRange(end - replaces, end);
    document.execCommand('insertText', false, text);
  }

  /** A full stop that is typed next belongs to the word, so the space goes. */
  readonly #giveWay = (event: InputEvent): void => {
    const { selectionStart: start, selectionEnd: end, value } = this.field;
    const isBehindSpace = start === end && end === this.#ownSpace && value[end - 1] === ' ';
    this.#ownSpace = undefined;
    if (event.inputType !== 'insertText' || !isBehindSpace || !spaceGivesWay(event.data ?? '')) return;
    event.preventDefault();
    this.#type(event.data!, 1);
  };
}
