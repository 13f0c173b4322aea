import { type ReactNode, useRef, useState } from 'react';
import { Button, FileTrigger } from 'react-aria-components';
import { useFirstStrings } from '../../i18n/first';
import { errorWords } from '../../i18n/words';
import { ACCEPTED_FILES, MAX_TEXT_CHARACTERS } from '../../text/import';
import { Alarm } from '../shell/Alarm';
import { Arriving } from '../shell/Arriving';
import { DamagedNotice } from '../shell/DamagedNotice';
import { DropPanel } from '../shell/DropPanel';
import { lazily } from '../shell/lazily';
import { Opener } from '../shell/Opener';
import { ToggleSwitch } from '../shell/ToggleSwitch';
import { Editor, MOST_EDITABLE } from './Editor';
import styles from './make.module.css';
import { OpenedPanel } from './OpenedPanel';
import type { useDocuments } from './useDocuments';
import { useTextIn } from './useTextIn';

const SampleMenu = lazily(async () => (await import('./SampleMenu')).SampleMenu);
const StartBoxes = lazily(async () => (await import('./StartBoxes')).StartBoxes);

/** When more files than this are refused, one sentence says it of all of them. */
const MOST_REFUSALS = 5;

/** Where the text comes from: typing, pasting, files, or a sample. `children` are what was found in it. */
export function TextPanel(props: { documents: ReturnType<typeof useDocuments>; children: ReactNode }) {
  const t = useFirstStrings();
  const words = t.make.text;
  const { drafts, damaged, open, isReadOnly, setOpen, close, discard, edit } = props.documents;
  const { unreadable, failure } = props.documents;
  const field = useRef<HTMLTextAreaElement>(null);
  const samples = useRef<HTMLButtonElement>(null);
  /** Whoever has begun is not asked again how to begin, also with an empty page. */
  const [hasBegun, setHasBegun] = useState(false);
  const begins = drafts.some(({ text }) => text !== '');
  if (begins && !hasBegun) setHasBegun(true);
  const { openFiles, drop, type, addSample, refusals, isTooLong, reading, ...read } = useTextIn(
    props.documents,
    field,
  );
  const refused = new Set(refusals.map((error) => errorWords(t, error)));

  return (
    <DropPanel className={styles.text} label={words.drop} onDrop={drop}>
      <div className="row spread">
        <h2>{words.heading}</h2>
        <div className="row">
          <Opener opens="menu" label={words.sample} triggerRef={samples}>
            {(opened) => <SampleMenu opened={opened} onChoose={addSample} />}
          </Opener>
          <FileTrigger
            allowsMultiple
            acceptedFileTypes={ACCEPTED_FILES}
            onSelect={(files) => files && openFiles(files)}
          >
            <Button>{words.open}</Button>
          </FileTrigger>
        </div>
      </div>
      {/* A page that nothing is learned from must have its switch, though it is the only one. */}
      {(drafts.length > 1 || drafts[0].isUnused) && (
        <ul className={styles.tabs} aria-label={words.list}>
          {drafts.map(({ id, name, isUnused = false }) => (
            <li key={id} data-open={id === open.id} data-unused={isUnused}>
              <ToggleSwitch
                label={words.use(name)}
                isSelected={!isUnused}
                onChange={(isUsed) => edit(id, { isUnused: !isUsed })}
              />
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
      <DamagedNotice of="texts" damaged={damaged} onDelete={discard} />
      <Alarm error={unreadable} />
      <Alarm>{failure !== undefined ? words.notSaved(errorWords(t, failure)) : undefined}</Alarm>
      <Alarm>{isTooLong ? words.tooLong(MAX_TEXT_CHARACTERS) : undefined}</Alarm>
      {refusals.length > MOST_REFUSALS ? (
        <Alarm>{words.leftOut(refusals.length)}</Alarm>
      ) : (
        [...refused].map((sentence) => <Alarm key={sentence}>{sentence}</Alarm>)
      )}
      {reading !== undefined && (
        <p className="small muted" role="status">
          {words.reading(reading)}
        </p>
      )}
      <OpenedPanel opened={read.opened} onChoose={read.choose} onClose={read.forget} />
      <div className={styles.field}>
        <Editor name={open.name} text={open.text} isReadOnly={isReadOnly} onChange={type} field={field} />
        {!hasBegun && !isReadOnly && (
          <Arriving>
            <StartBoxes
              onOwn={() => {
                field.current?.focus();
                setHasBegun(true);
              }}
              onSample={() => {
                // When the menu closes, the focus comes back to its button: the box may be gone.
                samples.current?.focus();
                samples.current?.click();
              }}
            />
          </Arriving>
        )}
      </div>
      {open.text.length > MOST_EDITABLE && (
        <div className="row spread small">
          <span>{words.tooLongToEdit(open.text.length)}</span>
          {open.id === drafts[0].id && <Button onPress={() => type('')}>{words.empty}</Button>}
        </div>
      )}
      <p className="small muted">{words.autosaved}</p>
      {props.children}
    </DropPanel>
  );
}
