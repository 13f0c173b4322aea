import { useStrings } from '../../i18n/react';
import { modelWords } from '../../i18n/words';
import type { AdapterRecord } from '../../store';
import { TermButton } from '../glossary/TermButton';
import { Dropdown } from '../shell/Dropdown';
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
        <Dropdown
          label={words.model}
          choices={props.usable.map((one) => ({
            id: one.id,
            name: one.origin !== 'trained' ? words.unverified(modelWords(t, one)) : modelWords(t, one),
          }))}
          chosen={adapter.id}
          onChoose={(id) => {
            location.hash = href('try', id);
          }}
          isDisabled={isDisabled}
        />
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
