import { Button, Disclosure, DisclosurePanel, Heading } from 'react-aria-components';
import { drop, rise } from '../../eval/verdict';
import { BASE_SHA256 } from '../../model/base';
import type { AdapterRecord } from '../../store';
import { bytes, count, plural, ratio, signedPercent, when } from '../format';
import { ResultView } from '../result/ResultView';
import { METHOD_NAMES, verdictWords } from '../result/words';
import { href } from '../route';
import { useAdapters, usePersisted } from '../store';
import { DeleteButton } from './DeleteButton';
import styles from './library.module.css';
import { NameField } from './NameField';

/** Everything this browser keeps: the student's models, with what they are worth. */
export function LibraryScreen() {
  const { adapters, failure } = useAdapters();
  const persisted = usePersisted();
  return (
    <div className="stack">
      <div>
        <h1>My models</h1>
        <p className="muted">
          Kept in this browser, on this laptop, and nowhere else.
          {persisted === false &&
            ' The browser has not promised to keep them: when the disk runs full it may clear them.'}
        </p>
      </div>
      {failure && (
        <p className="notice" data-tone="alarm" role="alert">
          {failure}
        </p>
      )}
      {adapters?.length === 0 && (
        <p className="card">
          No model of your own yet. <a href={href('make')}>Make the first one</a>: with a sample it takes no
          writing at all.
        </p>
      )}
      <ul className={styles.list} data-testid="library">
        {adapters?.map((adapter) => (
          <li key={adapter.id}>
            <AdapterCard adapter={adapter} />
          </li>
        ))}
      </ul>
    </div>
  );
}

function AdapterCard({ adapter }: { adapter: AdapterRecord }) {
  const measured = { personal: adapter.personal, general: adapter.general, heldTokens: adapter.tokens.held };
  const fits = adapter.baseHash === BASE_SHA256;
  return (
    <article className="card stack" aria-label={adapter.name} data-testid="adapter">
      <div className="row spread">
        <NameField adapter={adapter} />
        <div className="row">
          {fits && (
            <a className="primary" href={href('try', adapter.id)}>
              Use it
            </a>
          )}
          <DeleteButton adapter={adapter} />
        </div>
      </div>
      <p className={styles.facts}>
        <strong>{verdictWords(adapter.verdict, measured).headline}.</strong>
        <span className="number">
          {ratio(drop(adapter.personal))}× lower on its own text, {signedPercent(rise(adapter.general))} on
          others’
        </span>
        <span className="muted small">
          {METHOD_NAMES[adapter.method]}, {plural(adapter.steps, 'step')} on {count(adapter.tokens.train)}{' '}
          tokens, {bytes(adapter.bytes)}, {when(adapter.createdAt)}
        </span>
      </p>
      {!fits && (
        <p className="notice small">
          This model was made from another base and cannot be used with this one.
        </p>
      )}
      <Disclosure>
        <Heading level={3}>
          <Button slot="trigger" className="react-aria-Button quiet">
            What it is worth
          </Button>
        </Heading>
        <DisclosurePanel>
          <ResultView
            measured={measured}
            verdict={adapter.verdict}
            curve={adapter.curve}
            steps={adapter.steps}
          />
        </DisclosurePanel>
      </Disclosure>
    </article>
  );
}
