import type { Tokenizer } from '../text/tokenizer';

const REPLACEMENT = '\uFFFD';

/**
 * Turns tokens into text as they come. A byte-level token may end in the middle of a character; it is
 * held back until the tokens that complete the character are there.
 */
export class TextStream {
  private held: number[] = [];

  constructor(private readonly tokenizer: Tokenizer) {}

  /** Takes the next token; returns the text that is whole now, which may be empty. */
  push(id: number): string {
    this.held.push(id);
    const text = this.tokenizer.decode(this.held);
    if (text.endsWith(REPLACEMENT)) return '';
    this.held = [];
    return text;
  }

  /** The end: what is still held back, without the part of a character that was never completed. */
  end(): string {
    const text = this.tokenizer.decode(this.held);
    this.held = [];
    return text.replace(/\uFFFD+$/, '');
  }
}
