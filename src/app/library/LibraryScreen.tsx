import { Button, Disclosure, DisclosurePanel, Heading } from 'react-aria-components';
import { fall, rise } from '../../eval/verdict';
import { Rich } from '../../i18n/Rich';
import { useStrings } from '../../i18n/useStrings';
import { BASE_SHA256 } from '../../model/base';
import type { AdapterRecord } from '../../store';
import { ResultView } from '../result/ResultView';
import { Alarm } from '../shell/Alarm';
import { NameField } from '../shell/NameField';
import { href } from '../shell/route';
import { useServices } from '../shell/services';
import { useAdapters, usePersisted } from '../shell/store';
import { DeleteButton } from './DeleteButton';
import { ExportMenu } from './ExportMenu';
import { ImportPanel } from './ImportPanel';
import styles from './library.module.css';
import { ProbeView } from './ProbeView';
import { SaveAllButton } from './SaveAllButton';

/** Everything this browser keeps: the student's models, with what they are worth. */
export function LibraryScreen() {
  const words = useStrings().library;
  const { adapters, failure } = useAdapters();
  const persisted = usePersisted();
  const services = useServices();
  return (
    <div className="stack">
      <div>
        <h1>{words.title}</h1>
        <p className="muted">{persisted === false ? words.notPersisted : words.intro}</p>
      </div>
      <Alarm error={failure} />
      {services.status === 'failed' ? (
        <Alarm error={services.error} />
      ) : (
        <ImportPanel isReady={services.status === 'ready'}>
          <SaveAllButton records={adapters?.filter(({ baseHash }) => baseHash === BASE_SHA256) ?? []} />
        </ImportPanel>
      )}
      {adapters?.length === 0 && (
        <p className="card">
          <Rich text={words.empty} link={(label: string) => <a href={href('make')}>{label}</a>} />
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
  const words = useStrings().library;
  const fits = adapter.baseHash === BASE_SHA256;
  return (
    <article className="card stack" aria-label={adapter.name} data-testid="adapter">
      <div className="row spread">
        <div className="row">
          <NameField adapter={adapter} />
          {adapter.origin && <span className={styles.badge}>{words.unverified}</span>}
        </div>
        <div className="row">
          {fits && (
            <a className="primary" href={href('try', adapter.id)}>
              {words.use}
            </a>
          )}
          {fits && <ExportMenu adapter={adapter} />}
          <DeleteButton adapter={adapter} />
        </div>
      </div>
      <Facts adapter={adapter} />
      {!fits && <p className="notice small">{words.otherBase}</p>}
      {adapter.baseTold === false && <p className="small muted">{words.baseUnknown}</p>}
      {adapter.probe && <ProbeView report={adapter.probe} />}
      {adapter.origin !== 'peft' && <Worth adapter={adapter} />}
    </article>
  );
}

/** A model in two lines; of one that was not trained here, what its file says. */
function Facts({ adapter }: { adapter: AdapterRecord }) {
  const t = useStrings();
  const words = t.library.facts;
  const { origin, personal, general, madeAt, createdAt, bytes, steps } = adapter;
  const method = t.result.methods[adapter.method];
  if (origin === 'peft')
    return <p className={`${styles.facts} muted small`}>{words.unknown(method, bytes, createdAt)}</p>;
  const facts = { method, steps, tokens: adapter.tokens.train, bytes, when: madeAt ?? createdAt };
  return (
    <p className={styles.facts}>
      {origin ? (
        <span>{words.fileSays}</span>
      ) : (
        <strong>{words.headline(t.result.verdicts[adapter.verdict])}</strong>
      )}
      <span className="number">{words.worth(fall(personal), rise(general))}</span>
      <span className="muted small">
        {adapter.memory
          ? words.trainedWithMemory({ ...facts, memory: adapter.memory.tokens })
          : words.trained(facts)}
      </span>
      {origin && <span className="muted small">{words.imported(createdAt)}</span>}
    </p>
  );
}

function Worth({ adapter }: { adapter: AdapterRecord }) {
  const words = useStrings().library.worth;
  return (
    <Disclosure>
      <Heading level={3}>
        <Button slot="trigger" className="react-aria-Button quiet">
          {adapter.origin ? words.file : words.own}
        </Button>
      </Heading>
      <DisclosurePanel>
        {adapter.origin && <p className="notice small">{words.notMeasured}</p>}
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
