import type { UserErrorData } from '../../model/user-error';

/**
 * What is in a document and is not its writer's text, or cannot be told from it: `markup` is how it looks, `system`
 * are lines of a messenger, `media` what stands in a chat for a picture or a call, `others` are other people's
 * messages, `header` is what stands on each page, `removed` what its writer has deleted, `data` names and addresses
 * inside a file.
 */
export type LeftOutReason =
  | 'picture'
  | 'markup'
  | 'script'
  | 'time'
  | 'system'
  | 'media'
  | 'others'
  | 'output'
  | 'number'
  | 'data'
  | 'header'
  | 'comment'
  | 'removed';

/** One reason, how often it applied, and the first thing that was left out for it, shortened; empty for pictures. */
export interface LeftOut {
  reason: LeftOutReason;
  count: number;
  example: string;
}

/** What was done to make a text of the bytes: characters put right, or the encoding that was guessed. */
export type Repair =
  | { kind: 'bad-bytes' | 'control' | 'entities'; count: number }
  | { kind: 'encoding'; encoding: 'utf-16' | 'windows-1252' };

/** Somebody who writes in a chat. */
export interface Person {
  name: string;
  messages: number;
  text: string;
}

/** What a reader makes of a file. */
export interface Found {
  /** What its writer wrote, as far as the file tells; empty for a chat, until somebody says who they are. */
  text: string;
  /** All text in it, where that is more. */
  all?: string;
  leftOut: LeftOut[];
  /** Of a chat: the one with the most messages first. */
  people?: Person[];
}

/** A document as it was read. Texts are cleaned, so that what is shown is what is learned. */
export interface ReadDocument extends Found {
  name: string;
  all: string;
  repairs: Repair[];
  /** The text in Unicode, if it is Malayalam as it was once typed for fonts of its own. */
  converted?: string;
}

/** What became of a file: the documents in it, and those that were not taken. */
export interface Reading {
  documents: ReadDocument[];
  refused: UserErrorData[];
}

/** How a student takes a document. */
export interface Choice {
  /** With all that would be left out. */
  everything: boolean;
  /** Index of who they are in a chat. */
  person?: number;
  /** From its font's letters into Unicode. */
  converted: boolean;
}

export const AS_READ: Choice = { everything: false, converted: false };

/** The text of a document, taken as the student chose, and what it goes without. */
export function take(document: ReadDocument, choice: Choice): { text: string; leftOut: LeftOut[] } {
  if (choice.everything) return { text: document.all, leftOut: [] };
  if (choice.converted && document.converted !== undefined)
    return { text: document.converted, leftOut: document.leftOut };
  const person = document.people?.[choice.person ?? -1];
  if (!person) return { text: document.text, leftOut: document.leftOut };
  const others = document.people!.filter((one) => one !== person);
  const count = others.reduce((sum, { messages }) => sum + messages, 0);
  const example = shortened(others[0]?.text ?? '');
  return {
    text: person.text,
    leftOut: [...(count > 0 ? [{ reason: 'others' as const, count, example }] : []), ...document.leftOut],
  };
}

const EXAMPLE_CHARACTERS = 60;

/** Counts what a reader leaves out. */
export class LeftOuts {
  readonly #found = new Map<LeftOutReason, LeftOut>();

  add(reason: LeftOutReason, what = '', count = 1): void {
    const found = this.#found.get(reason) ?? { reason, count: 0, example: '' };
    found.count += count;
    found.example ||= shortened(what);
    this.#found.set(reason, found);
  }

  get list(): LeftOut[] {
    return [...this.#found.values()];
  }
}

/** The beginning of a text, on one line. */
function shortened(text: string): string {
  const line = text
    .slice(0, 4 * EXAMPLE_CHARACTERS)
    .trim()
    .replace(/\s+/g, ' ');
  const characters = Array.from(line);
  if (characters.length <= EXAMPLE_CHARACTERS) return line;
  return `${characters.slice(0, EXAMPLE_CHARACTERS).join('').trimEnd()}…`;
}
