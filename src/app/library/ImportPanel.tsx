import type { ReactNode } from 'react';
import { Button, FileTrigger } from 'react-aria-components';
import { Rich, useStrings } from '../../i18n/react';
import { ACCEPTED_FILES } from '../../run/exchange';
import { TermButton } from '../glossary/TermButton';
import { Alarm } from '../shell/Alarm';
import { DropPanel } from '../shell/DropPanel';
import { Progress } from '../shell/Progress';
import styles from './library.module.css';
import { type Import, useImport } from './useImport';

/** Models come in from files: chosen by the button, or dropped anywhere on the panel. `children` are beside the button. */
export function ImportPanel({ isReady, children }: { isReady: boolean; children: ReactNode }) {
  const t = useStrings();
  const words = t.library.import;
  const { state, importFiles } = useImport();
  const busy = state.status === 'reading' || state.status === 'measuring';
  return (
    <DropPanel
      className={`card ${styles.drop}`}
      label={words.drop}
      isDisabled={busy || !isReady}
      onDrop={importFiles}
    >
      <div className="row">
        <FileTrigger
          allowsMultiple
          acceptedFileTypes={ACCEPTED_FILES}
          onSelect={(files) => files && importFiles([...files])}
        >
          <Button isDisabled={busy || !isReady}>{isReady ? words.button : t.shell.waitingForBase}</Button>
        </FileTrigger>
        {isReady && (
          <FileTrigger acceptDirectory onSelect={(files) => files && importFiles([...files])}>
            <Button className="react-aria-Button quiet" isDisabled={busy}>
              {words.folder}
            </Button>
          </FileTrigger>
        )}
        {children}
      </div>
      <p className="small muted">
        {words.about}
        <TermButton term="peft" />
      </p>
      <ImportNews state={state} />
    </DropPanel>
  );
}

function ImportNews({ state }: { state: Import }) {
  const words = useStrings().library.import;
  switch (state.status) {
    case 'idle':
      return null;
    case 'failed':
      return state.error === undefined ? <Alarm>{words.failed}</Alarm> : <Alarm error={state.error} />;
    case 'done':
      return (
        <div className="notice small" data-tone="mine" role="status">
          {state.models > 0 && <p>{words.models(state.models)}</p>}
          {state.texts > 0 && <p>{words.texts(state.texts)}</p>}
        </div>
      );
    case 'reading':
      return (
        <p className="small" role="status">
          {words.reading}
        </p>
      );
    case 'measuring': {
      const { name, number, count, share } = state;
      return (
        <Progress share={share} isLabelShown>
          <Rich
            text={count > 1 ? words.measuringOne(name, number, count) : words.measuring(name)}
            name={(inner: string) => <bdi>{inner}</bdi>}
          />
        </Progress>
      );
    }
  }
}
