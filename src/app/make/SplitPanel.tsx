import { Button, Dialog, DialogTrigger, Heading, Modal, ModalOverlay } from 'react-aria-components';
import type { AskedTerm } from '../../i18n/glossary';
import { Rich, useStrings } from '../../i18n/react';
import type { Prepared, Ready } from '../../text/prepared';
import { TermButton } from '../glossary/TermButton';
import styles from './make.module.css';

/** What becomes of the text: how much is learned from, how much is held out, and what repeats. */
export function SplitPanel({ prepared }: { prepared: Prepared | undefined }) {
  const t = useStrings();
  const words = t.make.split;
  if (!prepared || prepared.statistics.characters === 0) return <p className="muted">{words.empty}</p>;
  if (prepared.kind !== 'ready')
    return (
      <p className="notice" role="status" data-testid="not-enough">
        {prepared.kind === 'too-little' ? t.text.tooLittle(prepared) : t.text.repetitive}
      </p>
    );
  const { train, held, repeats, statistics } = prepared;
  return (
    <div className={styles.becomes} data-testid="split">
      <div className={styles.split} aria-hidden="true">
        <span data-part="train" style={{ flexGrow: train.length }} />
        <span data-part="held" style={{ flexGrow: held.length }} />
      </div>
      <dl className={styles.shares}>
        <Share part="train" name={words.train} tokens={train.length} />
        <Share part="held" name={words.held} tokens={held.length} term="held-out" />
      </dl>
      <p className="small muted">
        {words.words(statistics.words, statistics.documents, statistics.tokens)}
        <TermButton term="token" />{' '}
        {repeats.passages > 0 && `${words.repeats(repeats.passages, repeats.tokens)} `}
        <HeldOut prepared={prepared} />
      </p>
    </div>
  );
}

function Share(props: { part: 'train' | 'held'; name: string; tokens: number; term?: AskedTerm }) {
  const words = useStrings().make.split;
  const { part, name, tokens, term } = props;
  return (
    <>
      <dt data-part={part}>
        {name}
        {term && <TermButton term={term} />}
      </dt>
      <dd>
        <Rich
          text={words.tokens(tokens)}
          b={(count: string) => <strong className="number">{count}</strong>}
        />
      </dd>
    </>
  );
}

/** Shows the held-out text itself: the student should be able to check the referee. */
function HeldOut({ prepared }: { prepared: Ready }) {
  const t = useStrings();
  const words = t.make.split;
  const pieces = prepared.pieces.filter(({ role }) => role !== 'train');
  return (
    <DialogTrigger>
      <Button className={`react-aria-Button quiet ${styles.inline}`}>{words.see}</Button>
      <ModalOverlay isDismissable>
        <Modal className={`react-aria-Modal ${styles.wide}`}>
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
        </Modal>
      </ModalOverlay>
    </DialogTrigger>
  );
}
