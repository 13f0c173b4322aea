import { type UnzipFileInfo, unzipSync } from 'fflate';
import { FileRefused } from './refused';

/** More parts than three for each member, and the list. */
const MAX_PARTS = 200;

/** Whether a file begins as a zip with something in it does. */
export const isZip = (file: Uint8Array): boolean =>
  file[0] === 0x50 && file[1] === 0x4b && file[2] === 3 && file[3] === 4;

/** The parts of a zip that may come from anyone. They are unpacked one by one, so that a damaged one spoils no other. */
export class ClassParts {
  readonly #file: Uint8Array;
  readonly #names: ReadonlySet<string>;

  /** @throws FileRefused `not-ours` where it is no zip, `damaged` where its table of contents cannot be read */
  constructor(file: Uint8Array) {
    if (!isZip(file)) throw new FileRefused('not-ours');
    this.#file = file;
    const names: string[] = [];
    this.#unzip(({ name }) => {
      names.push(name);
      // A table that claims millions of entries would be read for minutes.
      if (names.length > MAX_PARTS) throw new FileRefused('damaged');
      return false;
    });
    this.#names = new Set(names);
  }

  /** Whether one of these parts is there. */
  has(...names: readonly string[]): boolean {
    return names.some((name) => this.#names.has(name));
  }

  /** The bytes of a part, at most `most`; undefined where it is not there, is larger, or cannot be unpacked. */
  read(name: string, most: number): Uint8Array<ArrayBuffer> | undefined {
    if (!this.#names.has(name)) return undefined;
    try {
      const fits = (entry: UnzipFileInfo) =>
        entry.name === name && entry.originalSize <= most && entry.size <= this.#file.byteLength;
      // What the table says of its size is all the room that it gets.
      const found = Object.values(this.#unzip(fits))[0];
      return found && found.byteLength <= most ? (found as Uint8Array<ArrayBuffer>) : undefined;
    } catch {
      return undefined;
    }
  }

  #unzip(filter: (entry: UnzipFileInfo) => boolean): Record<string, Uint8Array> {
    try {
      return unzipSync(this.#file, { filter });
    } catch (error) {
      if (error instanceof FileRefused) throw error;
      throw new FileRefused('damaged');
    }
  }
}
