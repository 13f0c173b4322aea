import { Button, FileTrigger } from 'react-aria-components';
import { useCollectionStrings } from '../../i18n/collection';
import { Rich, useStrings } from '../../i18n/react';
import { ACCEPTED_FOR_CLASS } from '../../run/class/class-files';
import { withdrawnOf } from '../../run/class/members';
import type { Services } from '../../run/services';
import type { CollectedMember } from '../../store';
import { Alarm } from '../shell/Alarm';
import { DropPanel } from '../shell/DropPanel';
import { nicknameOf } from '../shell/profile';
import { href } from '../shell/route';
import { store, useKept } from '../shell/store';
import styles from './collection.module.css';
import { PreviewPanel } from './PreviewPanel';
import { useCollecting } from './useCollecting';
import type { Collection } from './useCollection';

/** The two ways into the collection: profiles of this laptop that give something, and files, which are shown first. */
export function CollectPanel(props: {
  services: Services;
  collection: Collection;
  members: readonly CollectedMember[];
  isBusy: boolean;
  /** Something was kept, and is in the list. */
  onKept: () => void;
}) {
  const t = useStrings();
  const words = useCollectionStrings().collect;
  const { services, collection, members, isBusy, onKept } = props;
  const { state, fromHere, open, keep, takeOut, leave } = useCollecting(services, members, collection.change);
  const { items: profiles } = useKept(store.profiles);
  const withdrawn = profiles ? withdrawnOf(members, profiles) : [];
  const isDisabled = isBusy || state.status === 'collecting' || state.status === 'reading';
  return (
    <>
      <section aria-label={words.heading} data-testid="collect">
        <DropPanel className={`card ${styles.drop}`} label={words.drop} isDisabled={isDisabled} onDrop={open}>
          <h2>{words.heading}</h2>
          <p className={styles.intro}>
            <Rich text={words.about} link={(label: string) => <a href={href('profile')}>{label}</a>} />
          </p>
          <div className="row">
            <Button className="react-aria-Button primary" isDisabled={isDisabled} onPress={fromHere}>
              {words.here}
            </Button>
            <FileTrigger
              allowsMultiple
              acceptedFileTypes={ACCEPTED_FOR_CLASS}
              onSelect={(files) => files && open([...files])}
            >
              <Button isDisabled={isDisabled}>{words.open}</Button>
            </FileTrigger>
          </div>
          <div role="status" className={styles.news}>
            {state.status === 'collecting' && <p className="small">{words.collecting}</p>}
            {state.status === 'reading' && <p className="small">{words.reading}</p>}
            {state.status === 'collected' && (
              <>
                <p className="notice small" data-tone={state.came > 0 ? 'mine' : undefined}>
                  {state.came > 0 ? words.came(state.came) : words.nobody}
                </p>
                {(['locked', 'empty', 'tooLarge', 'unreadable'] as const).map(
                  (why) =>
                    state.given[why].length > 0 && (
                      <p key={why} className="small muted">
                        {words[why](state.given[why].map((profile) => nicknameOf(profile, t)))}
                      </p>
                    ),
                )}
              </>
            )}
          </div>
          {state.status === 'failed' &&
            (state.tooMany ? (
              <Alarm>{words.tooMany(state.tooMany.have, state.tooMany.most)}</Alarm>
            ) : state.error ? (
              <Alarm error={state.error} />
            ) : (
              <Alarm>{words.failed}</Alarm>
            ))}
          {withdrawn.length > 0 && (
            <div className="notice small row spread" data-tone="alarm">
              <p>{words.withdrawn(withdrawn.map(({ member }) => member.name))}</p>
              <Button isDisabled={isBusy} onPress={() => takeOut(withdrawn).then(onKept)}>
                {words.removeWithdrawn}
              </Button>
            </div>
          )}
        </DropPanel>
      </section>
      {state.status === 'preview' && (
        <PreviewPanel
          key={state.turn}
          coming={state.coming}
          isBusy={isBusy}
          onKeep={(kept) => keep(kept).then((isKept) => isKept && onKept())}
          onLeave={() => {
            leave();
            onKept();
          }}
        />
      )}
    </>
  );
}
