import { strToU8, type Zippable, zipSync } from 'fflate';
import { BASE_SHA256, type ModelConfig } from '../config';
import { sha256 } from '../sha256';
import { type BundledAdapter, MAX_BUNDLE_BYTES, readBundle, writeBundle } from './bundle';
import { ClassParts, isZip } from './class-parts';
import { Impossible, line, list, object, writeLine } from './facts';
import { FileRefused, type Refusal } from './refused';

/**
 * The texts and models of a class in one file, to be handed round: a zip. `class.json` says whose they are and holds the
 * sha256 of every part, `class.json.sha256` its own. Texts lie in `texts/` in two parts each, models in `models/`, each as
 * a `.swantham` file. A part that is damaged is left out and told; the rest is read.
 */
export interface ClassFile {
  /** What the teacher writes to those who get the file; may have several lines. */
  note: string;
  members: ClassMember[];
}

/** What one student gives: a text, a model, or both. */
export interface ClassMember {
  name: string;
  text?: ClassText;
  model?: BundledAdapter;
}

/** A text, split once and for all: nobody who gets the file may train on the part that is held out. */
export interface ClassText {
  learn: string;
  held: string;
}

/** A part that was not taken, and why. */
export interface RefusedPart {
  name: string;
  part: 'text' | 'model';
  reason: Refusal;
}

/** What was read of a class file. */
export interface ReadClassFile extends ClassFile {
  refused: RefusedPart[];
}

const FORMAT = 'swantham-class';
const VERSION = 1;
export const MAX_MEMBERS = 64;
/** In characters; a page. */
export const LONGEST_NOTE = 2000;
/** Of one part of a text. Five million characters of Malayalam, the most that the app takes, are as many. */
export const MAX_TEXT_BYTES = 15e6;
/** The largest LoRA adapter of the base has 5.5 MB; one that was trained whole has 75 and does not go round. */
export const MAX_MODEL_BYTES = 16e6;
const MAX_MANIFEST_BYTES = 128 * 1024;
const MANIFEST = 'class.json';
const MANIFEST_HASH = 'class.json.sha256';

/** Writes a class file; the same content gives the same bytes. Throws `FileRefused` if it is too much for a file. */
export async function writeClassFile(
  { note, members }: ClassFile,
  config: ModelConfig,
  base = BASE_SHA256,
): Promise<Uint8Array<ArrayBuffer>> {
  if (members.length > MAX_MEMBERS) throw new FileRefused('too-much');
  const parts = new Map<string, Uint8Array<ArrayBuffer>>();
  const add = async (path: string, bytes: Uint8Array<ArrayBuffer>, most: number): Promise<Part> => {
    if (bytes.byteLength > most) throw new FileRefused('too-much');
    parts.set(path, bytes);
    return { bytes: bytes.byteLength, sha256: await sha256(bytes) };
  };
  const told: ManifestMember[] = [];
  for (const [i, { name, text, model }] of members.entries()) {
    told.push({
      name: writeLine(name),
      ...(text && {
        text: {
          learn: await add(pathOf(i, 'learn'), encode(text.learn), MAX_TEXT_BYTES),
          held: await add(pathOf(i, 'held'), encode(text.held), MAX_TEXT_BYTES),
        },
      }),
      ...(model && {
        model: await add(
          pathOf(i, 'model'),
          await writeBundle({ adapters: [model], texts: [] }, config, base),
          MAX_MODEL_BYTES,
        ),
      }),
    });
  }
  const size = [...parts.values()].reduce((sum, { byteLength }) => sum + byteLength, 0);
  if (size + MAX_MANIFEST_BYTES > MAX_BUNDLE_BYTES) throw new FileRefused('too-much');
  const manifest = encode(
    JSON.stringify({ format: FORMAT, version: VERSION, note: writeNote(note), members: told }),
  );
  const hash = encode(`${await sha256(manifest)}  ${MANIFEST}\n`);
  // No clock goes into the file. Weights do not get smaller.
  const entries: Zippable = {};
  for (const [path, bytes] of [[MANIFEST, manifest], [MANIFEST_HASH, hash], ...parts] as const)
    entries[path] = [bytes, { level: path.startsWith('models/') ? 0 : 6, mtime: new Date(1980, 0, 1) }];
  return zipSync(entries) as Uint8Array<ArrayBuffer>;
}

/** Whether a file is a zip that has the list of a class file. A zip of documents has none. */
export function isClassFile(file: Uint8Array): boolean {
  try {
    return isZip(file) && new ClassParts(file).has(MANIFEST, MANIFEST_HASH);
  } catch (error) {
    if (error instanceof FileRefused) return false;
    throw error;
  }
}

/**
 * Reads a class file that may come from anyone. A part that does not fit its hash, or its model the base, is `refused`.
 *
 * @throws FileRefused where the list of its parts is not right, or it is no class file
 */
export async function readClassFile(
  file: Uint8Array,
  config: ModelConfig,
  base = BASE_SHA256,
): Promise<ReadClassFile> {
  if (file.byteLength > MAX_BUNDLE_BYTES) throw new FileRefused('too-large');
  const parts = new ClassParts(file);
  if (!parts.has(MANIFEST, MANIFEST_HASH)) throw new FileRefused('not-ours');
  const written = parts.read(MANIFEST, MAX_MANIFEST_BYTES);
  const hash = parts.read(MANIFEST_HASH, 256);
  if (!written || !hash || decode(hash) !== `${await sha256(written)}  ${MANIFEST}\n`)
    throw new FileRefused('damaged');
  const { note, members: told } = readManifest(written);
  const total = told.flatMap(partsOf).reduce((sum, { bytes }) => sum + bytes, 0);
  if (total > MAX_BUNDLE_BYTES) throw new FileRefused('too-large');

  const take = async (path: string, { bytes, sha256: hash }: Part) => {
    const part = parts.read(path, bytes);
    if (part?.byteLength !== bytes || (await sha256(part)) !== hash) throw new FileRefused('damaged');
    return part;
  };
  const read: ReadClassFile = { note, members: [], refused: [] };
  for (const [i, { name, text, model }] of told.entries()) {
    const member: ClassMember = { name };
    const attempt = async (part: RefusedPart['part'], work: () => Promise<void>) => {
      try {
        await work();
      } catch (error) {
        if (!(error instanceof FileRefused)) throw error;
        read.refused.push({ name, part, reason: error.reason });
      }
    };
    if (text)
      await attempt('text', async () => {
        const [learn, held] = [
          await take(pathOf(i, 'learn'), text.learn),
          await take(pathOf(i, 'held'), text.held),
        ];
        member.text = { learn: decodeStrictly(learn), held: decodeStrictly(held) };
      });
    if (model)
      await attempt('model', async () => {
        const { adapters, texts } = await readBundle(await take(pathOf(i, 'model'), model), config, base);
        if (adapters.length !== 1 || texts.length > 0) throw new FileRefused('damaged');
        member.model = adapters[0];
      });
    if (member.text || member.model) read.members.push(member);
  }
  return read;
}

/** A note as it is kept and shown: without what turns the direction of writing, and not too long. */
export function writeNote(note: string): string {
  const lines = note.replace(/\r\n?/g, '\n');
  const plain = lines.replace(/(?!\n)[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\u202A-\u202E\u2066-\u2069]/gu, ' ');
  return [...plain].slice(0, LONGEST_NOTE).join('').trim();
}

/** How large a part is, and its sha256 in hexadecimal. */
interface Part {
  bytes: number;
  sha256: string;
}

interface ManifestMember {
  name: string;
  text?: { learn: Part; held: Part };
  model?: Part;
}

const partsOf = ({ text, model }: ManifestMember): Part[] =>
  [text?.learn, text?.held, model].flatMap((part) => part ?? []);

const pathOf = (member: number, part: 'learn' | 'held' | 'model') =>
  part === 'model' ? `models/${member + 1}.swantham` : `texts/${member + 1}-${part}.txt`;

function readManifest(written: Uint8Array): Pick<ClassFile, 'note'> & { members: ManifestMember[] } {
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

const encode = (text: string) => strToU8(text) as Uint8Array<ArrayBuffer>;
const decode = (bytes: Uint8Array) => new TextDecoder().decode(bytes);

function decodeStrictly(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw new FileRefused('damaged');
  }
}
