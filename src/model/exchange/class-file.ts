import { strToU8, type Zippable, zipSync } from 'fflate';
import { BASE_SHA256, type ModelConfig } from '../config';
import { sha256 } from '../sha256';
import { type BundledAdapter, MAX_BUNDLE_BYTES, readBundle, writeBundle } from './bundle';
import {
  MAX_MANIFEST_BYTES,
  MAX_MEMBERS,
  MAX_MODEL_BYTES,
  MAX_TEXT_BYTES,
  type ManifestMember,
  type Part,
  partsOf,
  readManifest,
  writeManifest,
} from './class-manifest';
import { ClassParts, isZip } from './class-parts';
import { writeLine } from './facts';
import { decodeStrictly, FileRefused, type Refusal } from './refused';

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
  const manifest = encode(writeManifest({ note, members: told }));
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

const pathOf = (member: number, part: 'learn' | 'held' | 'model') =>
  part === 'model' ? `models/${member + 1}.swantham` : `texts/${member + 1}-${part}.txt`;

const encode = (text: string) => strToU8(text) as Uint8Array<ArrayBuffer>;
const decode = (bytes: Uint8Array) => new TextDecoder().decode(bytes);
