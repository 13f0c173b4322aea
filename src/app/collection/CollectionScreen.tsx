import { useRef } from 'react';
import { Button } from 'react-aria-components';
import { useCollectionStrings } from '../../i18n/collection';
import type { Services } from '../../run/services';
import { Termed } from '../glossary/TermButton';
import { Alarm } from '../shell/Alarm';
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
      {damaged.length > 0 && (
        <div className="notice small row spread" data-tone="alarm">
          <p role="alert">{words.damaged(damaged.length)}</p>
          <Button
            onPress={() =>
              void collections
                .change(
                  [],
                  damaged.map(({ id }) => id),
                )
                .then(toList)
            }
          >
            {words.removeDamaged}
          </Button>
        </div>
      )}
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
