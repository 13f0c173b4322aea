import { Button, Disclosure, DisclosurePanel, Heading } from 'react-aria-components';
import { useClassStrings } from '../../i18n/class';
import type { AskedTerm } from '../../i18n/glossary';
import { usePaperStrings } from '../../i18n/paper';
import { Rich, useStrings } from '../../i18n/react';
import { BASE_SHA256 } from '../../model/config';
import type { RunRecord } from '../../model/run';
import type { Line } from '../../run/versions';
import type { Prepared } from '../../text/prepared';
import { ResultView } from '../result/ResultView';
import { Alarm } from '../shell/Alarm';
import { DamagedNotice } from '../shell/DamagedNotice';
import { NameField } from '../shell/NameField';
import { useProfile } from '../shell/profile';
import { href } from '../shell/route';
import { useServices } from '../shell/services';
import { store, useLines, usePersisted } from '../shell/store';
import { VersionsView } from '../versions/VersionsView';
import { DeleteButton } from './DeleteButton';
import { EarlierRule } from './EarlierRule';
import { ExportMenu } from './ExportMenu';
import { ExportReminder } from './ExportReminder';
import { Facts } from './Facts';
import { firstTerms } from './first-terms';
import { ImportPanel } from './ImportPanel';
import styles from './library.module.css';
import { ProbeView } from './ProbeView';
import { SaveAllButton } from './SaveAllButton';

/** Everything this browser keeps: the student's models, with what they are worth. `own` is what becomes of the student's text. */
export function LibraryScreen({ own }: { own?: Prepared | undefined }) {
  const t = useStrings();
  const classroom = useClassStrings();
  const words = t.library;
  const { lines, damaged, failure } = useLines();
  const kept = useProfile().adapters;
  const persisted = usePersisted();
  const services = useServices();
  const withoutCopy = new Set(store.withoutCopy());
  const used = (lines ?? []).map(({ current }) => current);
  const asked = firstTerms(used);
  const heading = (
    <div>
      <h1>{words.title}</h1>
      <p className="muted">{persisted === false ? words.notPersisted : words.intro}</p>
    </div>
  );
  // Nothing is drawn that would move when the models are known.
  if (!lines && failure === undefined) return heading;
  return (
    <div className="stack">
      {heading}
      <Alarm error={failure} />
      <DamagedNotice of="models" damaged={damaged} onDelete={(id) => kept.delete(id)} />
      {services.status === 'failed' ? (
        <Alarm error={services.error} />
      ) : (
        <ImportPanel isReady={services.status === 'ready'}>
          <SaveAllButton records={used.filter(({ baseHash }) => baseHash === BASE_SHA256)} />
        </ImportPanel>
      )}
      <ExportReminder adapters={used} />
      {lines?.length === 0 && damaged.length === 0 && (
        <p className="card">
          <Rich text={words.empty} link={(label: string) => <a href={href('make')}>{label}</a>} />
        </p>
      )}
      <ul className={styles.list} data-testid="library">
        {lines?.map((line) => (
          <li key={line.id}>
            <ModelCard
              line={line}
              own={own}
              hasCopy={!withoutCopy.has(line.current.id)}
              asked={asked.get(line.current.id)!}
            />
          </li>
        ))}
      </ul>
      <p>
        <a href={href('class')}>{classroom.link}</a>
      </p>
    </div>
  );
}

/** A model, as the version of it that is in use. */
function ModelCard(props: {
  line: Line;
  own: Prepared | undefined;
  hasCopy: boolean;
  asked: ReadonlySet<AskedTerm>;
}) {
  const { line, own, hasCopy } = props;
  const t = useStrings();
  const words = t.library;
  const paper = usePaperStrings();
  const { current: adapter } = line;
  const { number } = adapter.version;
  const fits = adapter.baseHash === BASE_SHA256;
  return (
    <article className="card stack" aria-label={adapter.name} data-testid="adapter">
      <div className="row spread">
        <div className="row">
          <NameField adapter={adapter} />
          {number > 1 && <span className="muted">{t.versions.version(number)}</span>}
          {adapter.origin !== 'trained' && <span className={styles.badge}>{words.unverified}</span>}
        </div>
        <div className="row">
          {fits && (
            <a className="primary" href={href('try', adapter.id)}>
              {words.use}
            </a>
          )}
          {fits && <ExportMenu adapter={adapter} />}
          <DeleteButton line={line} />
        </div>
      </div>
      <Facts adapter={adapter} asked={props.asked} />
      {adapter.origin === 'trained' && fits && <EarlierRule adapter={adapter} own={own} />}
      {!hasCopy && <p className="small muted">{words.noSecondCopy}</p>}
      {!fits && <p className="notice small">{words.otherBase}</p>}
      {adapter.origin === 'peft' && !adapter.baseTold && <p className="small muted">{words.baseUnknown}</p>}
      {adapter.probe && <ProbeView report={adapter.probe} />}
      {adapter.run && (
        <>
          <Worth run={adapter.run} isFromFile={adapter.origin === 'imported'} />
          <p>
            <a href={href('sheet', adapter.id)} aria-label={paper.sheet.linkOf(adapter.name)}>
              {paper.sheet.link}
            </a>
          </p>
        </>
      )}
      {line.versions.length > 1 && <VersionsView line={line} />}
    </article>
  );
}

function Worth({ run, isFromFile }: { run: RunRecord; isFromFile: boolean }) {
  const words = useStrings().library.worth;
  return (
    <Disclosure>
      <Heading level={3}>
        <Button slot="trigger" className="react-aria-Button quiet">
          {isFromFile ? words.file : words.own}
        </Button>
      </Heading>
      <DisclosurePanel className={styles.worth}>
        {isFromFile && <p className="notice small">{words.notMeasured}</p>}
        <ResultView run={run} />
      </DisclosurePanel>
    </Disclosure>
  );
}
