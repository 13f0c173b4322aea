import { useState } from 'react';
import { Button, Menu, MenuItem, MenuTrigger, Popover } from 'react-aria-components';
import { errorWords } from '../../i18n/errors';
import { useStrings } from '../../i18n/useStrings';
import { bundleOf, download, fileName } from '../../run/exchange';
import type { AdapterRecord } from '../../store';
import { Alarm } from '../shell/Alarm';
import { useProfile } from '../shell/profile';

/** Saves all models that work with the base to one file, for another laptop; with the profile's texts if that is wished. */
export function SaveAllButton({ records }: { records: readonly AdapterRecord[] }) {
  const { adapters, texts, profile } = useProfile();
  const t = useStrings();
  const [failure, setFailure] = useState<string>();
  const save = async (withTexts: boolean) => {
    try {
      setFailure(undefined);
      const written = withTexts ? (await texts.list()).filter(({ text }) => text.trim() !== '') : [];
      if (records.length + written.length === 0) return setFailure('There is nothing to save yet.');
      download(fileName(profile.nickname, '.swantham'), await bundleOf(adapters, records, written));
    } catch (error) {
      setFailure(errorWords(t, error));
    }
  };
  return (
    <>
      <MenuTrigger>
        <Button>Save all to one file</Button>
        <Popover>
          <Menu
            disabledKeys={records.length === 0 ? ['models'] : []}
            onAction={(what) => save(what === 'texts')}
          >
            <MenuItem id="models" textValue="My models">
              <strong>My models</strong>
              <br />
              <span className="small muted">Your texts are not in the file.</span>
            </MenuItem>
            <MenuItem id="texts" textValue="My models and my texts">
              <strong>My models and my texts</strong>
              <br />
              <span className="small muted">Whoever has the file can read your texts.</span>
            </MenuItem>
          </Menu>
        </Popover>
      </MenuTrigger>
      <Alarm>{failure}</Alarm>
    </>
  );
}
