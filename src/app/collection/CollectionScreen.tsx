import { useEffect, useRef } from 'react';
import { useCollectionStrings } from '../../i18n/collection';
import type { Services } from '../../run/services';
import { Termed } from '../glossary/TermButton';
import { Alarm } from '../shell/Alarm';
import { DamagedNotice } from '../shell/DamagedNotice';
import { href } from '../shell/route';
import { WithServices } from '../shell/WithServices';
import { useBusy } from '../shell/work';
import { ClassModelPanel } from './ClassModelPanel';
import { CollectPanel } from './CollectPanel';
import styles from './collection.module.css';
import { FilePanel } from './FilePanel';
import { MembersPanel } from './MembersPanel';
import { useCollection } from './useCollection';

/** For a teacher: the texts and models of a class in one file, and a model of all the texts. */
export function CollectionScreen() {
  const words = useCollectionStrings();
  return (
    <div className={`stack ${styles.screen}`}>
      <div className="stack">
        <p>
          <a href={href('class')}>← {words.back}</a>
        </p>
        <Termed term="language-model">
          <h1>{words.title}</h1>
        </Termed>
        <p className={styles.intro}>{words.intro}</p>
      </div>
      <WithServices>{(services) => <Collected services={services} />}</WithServices>
    </div>
  );
}

function Collected({ services }: { services: Services }) {
  const words = useCollectionStrings();
  const collection = useCollection();
  const isBusy = useBusy('class');
  const heading = useRef<HTMLHeadingElement>(null);
  const { collected, collections, damaged, failure } = collection;
  const shown = (collected?.members.length ?? 0) + damaged.length;
  const before = useRef(shown);
  // Who or what is taken out goes with the question about it, which would give the focus back to a button that is gone.
  useEffect(() => {
    const isLess = shown < before.current;
    before.current = shown;
    if (!isLess) return;
    const frame = requestAnimationFrame(() => {
      if (document.activeElement === document.body) heading.current?.focus();
    });
    return () => cancelAnimationFrame(frame);
  }, [shown]);
  if (failure !== undefined) return <Alarm error={failure} />;
  if (!collected)
    return (
      <p className="card muted" role="status">
        {words.waiting}
      </p>
    );
  const toList = () => heading.current?.focus();
  return (
    <>
      <DamagedNotice
        of={{ told: words.damaged.told(damaged.length), question: words.damaged.question }}
        damaged={damaged}
        onDelete={(id) => collections.change([], [id])}
      />
      {isBusy && <p className="notice small">{words.busy}</p>}
      <CollectPanel
        services={services}
        collection={collection}
        members={collected.members}
        isBusy={isBusy}
        onKept={toList}
      />
      <MembersPanel collection={collection} parts={collected} isBusy={isBusy} heading={heading} />
      <FilePanel collections={collections} parts={collected} />
      <ClassModelPanel services={services} parts={collected} />
    </>
  );
}
