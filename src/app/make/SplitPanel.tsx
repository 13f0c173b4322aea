import { Rich, useFirstStrings } from '../../i18n/first';
import type { AskedTerm } from '../../i18n/glossary';
import type { Prepared } from '../../text/prepared';
import { TermButton } from '../glossary/TermButton';
import { lazily } from '../shell/lazily';
import { Opener } from '../shell/Opener';
import styles from './make.module.css';

const HeldOutDialog = lazily(async () => (await import('./HeldOutDialog')).HeldOutDialog);

/** What becomes of the text: how much is learned from, how much is held out, and what repeats. */
export function SplitPanel({ prepared }: { prepared: Prepared | undefined }) {
  const t = useFirstStrings();
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
        <Opener opens="dialog" className={`react-aria-Button quiet ${styles.inline}`} label={words.see}>
          {(opened) => <HeldOutDialog opened={opened} prepared={prepared} />}
        </Opener>
      </p>
    </div>
  );
}

function Share(props: { part: 'train' | 'held'; name: string; tokens: number; term?: AskedTerm }) {
  const words = useFirstStrings().make.split;
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
