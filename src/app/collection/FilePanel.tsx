import { useEffect, useRef, useState } from 'react';
import { Button, Label, Text, TextArea, TextField } from 'react-aria-components';
import { useCollectionStrings } from '../../i18n/collection';
import { LONGEST_NOTE } from '../../model/exchange/class-manifest';
import { classFileOf } from '../../run/class/class-files';
import { download, fileName } from '../../run/exchange';
import type { CollectionStore } from '../../store';
import { Alarm } from '../shell/Alarm';
import styles from './collection.module.css';
import type { CollectedParts } from './useCollection';

/** A pause in typing this long keeps the note, in milliseconds. */
const PAUSE_MS = 400;

/** The teacher's note, and the button that saves everything as one file. */
export function FilePanel({ collections, parts }: { collections: CollectionStore; parts: CollectedParts }) {
  const words = useCollectionStrings().file;
  const { members } = parts;
  const { note, type, failure } = useNote(collections, parts.note);
  const [saved, setSaved] = useState<{ name: string; bytes: number }>();
  const [refusal, setRefusal] = useState<unknown>();
  const save = async () => {
    setSaved(undefined);
    try {
      const bytes = await classFileOf(members, note);
      const name = fileName(words.fileName, '.swantham-class');
      download(name, bytes);
      setSaved({ name, bytes: bytes.byteLength });
      setRefusal(undefined);
    } catch (error) {
      setRefusal(error);
    }
  };
  const texts = members.filter(({ text }) => text).length;
  const models = members.filter(({ model }) => model).length;
  return (
    <section className="card stack" aria-label={words.heading}>
      <h2>{words.heading}</h2>
      <TextField value={note} onChange={type} maxLength={LONGEST_NOTE}>
        <Label>{words.note}</Label>
        <TextArea
          className={`react-aria-TextArea ${styles.field}`}
          dir="auto"
          rows={3}
          placeholder={words.notePlaceholder}
        />
        <Text slot="description" className="small muted">
          {words.noteAbout}
        </Text>
      </TextField>
      <div className="row">
        <Button className="react-aria-Button primary" isDisabled={members.length === 0} onPress={save}>
          {words.save}
        </Button>
        <p className={`small muted ${styles.beside}`}>
          {members.length === 0 ? words.nothing : words.about(texts, models)}
        </p>
      </div>
      <div role="status">
        {saved && (
          <p className="notice small" data-tone="mine">
            {words.saved(saved.name, saved.bytes)}
          </p>
        )}
      </div>
      <Alarm error={refusal ?? failure} />
    </section>
  );
}

/** The note as it is typed, kept at every pause and when the screen is left. */
function useNote(collections: CollectionStore, kept: CollectedParts['note']) {
  const [typed, setTyped] = useState<string>();
  const [failure, setFailure] = useState<unknown>();
  const unsaved = useRef<() => void>(undefined);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(
    () => () => {
      clearTimeout(timer.current);
      unsaved.current?.();
    },
    [],
  );
  const id = useRef(kept?.id ?? crypto.randomUUID());
  const type = (note: string) => {
    setTyped(note);
    unsaved.current = () => {
      unsaved.current = undefined;
      collections
        .change([{ kind: 'note', id: kept?.id ?? id.current, note }])
        .then(() => setFailure(undefined), setFailure);
    };
    clearTimeout(timer.current);
    timer.current = setTimeout(() => unsaved.current?.(), PAUSE_MS);
  };
  return { note: typed ?? kept?.note ?? '', type, failure };
}
