import { useState } from 'react';
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
import { errorWords } from '../../i18n/errors';
import { useStrings } from '../../i18n/useStrings';
import { ACCEPTED_FILES, importFile, MAX_FILE_BYTES } from '../../text/import';
import { loadSample, SAMPLES } from '../../text/samples';
import { Alarm } from '../shell/Alarm';
import { count } from '../shell/format';
import styles from './make.module.css';
import type { useDocuments } from './useDocuments';

/** Where the text comes from: typing, pasting, files, or a sample. */
export function TextPanel({ documents }: { documents: ReturnType<typeof useDocuments> }) {
  const { drafts, open, setOpen, edit, add, close, failure } = documents;
  const [refusals, setRefusals] = useState<unknown[]>([]);
  const t = useStrings();

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
    setRefusals(
      tooLong
        ? [
            `That is more than ${count(MAX_FILE_BYTES)} characters; a few pages are enough, so paste a part of it.`,
          ]
        : [],
    );
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
      aria-label="Drop text files here"
      onDrop={async ({ items }) => {
        const files = items.filter((item) => item.kind === 'file');
        await addFiles(await Promise.all(files.map((item) => item.getFile())));
        for (const item of items)
          if (item.kind === 'text' && item.types.has('text/plain'))
            add('Dropped text', await item.getText('text/plain'));
      }}
    >
      <div className="row spread">
        <h2>1. Your text</h2>
        <div className="row">
          <MenuTrigger>
            <Button>Try with a sample</Button>
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
            <Button>Open files</Button>
          </FileTrigger>
        </div>
      </div>
      {drafts.length > 1 && (
        <ul className={styles.tabs} aria-label="Texts">
          {drafts.map(({ id, name }) => (
            <li key={id} data-open={id === open.id}>
              <Button
                className="react-aria-Button quiet"
                onPress={() => setOpen(id)}
                aria-pressed={id === open.id}
              >
                {name}
              </Button>
              {id !== drafts[0].id && (
                <Button
                  className="react-aria-Button quiet"
                  aria-label={`Take ${name} out`}
                  onPress={() => close(id)}
                >
                  ×
                </Button>
              )}
            </li>
          ))}
        </ul>
      )}
      <Alarm>
        {failure === undefined ? undefined : `This text is not kept yet: ${errorWords(t, failure)}`}
      </Alarm>
      {refusals
        .map((refusal) => (typeof refusal === 'string' ? refusal : errorWords(t, refusal)))
        .map((sentence) => (
          <Alarm key={sentence}>{sentence}</Alarm>
        ))}
      <TextField className={styles.editor} value={open.text} onChange={type}>
        <Label className="visually-hidden">{open.name}</Label>
        <TextArea
          spellCheck={false}
          placeholder="Write or paste here what you have written: a diary, notes, messages, stories, code. Or drop .txt, .md and code files. English, Malayalam, Manglish, all together if you like."
        />
      </TextField>
      <p className="small muted">Your texts are kept in this browser, in your profile, as you write.</p>
    </DropZone>
  );
}
