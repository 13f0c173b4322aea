import { type ComponentProps, type ReactNode, type RefObject, useId, useRef, useState } from 'react';
import { Button, type ButtonProps } from 'react-aria-components';
import { Arriving } from './Arriving';

/** What stands open beside or above a button, as React Aria's `Popover` and `ModalOverlay` ask for it. */
export interface Opened {
  /** The button, whose place it takes and whose focus it gives back. */
  triggerRef: RefObject<HTMLButtonElement | null>;
  /** Id of the button, which names a menu. */
  labelledBy: string;
  isOpen: boolean;
  onOpenChange: (isOpen: boolean) => void;
  /** Which item of a menu has the focus first. */
  focus: 'first' | 'last' | true;
}

type Props = Omit<ButtonProps, 'children' | 'onPress'> & {
  opens: 'menu' | 'dialog';
  label?: ReactNode;
  /** The button, for whoever presses it from elsewhere. */
  triggerRef?: RefObject<HTMLButtonElement | null>;
  /** What it opens: a part that comes lazily. */
  children: (opened: Opened) => ReactNode;
};

/**
 * A button that opens a menu or a dialog. React Aria's own triggers bring overlays, lists and focus traps along; the first
 * screen has several such buttons and opens none of them, so what is opened comes when it is asked for.
 */
export function Opener({ opens, label, triggerRef: given, children, ...button }: Props) {
  const id = useId();
  const own = useRef<HTMLButtonElement>(null);
  const triggerRef = given ?? own;
  const [focus, setFocus] = useState<Opened['focus']>(true);
  const [isOpen, setOpen] = useState(false);
  /** It stays drawn once it was open, so that it can give the focus back. */
  const [wasOpen, setWasOpen] = useState(false);
  const open = (first: Opened['focus']) => {
    setFocus(first);
    setOpen(true);
    setWasOpen(true);
  };
  const openByArrow: ComponentProps<typeof Button>['onKeyDown'] = (event) => {
    if (opens !== 'menu' || (event.key !== 'ArrowDown' && event.key !== 'ArrowUp'))
      return event.continuePropagation();
    event.preventDefault();
    open(event.key === 'ArrowDown' ? 'first' : 'last');
  };
  return (
    <>
      <Button
        {...button}
        id={id}
        ref={triggerRef}
        aria-haspopup={opens === 'menu' ? 'menu' : undefined}
        aria-expanded={isOpen}
        onPress={() => open(true)}
        onKeyDown={openByArrow}
      >
        {label}
      </Button>
      {wasOpen && (
        <Arriving>{children({ triggerRef, labelledBy: id, isOpen, onOpenChange: setOpen, focus })}</Arriving>
      )}
    </>
  );
}
