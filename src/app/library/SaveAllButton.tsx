import { useState } from 'react';
import { Button, Menu, MenuItem, MenuTrigger, Popover } from 'react-aria-components';
import { useStrings } from '../../i18n/react';
import { bundleOf, download, fileName } from '../../run/exchange';
import { type AdapterRecord, isLearned, type Text } from '../../store';
import { Alarm } from '../shell/Alarm';
import { nicknameOf, useProfile } from '../shell/profile';
import { store } from '../shell/store';

/** Saves all models that work with the base to one file, for another laptop; with the profile's texts if that is wished. */
export function SaveAllButton({ records }: { records: readonly AdapterRecord[] }) {
  const t = useStrings();
  const words = t.library.export;
  const { adapters, texts, profile } = useProfile();
  const [note, setNote] = useState<string>();
  const [failure, setFailure] = useState<unknown>();
  const save = async (withTexts: boolean) => {
    try {
      setFailure(undefined);
      const nameOf = ({ id, name, page }: Text) => {
        if (id === profile.id) return t.make.text.own;
        return page === 'learned' || page === 'apart' ? t.make.text.page : name;
      };
      const { items, damaged } = withTexts ? await texts.look() : { items: [], damaged: [] };
      // A page that nothing is learned from comes back as a text that nothing is learned from.
      const written = items
        .filter(({ text }) => text.trim() !== '')
        .map((text) => ({
          ...{ name: nameOf(text), text: text.text },
          ...(!isLearned(text) && { isUnused: true as const }),
        }));
      setNote(damaged.length > 0 ? words.withoutDamaged(damaged.length) : undefined);
      if (records.length + written.length === 0) return setNote(words.nothing);
      download(fileName(nicknameOf(profile, t), '.swantham'), await bundleOf(adapters, records, written));
      await store.profiles.change(profile.id, { exportedAt: Date.now() });
    } catch (error) {
      setFailure(error);
    }
  };
  return (
    <>
      <MenuTrigger>
        <Button>{words.all}</Button>
        <Popover>
          <Menu
            disabledKeys={records.length === 0 ? ['models'] : []}
            onAction={(what) => save(what === 'texts')}
          >
            <MenuItem id="models" textValue={words.models}>
              <strong>{words.models}</strong>
              <br />
              <span className="small muted">{words.modelsAbout}</span>
            </MenuItem>
            <MenuItem id="texts" textValue={words.modelsAndTexts}>
              <strong>{words.modelsAndTexts}</strong>
              <br />
              <span className="small muted">{words.modelsAndTextsAbout}</span>
            </MenuItem>
          </Menu>
        </Popover>
      </MenuTrigger>
      <Alarm error={failure}>{note}</Alarm>
    </>
  );
}
