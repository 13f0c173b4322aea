import { useState } from 'react';
import {
  Button,
  Dialog,
  Heading,
  Menu,
  MenuItem,
  MenuTrigger,
  Modal,
  ModalOverlay,
  Popover,
} from 'react-aria-components';
import { errorWords } from '../../i18n/errors';
import { useStrings } from '../../i18n/useStrings';
import { bundleOf, download, fileName, pythonFiles } from '../../run/exchange';
import type { AdapterRecord } from '../../store';
import { Alarm } from '../shell/Alarm';
import { bytes } from '../shell/format';
import { useProfile } from '../shell/profile';

/** Saves one model outside the browser: as one file for another laptop, or as the files that Python opens. */
export function ExportMenu({ adapter }: { adapter: AdapterRecord }) {
  const { adapters } = useProfile();
  const [python, setPython] = useState<ReturnType<typeof pythonFiles>>();
  const t = useStrings();
  const [failure, setFailure] = useState<string>();
  const save = async (how: 'one' | 'python') => {
    try {
      setFailure(undefined);
      if (how === 'one') download(fileName(adapter.name, '.swantham'), await bundleOf(adapters, [adapter]));
      else setPython(pythonFiles(await adapters.weights(adapter.id)));
    } catch (error) {
      setFailure(errorWords(t, error));
    }
  };
  return (
    <>
      <MenuTrigger>
        <Button className="react-aria-Button quiet" aria-label={`Save ${adapter.name} to a file`}>
          Save to a file
        </Button>
        <Popover placement="bottom end">
          <Menu onAction={(how) => save(how as 'one' | 'python')}>
            <MenuItem id="one" textValue="One file">
              <strong>One file</strong>
              <br />
              <span className="small muted">
                For this app on another laptop. Your text is not in it
                {adapter.run?.cache && ', nor what the model remembers of it'}.
              </span>
            </MenuItem>
            <MenuItem id="python" textValue="For Python">
              <strong>For Python{adapter.method !== 'full' && ' (PEFT)'}</strong>
              <br />
              <span className="small muted">For programmers.</span>
            </MenuItem>
          </Menu>
        </Popover>
      </MenuTrigger>
      <Alarm>{failure}</Alarm>
      {python && <PythonFiles files={python} onClose={() => setPython(undefined)} />}
    </>
  );
}

/** One button a file: browsers ask before they let a page save several at once. */
function PythonFiles({ files, onClose }: { files: ReturnType<typeof pythonFiles>; onClose: () => void }) {
  const names = Object.keys(files);
  return (
    <ModalOverlay isDismissable isOpen onOpenChange={(isOpen) => !isOpen && onClose()}>
      <Modal>
        <Dialog className="card stack">
          <Heading slot="title">For Python</Heading>
          <p>
            {names.length > 1
              ? 'Save both files into one folder: Hugging Face PEFT opens it, and this app does too.'
              : 'These are all weights of the model, in the layout of Mixtral.'}
          </p>
          <div className="row">
            {names.map((name) => (
              <Button key={name} onPress={() => download(name, files[name])}>
                {name} ({bytes(files[name].byteLength)})
              </Button>
            ))}
          </div>
          <div className="row">
            <Button className="react-aria-Button quiet" onPress={onClose}>
              Done
            </Button>
          </div>
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}
