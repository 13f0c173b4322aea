import { useState } from 'react';
import { Button, Dialog, DialogTrigger, Heading, Modal, ModalOverlay } from 'react-aria-components';
import { errorWords } from '../../i18n/errors';
import { useStrings } from '../../i18n/useStrings';
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
  no,
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
  no: string;
  /** Rejects with an error whose message is for people: the question stays then. */
  onYes: () => Promise<void>;
}) {
  const t = useStrings();
  const [failure, setFailure] = useState<string>();
  const agree = async (close: () => void) => {
    try {
      await onYes();
      close();
    } catch (error) {
      setFailure(errorWords(t, error));
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
                <Alarm>{failure}</Alarm>
                <div className="row">
                  <Button className="react-aria-Button danger" onPress={() => agree(close)}>
                    {yes}
                  </Button>
                  <Button onPress={close} autoFocus>
                    {no}
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
