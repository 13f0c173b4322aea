import type { ReactNode } from 'react';
import { Button, DropZone, FileTrigger, Label, ProgressBar } from 'react-aria-components';
import { ACCEPTED_FILES } from '../../run/exchange';
import { Alarm } from '../shell/Alarm';
import { plural } from '../shell/format';
import styles from './library.module.css';
import { type BringIn, useBringIn } from './useImport';

/** Models come in from files: chosen by the button, or dropped anywhere on the panel. `children` stand beside the button. */
export function BringInPanel({ isReady, children }: { isReady: boolean; children: ReactNode }) {
  const { state, bringIn } = useBringIn();
  const busy = state.status === 'reading' || state.status === 'measuring';
  return (
    <DropZone
      className={`card ${styles.drop}`}
      aria-label="Drop a file of models here"
      isDisabled={busy || !isReady}
      getDropOperation={() => 'copy'}
      onDrop={async ({ items }) => {
        const files = items.filter((item) => item.kind === 'file');
        bringIn(await Promise.all(files.map((item) => item.getFile())));
      }}
    >
      <div className="row">
        <FileTrigger
          allowsMultiple
          acceptedFileTypes={ACCEPTED_FILES}
          onSelect={(files) => files && bringIn([...files])}
        >
          <Button isDisabled={busy || !isReady}>
            {isReady ? 'Bring in' : 'Waiting for the base model …'}
          </Button>
        </FileTrigger>
        {children}
      </div>
      <p className="small muted">
        Bring in a .swantham file from another laptop, or the two files of a PEFT folder: choose them, or drop
        them here. They are checked first, and nothing leaves this laptop.
      </p>
      <Progress state={state} />
    </DropZone>
  );
}

function Progress({ state }: { state: BringIn }) {
  switch (state.status) {
    case 'idle':
      return null;
    case 'failed':
      return (
        <Alarm error={state.error}>
          {state.error
            ? undefined
            : 'This model could not be measured, so it was not kept: reload the page and try again.'}
        </Alarm>
      );
    case 'done':
      return (
        <p className="notice small" data-tone="mine" role="status">
          {state.names.length > 0 &&
            `${plural(state.names.length, 'model')} brought in. Read below what we found before you use ${state.names.length === 1 ? 'it' : 'them'}. `}
          {state.texts > 0 && `${plural(state.texts, 'text')} brought in, to be found under Make.`}
        </p>
      );
    case 'reading':
      return (
        <p className="small" role="status">
          Checking the file …
        </p>
      );
    case 'measuring':
      return (
        <ProgressBar value={100 * state.share}>
          {({ percentage }) => (
            <>
              <Label>
                Trying out <span dir="auto">{state.name}</span>
                {state.count > 1 && ` (${state.number} of ${state.count})`}
              </Label>
              <div className="track">
                <div className="fill" style={{ width: `${percentage ?? 0}%` }} />
              </div>
            </>
          )}
        </ProgressBar>
      );
  }
}
