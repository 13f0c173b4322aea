/** A file as a reader gets it. */
export interface Source {
  name: string;
  bytes: Uint8Array;
  /** Its text; empty for a file that is not text itself. */
  text: string;
  /**
   * To be called again and again, so that one who waits hears that the reader gets on; `loading` is for a reader that has
   * not begun, which is no fault of the document.
   */
  tick(state?: 'loading'): void;
}
