import type { ReactNode } from 'react';
import { Modal, ModalOverlay } from 'react-aria-components';
import type { Opened } from './Opener';

/** The dialog over the page that an `Opener` opens. */
export function OpenedModal(props: { opened: Opened; className?: string; children: ReactNode }) {
  const { isOpen, onOpenChange } = props.opened;
  return (
    <ModalOverlay isDismissable isOpen={isOpen} onOpenChange={onOpenChange}>
      <Modal className={props.className}>{props.children}</Modal>
    </ModalOverlay>
  );
}
