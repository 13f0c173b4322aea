import { useContext } from 'react';
import { Button, Disclosure, DisclosurePanel, Heading } from 'react-aria-components';
import { fall, rise } from '../../eval/verdict';
import { errorWords } from '../../i18n/errors';
import { useStrings } from '../../i18n/useStrings';
import { BASE_SHA256 } from '../../model/base';
import type { RunRecord } from '../../model/run';
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
  const t = useStrings();
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
      {failure !== undefined && (
        <p className="notice" data-tone="alarm" role="alert">
          {errorWords(t, failure)}
        </p>
      )}
      {services.status === 'failed' ? (
        <p className="notice" data-tone="alarm" role="alert">
          {errorWords(t, services.error)}
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
          {adapter.origin !== 'trained' && <span className={styles.badge}>From a file, unverified</span>}
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
      {adapter.origin === 'peft' && !adapter.baseTold && (
        <p className="small muted">Its files do not say for which base it was made: that is not known.</p>
      )}
      {adapter.probe && <ProbeView report={adapter.probe} />}
      {adapter.run && <Worth run={adapter.run} isForeign={adapter.origin !== 'trained'} />}
    </article>
  );
}

/** A model in two lines; of one that was not trained here, as its file tells. */
function Facts({ adapter }: { adapter: AdapterRecord }) {
  const { createdAt } = adapter;
  if (adapter.origin === 'peft')
    return (
      <p className={`${styles.facts} muted small`}>
        {METHOD_NAMES[adapter.method]}, {bytes(adapter.bytes)}, brought in {when(createdAt)}. Nothing is known
        of how it was made.
      </p>
    );
  const { run } = adapter;
  const isForeign = adapter.origin === 'imported';
  return (
    <p className={styles.facts}>
      {isForeign ? <span>The file says:</span> : <strong>{verdictWords(run.verdict, run).headline}.</strong>}
      <span className="number">
        {ratio(fall(run.personal))}× lower on its own text, {signedPercent(rise(run.general))} on others’
      </span>
      <span className="muted small">
        {METHOD_NAMES[adapter.method]}, {plural(run.steps, 'step')} on {count(run.tokens.train)} tokens,{' '}
        {bytes(adapter.bytes)}
        {run.cache && ` and a memory of ${count(run.cache.tokens)} tokens`},{' '}
        {when(isForeign ? adapter.madeAt : createdAt)}
        {isForeign && `; brought in ${when(createdAt)}`}
      </span>
    </p>
  );
}

function Worth({ run, isForeign }: { run: RunRecord; isForeign: boolean }) {
  return (
    <Disclosure>
      <Heading level={3}>
        <Button slot="trigger" className="react-aria-Button quiet">
          {isForeign ? 'What its file says it is worth' : 'What it is worth'}
        </Button>
      </Heading>
      <DisclosurePanel>
        {isForeign && (
          <p className="notice small">
            These numbers come from the file, and “you” is whoever made it: nobody measured them on this
            laptop.
          </p>
        )}
        <ResultView measured={run} verdict={run.verdict} curve={run.curve} steps={run.steps} />
      </DisclosurePanel>
    </Disclosure>
  );
}
