import { Button, Dialog, DialogTrigger, Heading, Modal, ModalOverlay } from 'react-aria-components';
import { errorWords } from '../../i18n/errors';
import { useStrings } from '../../i18n/useStrings';
import { whyNotReady } from '../../text/error';
import type { Prepared, Ready } from '../../text/prepared';
import { count, plural } from '../shell/format';
import { FindingsPanel } from './FindingsPanel';
import styles from './make.module.css';
import type { FindingChoices } from './usePrepared';

/** What becomes of the text: how much is learned from, how much is held out, what repeats, what is better left out. */
export function SplitPanel(props: {
  prepared: Prepared | undefined;
  choices: FindingChoices;
  onChoices: (choices: FindingChoices) => void;
}) {
  const { prepared, choices, onChoices } = props;
  const t = useStrings();
  if (!prepared || prepared.statistics.characters === 0)
    return (
      <p className="muted">
        About a page is enough to begin. The last fifth of your text is set aside, never trained on, to find
        out honestly whether your model learned anything.
      </p>
    );
  if (prepared.kind !== 'ready')
    return (
      <>
        <p className="notice" role="status" data-testid="not-enough">
          {errorWords(t, whyNotReady(prepared))}
        </p>
        <FindingsPanel findings={prepared} choices={choices} onChange={onChoices} />
      </>
    );
  const { train, held, repeats, statistics } = prepared;
  return (
    <div className="stack" data-testid="split">
      <div className={styles.split} aria-hidden="true">
        <span data-part="train" style={{ flexGrow: train.length }} />
        <span data-part="held" style={{ flexGrow: held.length }} />
      </div>
      <dl className={styles.shares}>
        <dt data-part="train">learns from</dt>
        <dd>
          <strong className="number">{count(train.length)}</strong> tokens
        </dd>
        <dt data-part="held">held out</dt>
        <dd>
          <strong className="number">{count(held.length)}</strong> tokens
        </dd>
      </dl>
      <p className="small muted">
        {plural(statistics.words, 'word')} in {plural(statistics.documents, 'text')}, which the model reads as{' '}
        {plural(statistics.tokens, 'token')}.{' '}
        {repeats.passages > 0 &&
          `${plural(repeats.passages, 'held-out passage')} (${plural(repeats.tokens, 'token')}) repeated the training text and ${repeats.passages === 1 ? 'was' : 'were'} left out. `}
        <HeldOut prepared={prepared} />
      </p>
      <FindingsPanel findings={prepared} choices={choices} onChange={onChoices} />
    </div>
  );
}

/** Shows the held-out text itself: the student should be able to check the referee. */
function HeldOut({ prepared }: { prepared: Ready }) {
  const pieces = prepared.pieces.filter(({ role }) => role !== 'train');
  return (
    <DialogTrigger>
      <Button className={`react-aria-Button quiet ${styles.inline}`}>See what is held out</Button>
      <ModalOverlay isDismissable>
        <Modal className={`react-aria-Modal ${styles.wide}`}>
          <Dialog className={`card ${styles.held}`}>
            <div className="row spread">
              <Heading slot="title">Held out, never trained on</Heading>
              <Button slot="close">Close</Button>
            </div>
            {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard */}
            <section className={styles.pieces} tabIndex={0} aria-label="Held-out text">
              {pieces.map(({ role, text }, i) => (
                <p
                  // biome-ignore lint/suspicious/noArrayIndexKey: the pieces never change while they are shown
                  key={i}
                  data-role={role}
                  title={role === 'repeat' ? 'Repeats the training text: left out' : undefined}
                >
                  {text.trim()}
                </p>
              ))}
            </section>
          </Dialog>
        </Modal>
      </ModalOverlay>
    </DialogTrigger>
  );
}
