import type { Peer } from '../experiments/experiment';
import { en } from '../i18n/en';
import { errorWords } from '../i18n/words';
import { UserError } from '../model/user-error';
import { type EngineStorage, Engines } from '../run/engines';
import type { Services } from '../run/services';
import { DocumentReader } from '../text/documents/client';
import type { ReadDocument, Reading } from '../text/documents/document';
import { ImportError } from '../text/import';
import type { TextDocument } from '../text/prepared';
import { NOTHING_KNOWN, type Preference } from '../train/choice';
import type { MachineSpeed } from '../train/plan';

/** What the functions that command lines call have in common. */

declare global {
  interface Window {
    /** Where the command line listens for lines of progress, if it does. */
    swanthamProgress?: (line: string) => void;
    /** Where the command line keeps what an experiment has found so far, if it does. */
    swanthamKeep?: (json: string) => void;
    /** Another program that suggests words, where the command line can ask one. */
    swanthamPeer?: Peer;
  }
}

/** A file as it comes from a command line. */
export interface DriveFile {
  name: string;
  base64: string;
}

/** Input that cannot be used; the message is one sentence for people. */
export interface Refused {
  kind: 'refused';
  message: string;
}

/** An error as the sentence about it. */
export function refused(error: unknown): Refused {
  return { kind: 'refused', message: errorWords(en, error) };
}

/** Tells the command line a line of progress, if it listens. */
export function tell(line: string): void {
  window.swanthamProgress?.(line);
}

/** Reads files as the page does; each rejects by itself, with a `UserError`. */
export async function readFiles(files: readonly DriveFile[]): Promise<PromiseSettledResult<Reading>[]> {
  const reader = new DocumentReader();
  const readings: PromiseSettledResult<Reading>[] = [];
  for (const { name, base64 } of files)
    readings.push(...(await Promise.allSettled([reader.read(name, fromBase64(base64))])));
  reader.close();
  return readings;
}

/** Opens texts as the page takes them unless it is told otherwise; rejects with a `UserError` about the first that it refuses. */
export async function openTexts(files: readonly DriveFile[]): Promise<TextDocument[]> {
  const documents: ReadDocument[] = [];
  for (const reading of await readFiles(files)) {
    if (reading.status === 'rejected') throw reading.reason;
    const [refused] = reading.value.refused;
    if (refused) throw new UserError(refused.domain, refused.reason, refused.details);
    documents.push(...reading.value.documents);
  }
  return documents.map(({ name, text, people }) => {
    if (people) throw new ImportError('chat', name);
    return { name, text };
  });
}

/** Examines the machine, and refuses it if it cannot train as it was asked. */
export async function openEngines(
  services: Services,
  preference: Preference,
): Promise<Refused | { kind: 'open'; engines: Engines; speed: MachineSpeed }> {
  const engines = new Engines(services, forgetful(preference));
  const { choice, speed } = await engines.known();
  const refused = (otherwise: string): Refused => ({
    kind: 'refused',
    message: choice.failure ? en.training.failure(choice.failure) : otherwise,
  });
  if (!choice.engine || !speed) return refused('This machine cannot train.');
  if (preference === 'webgpu' && choice.engine !== 'webgpu') return refused('This browser offers no WebGPU.');
  return { kind: 'open', engines, speed };
}

/** A command line knows nothing of the machine but what it was told. */
function forgetful(preference: Preference): EngineStorage {
  return { read: async () => ({ ...NOTHING_KNOWN, preference }), write: async () => {} };
}

export function fromBase64(base64: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
}

/** The browser's own encoder: a string built byte by byte would not hold a whole model. */
export async function toBase64(bytes: Uint8Array): Promise<string> {
  const url = await new Promise<string>((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(reader.result as string);
    reader.onerror = () => reject(reader.error);
    reader.readAsDataURL(new Blob([bytes as Uint8Array<ArrayBuffer>]));
  });
  return url.slice(url.indexOf(',') + 1);
}
