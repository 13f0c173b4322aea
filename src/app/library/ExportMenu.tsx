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
import { useStrings } from '../../i18n/react';
import { bundleOf, download, fileName, pythonFiles } from '../../run/exchange';
import type { AdapterRecord } from '../../store';
import { Alarm } from '../shell/Alarm';
import { useProfile } from '../shell/profile';

/** What the file of a version is called; the same in every language. */
const named = ({ name, version }: AdapterRecord) =>
  version.number > 1 ? `${name} v${version.number}` : name;

/** Saves one model outside the browser: as one file for another laptop, or as the files that Python opens. */
export function ExportMenu({ adapter }: { adapter: AdapterRecord }) {
  const words = useStrings().library.export;
  const { adapters } = useProfile();
  const [python, setPython] = useState<ReturnType<typeof pythonFiles>>();
  const [failure, setFailure] = useState<unknown>();
  const save = async (how: 'one' | 'python') => {
    try {
      setFailure(undefined);
      if (how === 'one') download(fileName(named(adapter), '.swantham'), await bundleOf(adapters, [adapter]));
      else setPython(pythonFiles(await adapters.weights(adapter.id)));
    } catch (error) {
      setFailure(error);
    }
  };
  return (
    <>
      <MenuTrigger>
        <Button className="react-aria-Button quiet" aria-label={words.model(adapter.name)}>
          {words.button}
        </Button>
        <Popover placement="bottom end">
          <Menu onAction={(how) => save(how as 'one' | 'python')}>
            <MenuItem id="one" textValue={words.one}>
              <strong>{words.one}</strong>
              <br />
              <span className="small muted">
                {adapter.run?.cache ? words.oneAboutMemory : words.oneAbout}
              </span>
            </MenuItem>
            <MenuItem id="python" textValue={words.python}>
              <strong>{adapter.method === 'full' ? words.python : words.pythonPeft}</strong>
              <br />
              <span className="small muted">{words.pythonAbout}</span>
            </MenuItem>
          </Menu>
        </Popover>
      </MenuTrigger>
      <Alarm error={failure} />
      {python && <PythonFiles files={python} onClose={() => setPython(undefined)} />}
    </>
  );
}

/** One button per file: browsers ask before they let a page save several at once. */
function PythonFiles({ files, onClose }: { files: ReturnType<typeof pythonFiles>; onClose: () => void }) {
  const t = useStrings();
  const words = t.library.export;
  const names = Object.keys(files);
  return (
    <ModalOverlay isDismissable isOpen onOpenChange={(isOpen) => !isOpen && onClose()}>
      <Modal>
        <Dialog className="card stack">
          <Heading slot="title">{words.pythonTitle}</Heading>
          <p>{names.length > 1 ? words.pythonBoth : words.pythonFull}</p>
          <div className="row">
            {names.map((name) => (
              <Button key={name} onPress={() => download(name, files[name])}>
                {words.file(name, files[name].byteLength)}
              </Button>
            ))}
          </div>
          <div className="row">
            <Button className="react-aria-Button quiet" onPress={onClose}>
              {t.shell.done}
            </Button>
          </div>
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}
