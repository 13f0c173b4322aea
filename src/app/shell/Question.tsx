import { useState } from 'react';
import { Button, Dialog, Heading } from 'react-aria-components';
import { useFirstStrings } from '../../i18n/first';
import { Alarm } from './Alarm';
import { OpenedModal } from './OpenedModal';
import type { Opened } from './Opener';

/** What is asked before something is done that cannot be taken back. */
export interface Asked {
  title: string;
  question: string;
  yes: string;
  /** When it rejects, the question stays and the error is shown. */
  onYes: () => Promise<void>;
}

/** The question that `AskFirst` asks. */
export function Question({ opened, title, question, yes, onYes }: Asked & { opened: Opened }) {
  const t = useFirstStrings();
  const [failure, setFailure] = useState<unknown>();
  const onOpenChange = (isOpen: boolean) => {
    setFailure(undefined);
    opened.onOpenChange(isOpen);
  };
  const agree = async () => {
    try {
      await onYes();
      onOpenChange(false);
    } catch (error) {
      setFailure(error);
    }
  };
  return (
    <OpenedModal opened={{ ...opened, onOpenChange }}>
      <Dialog role="alertdialog" className="card stack">
        <Heading slot="title">{title}</Heading>
        <p>{question}</p>
        <Alarm error={failure} />
        <div className="row">
          <Button className="react-aria-Button danger" onPress={agree}>
            {yes}
          </Button>
          <Button onPress={() => onOpenChange(false)} autoFocus>
            {t.shell.cancel}
          </Button>
        </div>
      </Dialog>
    </OpenedModal>
  );
}
