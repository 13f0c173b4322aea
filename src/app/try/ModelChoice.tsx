import { Button, Label, ListBox, ListBoxItem, Popover, Select, SelectValue } from 'react-aria-components';
import { useStrings } from '../../i18n/react';
import { modelWords } from '../../i18n/words';
import type { AdapterRecord } from '../../store';
import { TermButton } from '../glossary/TermButton';
import { href } from '../shell/route';
import { ToggleSwitch } from '../shell/ToggleSwitch';

/** Which of the student's models is tried, and whether it remembers their text. */
export function ModelChoice(props: {
  usable: readonly AdapterRecord[];
  adapter: AdapterRecord | undefined;
  /** How many tokens it remembers, or would. */
  remembered: number;
  remembers: boolean;
  onRemembers: (remembers: boolean) => void;
  isDisabled: boolean;
}) {
  const t = useStrings();
  const words = t.tryOut;
  const { adapter, isDisabled, remembered } = props;
  return (
    <>
      {adapter && (
        <Select
          value={adapter.id}
          onChange={(id) => {
            location.hash = href('try', String(id));
          }}
          isDisabled={isDisabled}
        >
          <Label>{words.model}</Label>
          <Button>
            <SelectValue />
            <span aria-hidden="true">▾</span>
          </Button>
          <Popover>
            <ListBox>
              {props.usable.map((one) => (
                <ListBoxItem key={one.id} id={one.id}>
                  {one.origin !== 'trained' ? words.unverified(modelWords(t, one)) : modelWords(t, one)}
                </ListBoxItem>
              ))}
            </ListBox>
          </Popover>
        </Select>
      )}
      {remembered > 0 && (
        <ToggleSwitch
          isSelected={props.remembers}
          onChange={props.onRemembers}
          isDisabled={isDisabled}
          beside={<TermButton term="memory" />}
        >
          {words.remembers(remembered)}
        </ToggleSwitch>
      )}
    </>
  );
}
