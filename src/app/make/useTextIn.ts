import { type RefObject, useState } from 'react';
import type { DropItem } from 'react-aria-components';
import { useFirstStrings } from '../../i18n/first';
import { UserError } from '../../model/user-error';
import { clean } from '../../text/clean';
import { DocumentReader } from '../../text/documents/client';
import { AS_READ, type Choice, type ReadDocument, take } from '../../text/documents/document';
import { fromFont } from '../../text/font-encoded';
import { ImportError, MAX_TEXT_CHARACTERS } from '../../text/import';
import { loadSample, SAMPLES } from '../../text/samples';
import type { useDocuments } from './useDocuments';

/** Nobody types so much between two changes. */
const PASTED_CHARACTERS = 40;

/** A document that was opened in this page, as it was taken; `id` is that of its text. */
export interface Opened {
  id: string;
  document: ReadDocument;
  choice: Choice;
}

/**
 * The ways by which text comes in: typing, files, what is dropped, samples. Files become texts of their own; words that
 * are dropped beside the field of the open text, or pasted there, come in where its caret is.
 */
export function useTextIn(
  { drafts, open, edit, add }: Pick<ReturnType<typeof useDocuments>, 'drafts' | 'open' | 'edit' | 'add'>,
  field: RefObject<HTMLTextAreaElement | null>,
) {
  const titles = useFirstStrings().samples;
  /** Errors of what was not taken. */
  const [refusals, setRefusals] = useState<unknown[]>([]);
  const [isTooLong, setIsTooLong] = useState(false);
  const [opened, setOpened] = useState<readonly Opened[]>([]);
  /** Name of the file that is being read. */
  const [reading, setReading] = useState<string>();

  const openFiles = async (files: Iterable<File>) => {
    const refused: unknown[] = [];
    // Its memory is given back when all are read.
    const reader = new DocumentReader();
    for (const file of files) {
      setReading(file.name);
      try {
        const { documents, refused: inside } = await reader.open(file);
        const added = documents.map(
          (document): Opened => ({
            id: add(document.name, document.text),
            document,
            choice: AS_READ,
          }),
        );
        setOpened((before) => [...before, ...added.filter(({ document }) => isToBeTold(document))]);
        refused.push(...inside.map(({ domain, reason, details }) => new UserError(domain, reason, details)));
      } catch (error) {
        refused.push(error);
      }
    }
    reader.close();
    setReading(undefined);
    setRefusals(refused);
  };

  const choose = ({ id, document }: Opened, choice: Choice) => {
    setOpened((before) => before.map((one) => (one.id === id ? { ...one, choice } : one)));
    edit(id, { text: take(document, choice).text });
  };

  const drop = async (dropped: Promise<File[]>, items: DropItem[]) => {
    try {
      const files = await dropped;
      const folder = items.find((item) => item.kind === 'directory');
      if (files.length > 0) await openFiles(files.sort(byPath));
      else if (folder) throw new ImportError('no-files', folder.name);
      else for (const item of items) if (item.kind === 'text') await insert(item);
    } catch (error) {
      setRefusals([error]);
    }
  };
  const insert = async (item: Extract<DropItem, { kind: 'text' }>) => {
    const type = ['text/plain', 'text/uri-list'].find((one) => item.types.has(one));
    if (!type) return;
    const words = await item.getText(type);
    const { current } = field;
    if (!current) return;
    current.focus();
    // What is selected stays, and unlike a new value of the field, this can be undone.
    current.setSelectionRange(current.selectionEnd, current.selectionEnd);
    document.execCommand('insertText', false, words);
  };

  const type = (text: string) => {
    const tooLong = text.length > MAX_TEXT_CHARACTERS;
    if (!tooLong) {
      edit(open.id, { text });
      // What was typed is not to be written over by a choice about the file.
      setOpened((before) => before.filter(({ id }) => id !== open.id));
      if (text.length - open.text.length >= PASTED_CHARACTERS) tellFont(text);
    }
    setIsTooLong(tooLong);
    setRefusals([]);
  };

  /** A paste may bring Malayalam of a font of its own, as a file may. */
  const tellFont = (text: string) => {
    const converted = fromFont(text);
    if (converted === undefined) return;
    const { id, name } = open;
    const document = { name, text, all: text, leftOut: [], repairs: [], converted: clean(converted) };
    setOpened((before) => [...before, { id, document, choice: AS_READ }]);
  };

  const addSample = async (id: string) => {
    try {
      const sample = SAMPLES.find((one) => one.id === id)!;
      add(titles[sample.id].title, await loadSample(sample));
      setRefusals([]);
    } catch (error) {
      setRefusals([error]);
    }
  };

  /** Those that are still as they were taken: another tab may have changed or closed one. */
  const untouched = opened.filter(
    ({ id, document, choice }) =>
      drafts.find((draft) => draft.id === id)?.text === take(document, choice).text,
  );
  const forget = () => setOpened([]);
  return {
    ...{ openFiles, drop, type, addSample, refusals, isTooLong, reading },
    ...{ opened: untouched, choose, forget },
  };
}

/** Whether there is anything about a document that a student should hear of, or decide. */
function isToBeTold({ leftOut, repairs, people, converted }: ReadDocument): boolean {
  return leftOut.length > 0 || repairs.length > 0 || people !== undefined || converted !== undefined;
}

/** Files of a folder come in any order, but a text is read in the order of its parts: 2.txt before 10.txt. */
function byPath(a: File, b: File): number {
  return a.webkitRelativePath.localeCompare(b.webkitRelativePath, undefined, { numeric: true });
}
