import { useState } from 'react';
import { Button, Dialog, DialogTrigger, Heading, Modal, ModalOverlay } from 'react-aria-components';
import { useStrings } from '../../i18n/react';
import { Alarm } from './Alarm';

/** A button for what cannot be taken back: it asks before it does it. */
export function AskFirst({
  label,
  accessibleLabel,
  quiet,
  isDisabled,
  title,
  question,
  yes,
  onYes,
}: {
  label: string;
  /** Of the button, where several look alike. */
  accessibleLabel?: string;
  quiet?: boolean;
  isDisabled?: boolean;
  title: string;
  question: string;
  yes: string;
  /** When it rejects, the question stays and the error is shown. */
  onYes: () => Promise<void>;
}) {
  const t = useStrings();
  const [failure, setFailure] = useState<unknown>();
  const agree = async (close: () => void) => {
    try {
      await onYes();
      close();
    } catch (error) {
      setFailure(error);
    }
  };
  return (
    <DialogTrigger onOpenChange={() => setFailure(undefined)}>
      <div>
        <Button
          className={`react-aria-Button danger ${quiet ? 'quiet' : ''}`}
          aria-label={accessibleLabel}
          isDisabled={isDisabled}
        >
          {label}
        </Button>
      </div>
      <ModalOverlay isDismissable>
        <Modal>
          <Dialog role="alertdialog" className="card stack">
            {({ close }) => (
              <>
                <Heading slot="title">{title}</Heading>
                <p>{question}</p>
                <Alarm error={failure} />
                <div className="row">
                  <Button className="react-aria-Button danger" onPress={() => agree(close)}>
                    {yes}
                  </Button>
                  <Button onPress={close} autoFocus>
                    {t.shell.cancel}
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
