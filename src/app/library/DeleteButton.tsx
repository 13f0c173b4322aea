import { useState } from 'react';
import { Button, Dialog, DialogTrigger, Heading, Modal, ModalOverlay } from 'react-aria-components';
import type { AdapterRecord } from '../../store';
import { store } from '../store';

/** Deletes an adapter, after asking: it cannot be brought back. */
export function DeleteButton({ adapter }: { adapter: AdapterRecord }) {
  const [failure, setFailure] = useState<string>();
  const remove = async (close: () => void) => {
    try {
      await store.adapters.delete(adapter.id);
      close();
    } catch (error) {
      setFailure((error as Error).message);
    }
  };
  return (
    <DialogTrigger>
      <Button className="react-aria-Button quiet danger" aria-label={`Delete ${adapter.name}`}>
        Delete
      </Button>
      <ModalOverlay isDismissable>
        <Modal>
          <Dialog role="alertdialog" className="card stack">
            {({ close }) => (
              <>
                <Heading slot="title">Delete “{adapter.name}”?</Heading>
                <p>The model is gone for good then; your text is not kept here and stays where it is.</p>
                {failure && (
                  <p className="notice small" data-tone="alarm" role="alert">
                    {failure}
                  </p>
                )}
                <div className="row">
                  <Button className="react-aria-Button danger" onPress={() => remove(close)}>
                    Delete
                  </Button>
                  <Button onPress={close} autoFocus>
                    Keep it
                  </Button>
                </div>
              </>
            )}
          </Dialog>
        </Modal>
      </ModalOverlay>
    </DialogTrigger>
  );
}
