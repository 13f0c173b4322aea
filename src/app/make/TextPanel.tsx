import { type ReactNode, useState } from 'react';
import {
  Button,
  DropZone,
  FileTrigger,
  Label,
  Menu,
  MenuItem,
  MenuTrigger,
  Popover,
  TextArea,
  TextField,
} from 'react-aria-components';
import { useStrings } from '../../i18n/react';
import { errorWords } from '../../i18n/words';
import { ACCEPTED_FILES, importFile, MAX_FILE_BYTES } from '../../text/import';
import { loadSample, SAMPLES } from '../../text/samples';
import { Alarm } from '../shell/Alarm';
import styles from './make.module.css';
import type { useDocuments } from './useDocuments';

/** Where the text comes from: typing, pasting, files, or a sample. `children` are what was found in it. */
export function TextPanel(props: { documents: ReturnType<typeof useDocuments>; children: ReactNode }) {
  const t = useStrings();
  const words = t.make.text;
  const { drafts, open, setOpen, edit, add, close, failure } = props.documents;
  /** Errors of what was not taken. */
  const [refusals, setRefusals] = useState<unknown[]>([]);
  const [isTooLong, setIsTooLong] = useState(false);

  const addFiles = async (files: Iterable<File>) => {
    const refused: unknown[] = [];
    for (const file of files) {
      try {
        const { name, text } = importFile(file.name, new Uint8Array(await file.arrayBuffer()));
        add(name, text);
      } catch (error) {
        refused.push(error);
      }
    }
    setRefusals(refused);
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
      add(t.samples[sample.id].title, await loadSample(sample));
      setRefusals([]);
    } catch (error) {
      setRefusals([error]);
    }
  };

  return (
    <DropZone
      className={styles.text}
      aria-label={words.drop}
      onDrop={async ({ items }) => {
        const files = items.filter((item) => item.kind === 'file');
        await addFiles(await Promise.all(files.map((item) => item.getFile())));
        for (const item of items)
          if (item.kind === 'text' && item.types.has('text/plain'))
            add(words.dropped, await item.getText('text/plain'));
      }}
    >
      <div className="row spread">
        <h2>{words.heading}</h2>
        <div className="row">
          <MenuTrigger>
            <Button>{words.sample}</Button>
            <Popover>
              <Menu onAction={(id) => addSample(String(id))}>
                {SAMPLES.map(({ id }) => (
                  <MenuItem key={id} id={id} textValue={t.samples[id].title}>
                    <strong>{t.samples[id].title}</strong>
                    <br />
                    <span className="small muted">{t.samples[id].description}</span>
                  </MenuItem>
                ))}
              </Menu>
            </Popover>
          </MenuTrigger>
          <FileTrigger
            allowsMultiple
            acceptedFileTypes={ACCEPTED_FILES}
            onSelect={(files) => files && addFiles(files)}
          >
            <Button>{words.open}</Button>
          </FileTrigger>
        </div>
      </div>
      {drafts.length > 1 && (
        <ul className={styles.tabs} aria-label={words.list}>
          {drafts.map(({ id, name }) => (
            <li key={id} data-open={id === open.id}>
              <Button
                className="react-aria-Button quiet"
                onPress={() => setOpen(id)}
                aria-pressed={id === open.id}
                translate={id === drafts[0].id ? undefined : 'no'}
              >
                {name}
              </Button>
              {id !== drafts[0].id && (
                <Button
                  className="react-aria-Button quiet"
                  aria-label={words.remove(name)}
                  onPress={() => close(id)}
                >
                  ×
                </Button>
              )}
            </li>
          ))}
        </ul>
      )}
      <Alarm>{failure !== undefined ? words.notSaved(errorWords(t, failure)) : undefined}</Alarm>
      <Alarm>{isTooLong ? words.tooLong(MAX_FILE_BYTES) : undefined}</Alarm>
      {refusals.map((error) => (
        <Alarm key={errorWords(t, error)} error={error} />
      ))}
      <TextField className={styles.editor} value={open.text} onChange={type}>
        <Label className="visually-hidden">{open.name}</Label>
        <TextArea spellCheck={false} placeholder={words.placeholder} />
      </TextField>
      <p className="small muted">{words.autosaved}</p>
      {props.children}
    </DropZone>
  );
}
