import { type RefObject, useState } from 'react';
import type { DropItem } from 'react-aria-components';
import { useStrings } from '../../i18n/react';
import { ImportError, MAX_FILE_BYTES, openTextFile } from '../../text/import';
import { loadSample, SAMPLES } from '../../text/samples';
import type { useDocuments } from './useDocuments';

/**
 * The ways by which text comes in: typing, files, what is dropped, samples. Files become texts of their own; words that
 * are dropped beside the field of the open text, or pasted there, come in where its caret is.
 */
export function useTextIn(
  { edit, add }: Pick<ReturnType<typeof useDocuments>, 'edit' | 'add'>,
  field: RefObject<HTMLTextAreaElement | null>,
) {
  const titles = useStrings().samples;
  /** Errors of what was not taken. */
  const [refusals, setRefusals] = useState<unknown[]>([]);
  const [isTooLong, setIsTooLong] = useState(false);

  const openFiles = async (files: Iterable<File>) => {
    const refused: unknown[] = [];
    for (const file of files) {
      try {
        const { name, text } = await openTextFile(file);
        add(name, text);
      } catch (error) {
        refused.push(error);
      }
    }
    setRefusals(refused);
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
    const tooLong = text.length > MAX_FILE_BYTES;
    if (!tooLong) edit(text);
    setIsTooLong(tooLong);
    setRefusals([]);
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

  return { openFiles, drop, type, addSample, refusals, isTooLong };
}

/** Files of a folder come in any order, but a text is read in the order of its parts: 2.txt before 10.txt. */
function byPath(a: File, b: File): number {
  return a.webkitRelativePath.localeCompare(b.webkitRelativePath, undefined, { numeric: true });
}
