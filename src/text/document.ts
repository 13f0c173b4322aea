/** One text of a person: a file, or what was typed or pasted. */
export interface TextDocument {
  /** A file's name, or what the screen calls the text. */
  name: string;
  text: string;
}
