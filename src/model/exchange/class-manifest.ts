import { Impossible, line, list, object } from './facts';
import { decodeStrictly, FileRefused } from './refused';

const FORMAT = 'swantham-class';
const VERSION = 1;
export const MAX_MEMBERS = 64;
/** In characters; a page. */
export const LONGEST_NOTE = 2000;
/** What a field takes for the name of a member; in files longer ones are read too. */
export const LONGEST_MEMBER_NAME = 40;
/** Of one part of a text. Five million characters of Malayalam, the most that the app takes, are as many. */
export const MAX_TEXT_BYTES = 15e6;
/** The largest LoRA adapter of the base has 5.5 MB; one that was trained whole has 75 and does not go round. */
export const MAX_MODEL_BYTES = 16e6;
export const MAX_MANIFEST_BYTES = 128 * 1024;

/** How large a part is, and its sha256 in hexadecimal. */
export interface Part {
  bytes: number;
  sha256: string;
}

/** What the list of a class file says of a member. */
export interface ManifestMember {
  name: string;
  text?: { learn: Part; held: Part };
  model?: Part;
}

/** The list of a class file. */
export interface Manifest {
  note: string;
  members: ManifestMember[];
}

/** All parts of a member. */
export const partsOf = ({ text, model }: ManifestMember): Part[] =>
  [text?.learn, text?.held, model].flatMap((part) => part ?? []);

/** The list as it is written. */
export const writeManifest = ({ note, members }: Manifest): string =>
  JSON.stringify({ format: FORMAT, version: VERSION, note: writeNote(note), members });

/** @throws FileRefused `not-ours`, `newer`, or `damaged` where something in it is not possible */
export function readManifest(written: Uint8Array): Manifest {
  try {
    const { format, version, note, members } = object(JSON.parse(decodeStrictly(written)));
    if (format !== FORMAT) throw new FileRefused('not-ours');
    if (version !== VERSION) throw new FileRefused('newer');
    if (typeof note !== 'string' || note !== writeNote(note)) throw new Impossible();
    return {
      note,
      members: list(members, MAX_MEMBERS).map((json) => {
        const { name, text, model } = object(json);
        return {
          name: line(name),
          ...(text !== undefined && {
            text: {
              learn: readPart(object(text).learn, MAX_TEXT_BYTES),
              held: readPart(object(text).held, MAX_TEXT_BYTES),
            },
          }),
          ...(model !== undefined && { model: readPart(model, MAX_MODEL_BYTES) }),
        };
      }),
    };
  } catch (error) {
    if (error instanceof Impossible || error instanceof SyntaxError) throw new FileRefused('damaged');
    throw error;
  }
}

function readPart(json: unknown, most: number): Part {
  const { bytes, sha256 } = object(json);
  if (!Number.isSafeInteger(bytes) || (bytes as number) < 0 || (bytes as number) > most)
    throw new Impossible();
  return { bytes: bytes as number, sha256: line(sha256) };
}

/** A note as it is kept and shown: without what turns the direction of writing, and not too long. */
export function writeNote(note: string): string {
  const lines = note.replace(/\r\n?/g, '\n');
  const plain = lines.replace(/(?!\n)[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\u202A-\u202E\u2066-\u2069]/gu, ' ');
  return [...plain].slice(0, LONGEST_NOTE).join('').trim();
}
