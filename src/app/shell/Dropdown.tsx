import { Button, Label, ListBox, ListBoxItem, Popover, Select, SelectValue } from 'react-aria-components';

/** A field that shows which of some choices is made, and all of them when it is pressed. */
export function Dropdown(props: {
  label: string;
  choices: readonly { id: string; name: string }[];
  /** Id of the one that is made; nothing, where none is. */
  chosen: string | null;
  /** Is shown as long as none is made. */
  placeholder?: string;
  onChoose: (id: string) => void;
  isDisabled?: boolean;
  /** Ids of those that cannot be made now. */
  disabled?: readonly string[];
}) {
  return (
    <Select
      value={props.chosen}
      onChange={(id) => props.onChoose(String(id))}
      placeholder={props.placeholder}
      isDisabled={props.isDisabled}
      disabledKeys={props.disabled}
    >
      <Label>{props.label}</Label>
      <Button>
        <SelectValue />
        <span aria-hidden="true">▾</span>
      </Button>
      <Popover>
        <ListBox>
          {props.choices.map(({ id, name }) => (
            <ListBoxItem key={id} id={id}>
              {name}
            </ListBoxItem>
          ))}
        </ListBox>
      </Popover>
    </Select>
  );
}
