import { type ErrorDetails, UserError } from '../user-error';
import { writeLine } from './facts';

/**
 * - `too-large`: larger than a file of models may be;
 * - `too-much`: more, or larger, models than go into one file (nothing is written then); `too-many-texts`: texts;
 * - `too-many`: more models, `have`, than the `most` that are opened at once;
 * - `not-ours`: neither an export of this app nor a PEFT folder;
 * - `half`: one of the two files of a PEFT folder without the other, `missing`;
 * - `archive`: a packed folder;
 * - `lfs-pointer`: what Git LFS leaves in the place of a file;
 * - `web-page`: a page in the place of a file;
 * - `pickle`: weights as PyTorch writes them, which can run programs;
 * - `not-weights`: no safetensors file, in the place of one;
 * - `not-json`: no settings, in the place of PEFT's;
 * - `newer`: written by a later version of this app;
 * - `damaged`: an export that is not as it was written;
 * - `other-base`: made for another base;
 * - `misfit`: parts that this model does not have, or has in other shapes; `part` names one;
 * - `embedding`: it brings token embeddings or an output layer of its own;
 * - `type`: numbers of a `type` that is not known here;
 * - `not-finite`: numbers that are infinite, missing or too large;
 * - `method`: a kind of adapter that is not known here;
 * - `rank`: a LoRA `rank` above the `most` that is known here;
 * - `setting`: a setting of PEFT, `key`, with which the model would be another one here.
 */
export type Refusal =
  | 'too-large'
  | 'too-much'
  | 'too-many-texts'
  | 'too-many'
  | 'not-ours'
  | 'half'
  | 'archive'
  | 'lfs-pointer'
  | 'web-page'
  | 'pickle'
  | 'not-weights'
  | 'not-json'
  | 'newer'
  | 'damaged'
  | 'other-base'
  | 'misfit'
  | 'embedding'
  | 'type'
  | 'not-finite'
  | 'method'
  | 'rank'
  | 'setting';

/** A file is not taken, and nothing of it is used. `name` is that of the file, where there are several. */
export class FileRefused extends UserError<'exchange', Refusal> {
  constructor(reason: Refusal, details: ErrorDetails = {}) {
    super('exchange', reason, Object.fromEntries(Object.entries(details).map(fitToShow)));
  }

  /** The same, about the file or folder called `place`. */
  in(place: string): FileRefused {
    const { name } = this.details;
    return new FileRefused(this.reason, {
      ...this.details,
      name: name && name !== place ? `${place}/${name}` : place,
    });
  }
}

/** Names come from the file, and stand inside of a sentence. */
function fitToShow([key, value]: [string, string | number]): [string, string | number] {
  return [key, typeof value === 'string' ? writeLine(value) : value];
}

/** @throws FileRefused `damaged` where it is no UTF-8 */
export function decodeStrictly(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw new FileRefused('damaged');
  }
}

/** What begins with these is another thing than its name says. */
const BEGINNINGS = [
  ['version https://git-lfs.github.com/', 'lfs-pointer'],
  ['<!doctype html', 'web-page'],
  ['<html', 'web-page'],
] as const;

/** Refuses what takes the place of a file when it is fetched in the wrong way. `name` is the file's. */
export function refuseStandIn(name: string, file: Uint8Array): void {
  const start = new TextDecoder().decode(file.subarray(0, 64)).trimStart().toLowerCase();
  for (const [beginning, reason] of BEGINNINGS)
    if (start.startsWith(beginning)) throw new FileRefused(reason, { name });
}

/** Whether a file is weights as PyTorch writes them: a zip, or a pickle of protocol 2 or later. */
export function isPickle(file: Uint8Array): boolean {
  const isZip = file[0] === 0x50 && file[1] === 0x4b && file[2] === 3 && file[3] === 4;
  return isZip || (file[0] === 0x80 && file[1] >= 2 && file[1] <= 5);
}
