import { ImportError } from '../import';

/** Deeper documents are made to be endless; an honest page has some forty levels. */
export const MAX_DEPTH = 500;

/** Text as it comes out of markup: words, and where lines and paragraphs end. */
export class Lines {
  // In parts: to look at the end of a string that grows would copy it each time.
  readonly #parts: string[] = [];
  /** The last two characters. */
  #end = '';

  /** Adds words as they are. */
  write(words: string): void {
    if (words === '') return;
    this.#parts.push(words);
    this.#end = (this.#end + words).slice(-2);
  }

  /** Adds words of which all space counts as one blank. */
  flow(words: string): void {
    const flowing = words.replace(/[ \t\r\n\f]+/g, ' ');
    this.write(this.#end === '' || /\s$/.test(this.#end) ? flowing.replace(/^ /, '') : flowing);
  }

  /** Ends a line, unless it is empty. */
  endLine(): void {
    if (this.#end !== '' && !this.#end.endsWith('\n')) this.write('\n');
  }

  /** Leaves an empty line. */
  endParagraph(): void {
    this.endLine();
    if (this.#end !== '' && this.#end !== '\n\n') this.write('\n');
  }

  get text(): string {
    return this.#parts
      .join('')
      .split('\n')
      .map((line) => line.trimEnd())
      .join('\n')
      .replace(/\n{3,}/g, '\n\n')
      .trim();
  }
}

/** Counts how deep a document is, and how much of it was seen. */
export class Depth {
  #depth = 0;

  constructor(
    private readonly name: string,
    private readonly tick: () => void,
  ) {}

  /** @throws ImportError `too-deep` */
  open(): void {
    if (++this.#depth > MAX_DEPTH) throw new ImportError('too-deep', this.name);
    this.tick();
  }

  close(): void {
    this.#depth--;
  }
}
