import { Menu, type MenuProps, Popover, type PopoverProps } from 'react-aria-components';
import type { Opened } from './Opener';

type Props = Omit<MenuProps<object>, 'autoFocus' | 'onClose'> &
  Pick<PopoverProps, 'placement'> & { opened: Opened };

/** The menu that an `Opener` opens. */
export function OpenedMenu({ opened, placement, ...menu }: Props) {
  const { labelledBy, focus, ...popover } = opened;
  return (
    <Popover {...popover} aria-labelledby={labelledBy} placement={placement} trigger="MenuTrigger">
      <Menu
        {...menu}
        aria-labelledby={labelledBy}
        autoFocus={focus}
        onClose={() => popover.onOpenChange(false)}
      />
    </Popover>
  );
}
