import { Button, Dialog, Heading } from 'react-aria-components';
import { useFirstStrings } from '../../i18n/first';
import type { Ready } from '../../text/prepared';
import { OpenedModal } from '../shell/OpenedModal';
import type { Opened } from '../shell/Opener';
import styles from './make.module.css';

/** Shows the held-out text itself: the student should be able to check the referee. */
export function HeldOutDialog({ opened, prepared }: { opened: Opened; prepared: Ready }) {
  const t = useFirstStrings();
  const words = t.make.split;
  const pieces = prepared.pieces.filter(({ role }) => role !== 'train');
  return (
    <OpenedModal opened={opened} className={`react-aria-Modal ${styles.wide}`}>
      <Dialog className={`card ${styles.held}`}>
        <div className="row spread">
          <Heading slot="title">{words.title}</Heading>
          <Button slot="close">{t.shell.close}</Button>
        </div>
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard */}
        <section className={styles.pieces} tabIndex={0} aria-label={words.label} translate="no">
          {pieces.map(({ role, text }, i) => (
            <p
              // biome-ignore lint/suspicious/noArrayIndexKey: the pieces never change while they are shown
              key={i}
              data-role={role}
              title={role === 'repeat' ? words.repeat : undefined}
            >
              {text.trim()}
            </p>
          ))}
        </section>
      </Dialog>
    </OpenedModal>
  );
}
