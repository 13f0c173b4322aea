import { useState } from 'react';
import { Button, Checkbox, Dialog, Heading, Modal, ModalOverlay } from 'react-aria-components';
import { useStrings } from '../../i18n/react';
import { type Remains, wipe } from '../../store';
import { AskFirst } from '../shell/AskFirst';
import { store } from '../shell/store';
import { useBusy } from '../shell/work';

/** Deletes what all profiles keep, and says what stayed behind. */
export function WipePanel() {
  const words = useStrings().profile.wipe;
  const busy = useBusy();
  const [remains, setRemains] = useState<Remains>();
  const [app, setApp] = useState(false);
  const empty = async () => {
    store.close();
    const found = await wipe({ app });
    if (found.left.length + found.closed.length > 0) setRemains(found);
    else startAnew();
  };
  return (
    <section className="card stack" aria-label={words.heading}>
      <h2>{words.heading}</h2>
      <p>{words.about}</p>
      <Checkbox isSelected={app} onChange={setApp}>
        <span>{words.app}</span>
      </Checkbox>
      <AskFirst
        label={words.heading}
        isDisabled={busy}
        title={words.title}
        question={words.question}
        yes={words.yes}
        onYes={empty}
      />
      {remains && <RemainsDialog remains={remains} onAgain={empty} />}
    </section>
  );
}

/** What this page still shows is gone, so there is only the way on. */
function RemainsDialog({ remains: { left, closed }, onAgain }: { remains: Remains; onAgain: () => void }) {
  const t = useStrings();
  const words = t.profile.wipe;
  return (
    <ModalOverlay isOpen isKeyboardDismissDisabled>
      <Modal>
        <Dialog role="alertdialog" className="card stack">
          <Heading slot="title">{words.remains}</Heading>
          {left.length > 0 ? <p>{words.left}</p> : <p>{words.rest}</p>}
          {closed.length > 0 && <p>{words.closed(closed)}</p>}
          <div className="row">
            {left.length > 0 && <Button onPress={onAgain}>{t.shell.tryAgain}</Button>}
            <Button className="react-aria-Button primary" onPress={startAnew}>
              {words.startAnew}
            </Button>
          </div>
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}

function startAnew(): void {
  location.replace('/');
}
