import type { RefObject } from 'react';
import { Button, Dialog, Heading, Modal, ModalOverlay } from 'react-aria-components';
import { useClassStrings } from '../../i18n/class';
import { useCountingStrings } from '../../i18n/counting';
import { useLessonStrings } from '../../i18n/lesson';
import { useProjectorStrings } from '../../i18n/projector';
import { useStrings } from '../../i18n/react';
import { useWorksheetStrings } from '../../i18n/worksheet';
import { href } from '../shell/route';
import { KEYS } from './keys';
import type { KeyedScreen } from './ProjectorBar';
import styles from './projector.module.css';

/** The keys of projector mode and what they do; the screens can be pressed here, too. */
export function KeysDialog(props: {
  screens: readonly KeyedScreen[];
  isOpen: boolean;
  onOpenChange: (isOpen: boolean) => void;
  /** All of the dialog, for whoever asks where the focus is. */
  place: RefObject<HTMLDivElement | null>;
}) {
  const t = useStrings();
  const words = useProjectorStrings().keys;
  const nameOf = useNames();
  const close = () => props.onOpenChange(false);
  return (
    <ModalOverlay isDismissable isOpen={props.isOpen} onOpenChange={props.onOpenChange}>
      <Modal>
        <div ref={props.place}>
          <Dialog className="card stack">
            <Heading slot="title">{words.title}</Heading>
            <dl className={styles.keys}>
              {props.screens.map((screen, i) => (
                <div key={screen}>
                  <dt>
                    <kbd>{i + 1}</kbd>
                  </dt>
                  <dd>
                    <a href={href(screen)} onClick={close}>
                      {nameOf[screen]}
                    </a>
                  </dd>
                </div>
              ))}
              <div>
                <dt>
                  <kbd>{KEYS.show}</kbd>
                </dt>
                <dd>{words.show}</dd>
              </div>
              <div>
                <dt>
                  <kbd>{KEYS.leave}</kbd>
                </dt>
                <dd>{words.leave}</dd>
              </div>
            </dl>
            <p className="small">{words.fields}</p>
            <div className="row">
              <Button autoFocus onPress={close}>
                {t.shell.close}
              </Button>
            </div>
          </Dialog>
        </div>
      </Modal>
    </ModalOverlay>
  );
}

/** What the screens are called. */
function useNames(): Record<KeyedScreen, string> {
  const t = useStrings();
  return {
    ...t.shell.screens,
    lesson: useLessonStrings().title,
    counting: useCountingStrings().title,
    class: useClassStrings().title,
    worksheet: useWorksheetStrings().title,
    glossary: t.terms.title,
  };
}
