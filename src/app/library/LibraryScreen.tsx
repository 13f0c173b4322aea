import { useContext } from 'react';
import { Button, Disclosure, DisclosurePanel, Heading } from 'react-aria-components';
import { fall, rise } from '../../eval/verdict';
import { BASE_SHA256 } from '../../model/base';
import { ServicesContext } from '../../run/services';
import type { AdapterRecord } from '../../store';
import { ResultView } from '../result/ResultView';
import { METHOD_NAMES, verdictWords } from '../result/words';
import { bytes, count, plural, ratio, signedPercent, when } from '../shell/format';
import { NameField } from '../shell/NameField';
import { href } from '../shell/route';
import { useAdapters, usePersisted } from '../shell/store';
import { DeleteButton } from './DeleteButton';
import { ExportMenu } from './ExportMenu';
import { BringInPanel } from './ImportPanel';
import styles from './library.module.css';
import { ProbeView } from './ProbeView';
import { SaveAllButton } from './SaveAllButton';

/** Everything this browser keeps: the student's models, with what they are worth. */
export function LibraryScreen() {
  const { adapters, failure } = useAdapters();
  const persisted = usePersisted();
  const services = useContext(ServicesContext);
  return (
    <div className="stack">
      <div>
        <h1>My models</h1>
        <p className="muted">
          Kept in this browser, on this laptop, and nowhere else.
          {persisted === false &&
            ' The browser has not promised to keep them: it may clear them when the disk runs full, and a private window forgets them when it is closed.'}
        </p>
      </div>
      {failure && (
        <p className="notice" data-tone="alarm" role="alert">
          {failure}
        </p>
      )}
      {services.status === 'failed' ? (
        <p className="notice" data-tone="alarm" role="alert">
          {services.message}
        </p>
      ) : (
        <BringInPanel isReady={services.status === 'ready'}>
          <SaveAllButton records={adapters?.filter(({ baseHash }) => baseHash === BASE_SHA256) ?? []} />
        </BringInPanel>
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
  const fits = adapter.baseHash === BASE_SHA256;
  return (
    <article className="card stack" aria-label={adapter.name} data-testid="adapter">
      <div className="row spread">
        <div className="row">
          <NameField adapter={adapter} />
          {adapter.origin && <span className={styles.badge}>From a file, unverified</span>}
        </div>
        <div className="row">
          {fits && (
            <a className="primary" href={href('try', adapter.id)}>
              Use it
            </a>
          )}
          {fits && <ExportMenu adapter={adapter} />}
          <DeleteButton adapter={adapter} />
        </div>
      </div>
      <Facts adapter={adapter} />
      {!fits && (
        <p className="notice small">
          This model was made from another base and cannot be used with this one.
        </p>
      )}
      {adapter.baseTold === false && (
        <p className="small muted">Its files do not say for which base it was made: that is not known.</p>
      )}
      {adapter.probe && <ProbeView report={adapter.probe} />}
      {adapter.origin !== 'peft' && <Worth adapter={adapter} />}
    </article>
  );
}

/** A model in two lines; of one that was not trained here, as its file tells. */
function Facts({ adapter }: { adapter: AdapterRecord }) {
  const { origin, personal, general, madeAt, createdAt } = adapter;
  if (origin === 'peft')
    return (
      <p className={`${styles.facts} muted small`}>
        {METHOD_NAMES[adapter.method]}, {bytes(adapter.bytes)}, brought in {when(createdAt)}. Nothing is known
        of how it was made.
      </p>
    );
  return (
    <p className={styles.facts}>
      {origin ? (
        <span>The file says:</span>
      ) : (
        <strong>{verdictWords(adapter.verdict, adapter).headline}.</strong>
      )}
      <span className="number">
        {ratio(fall(personal))}× lower on its own text, {signedPercent(rise(general))} on others’
      </span>
      <span className="muted small">
        {METHOD_NAMES[adapter.method]}, {plural(adapter.steps, 'step')} on {count(adapter.tokens.train)}{' '}
        tokens, {bytes(adapter.bytes)}
        {adapter.memory && ` and a memory of ${count(adapter.memory.tokens)} tokens`},{' '}
        {when(madeAt ?? createdAt)}
        {origin && `; brought in ${when(createdAt)}`}
      </span>
    </p>
  );
}

function Worth({ adapter }: { adapter: AdapterRecord }) {
  return (
    <Disclosure>
      <Heading level={3}>
        <Button slot="trigger" className="react-aria-Button quiet">
          {adapter.origin ? 'What its file says it is worth' : 'What it is worth'}
        </Button>
      </Heading>
      <DisclosurePanel>
        {adapter.origin && (
          <p className="notice small">
            These numbers come from the file, and “you” is whoever made it: nobody measured them on this
            laptop.
          </p>
        )}
        <ResultView
          measured={adapter}
          verdict={adapter.verdict}
          curve={adapter.curve}
          steps={adapter.steps}
        />
      </DisclosurePanel>
    </Disclosure>
  );
}
