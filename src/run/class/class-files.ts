import { BASE_CONFIG } from '../../model/config';
import { MAX_BUNDLE_BYTES, readBundle } from '../../model/exchange/bundle';
import {
  type ClassMember,
  isClassFile,
  type RefusedPart,
  readClassFile,
  writeClassFile,
} from '../../model/exchange/class-file';
import { FileRefused, refuseStandIn } from '../../model/exchange/refused';
import { readFile } from '../../model/files';
import { UserError } from '../../model/user-error';
import type { CollectedMember } from '../../store';
import type { TextClient } from '../../text/client';
import { DocumentReader } from '../../text/documents/client';
import { ACCEPTED_FILES, refuseUnread } from '../../text/import';
import { splitText } from './members';

/** For a file chooser. */
export const ACCEPTED_FOR_CLASS = ['.swantham-class', '.swantham', ...ACCEPTED_FILES];

/** What files hold for a collection, checked and not yet kept. */
export interface ComingFiles {
  /** The notes of class files, in order. */
  notes: string[];
  members: ComingMember[];
  /** Parts of files that were not taken; the rest of their files was. */
  refused: RefusedMember[];
  /** Why whole files were not taken. */
  errors: UserError[];
}

export interface ComingMember extends ClassMember {
  /** The text lay in a file of models: its owner has saved it, and has not said that a class may have it. */
  isTextAsked?: boolean;
}

/** As `RefusedPart`; a model that was trained whole is `too-large`. */
export type RefusedMember = RefusedPart;

/**
 * Reads files that may come from anyone: class files, `.swantham` files, each of one student, and texts of any kind. One
 * that is not taken spoils no other. Rejects only where the workers do.
 */
export async function openForClass(
  files: readonly File[],
  text: Pick<TextClient, 'prepare' | 'decode' | 'encodeWithoutSecrets'>,
): Promise<ComingFiles> {
  const coming: ComingFiles = { notes: [], members: [], refused: [], errors: [] };
  const reader = new DocumentReader();
  try {
    for (const file of files) {
      try {
        await openOne(file);
      } catch (error) {
        if (!(error instanceof UserError)) throw error;
        coming.errors.push(error instanceof FileRefused ? error.in(file.name) : error);
      }
    }
  } finally {
    reader.close();
  }
  return coming;

  async function openOne(file: File): Promise<void> {
    if (file.size > MAX_BUNDLE_BYTES) throw new FileRefused('too-large');
    const bytes = await readFile(file);
    if (/\.swantham-class$/i.test(file.name) || isClassFile(bytes)) {
      refuseStandIn(file.name, bytes);
      const { note, members, refused } = await readClassFile(bytes, BASE_CONFIG);
      if (note !== '') coming.notes.push(note);
      coming.members.push(...members);
      coming.refused.push(...refused);
    } else if (/\.swantham$/i.test(file.name)) await openModels(file, bytes);
    else {
      refuseUnread(file.name, file.size);
      const { documents, refused } = await reader.read(file.name, bytes);
      coming.errors.push(
        ...refused.map(({ domain, reason, details }) => new UserError(domain, reason, details)),
      );
      for (const document of documents) {
        const split = await splitText(text, [document]);
        if (split) coming.members.push({ name: nameIn(document.name), text: split });
      }
    }
  }

  /** One student's: the newest model, and all texts from which models learn. */
  async function openModels(file: File, bytes: Uint8Array<ArrayBuffer>): Promise<void> {
    refuseStandIn(file.name, bytes);
    const { adapters, texts } = await readBundle(bytes, BASE_CONFIG);
    const name = nameIn(file.name);
    const [newest] = [...adapters].sort((a, b) => b.createdAt - a.createdAt);
    const isTooLarge = newest?.weights.method === 'full';
    if (isTooLarge) coming.refused.push({ name, part: 'model', reason: 'too-large' });
    const split = await splitText(
      text,
      texts.filter(({ isUnused }) => !isUnused),
    );
    if (!split && (!newest || isTooLarge)) return;
    coming.members.push({
      name,
      ...(split && { text: split, isTextAsked: true }),
      ...(newest && !isTooLarge && { model: { ...newest, name } }),
    });
  }
}

/** The name of a file without its ending, and without what browsers add to the second one of a name. */
const nameIn = (file: string) =>
  file
    .replace(/\.[^.]{1,15}$/, '')
    .replace(/ \(\d+\)$/, '')
    .trim() || file;

/** The collection as one file. Models bear the names of their owners. Throws `FileRefused` if it is too much. */
export function classFileOf(
  members: readonly CollectedMember[],
  note: string,
): Promise<Uint8Array<ArrayBuffer>> {
  return writeClassFile(
    {
      note,
      members: members.map(({ name, text, model }) => ({
        name,
        ...(text && { text }),
        ...(model && { model: { ...model, name } }),
      })),
    },
    BASE_CONFIG,
  );
}
