import { useState } from 'react';
import { Rich, useStrings } from '../../i18n/react';
import { BASE_SHA256 } from '../../model/config';
import { Pad } from '../pad/Pad';
import { Alarm } from '../shell/Alarm';
import { useProfile } from '../shell/profile';
import { href } from '../shell/route';
import { useServices } from '../shell/services';
import { store, useAdapters } from '../shell/store';
import { ModelChoice } from './ModelChoice';
import { SideBySide } from './SideBySide';
import { forgetful, useModels } from './useModels';
import { useWriting } from './useWriting';

/** The student writes with a model at hand, and has it write, beside the base. */
export function TryScreen({ adapterId }: { adapterId: string | undefined }) {
  const t = useStrings();
  const words = t.tryOut;
  const services = useServices();
  const { adapters, failure: listFailure } = useAdapters();
  const [remembers, setRemembers] = useState(true);
  const writing = useWriting();
  const busy = writing.state.writing.base || writing.state.writing.mine;

  const usable = adapters?.filter(({ baseHash }) => baseHash === BASE_SHA256) ?? [];
  const { profile } = useProfile();
  const chosen = adapterId ?? profile.lastAdapter;
  const adapter = usable.find(({ id }) => id === chosen) ?? usable[0];
  const {
    opening,
    models,
    failure: notOpened,
  } = useModels(
    services.status === 'ready' ? services.services : undefined,
    adapters && (adapter?.id ?? null),
    remembers,
  );
  const remembered = models?.remembered ?? adapter?.run?.cache?.tokens ?? 0;
  const failure = listFailure ?? notOpened ?? (services.status === 'failed' ? services.error : undefined);

  return (
    <div className="stack">
      <div>
        <h1>{words.title}</h1>
        <p className="muted">{words.intro}</p>
      </div>
      {adapters?.length === 0 && (
        <p className="notice">
          <Rich text={words.noModel} link={(label: string) => <a href={href('make')}>{label}</a>} />
        </p>
      )}
      <Alarm error={failure} />
      <Pad model={models?.pad} name={adapter?.name}>
        <ModelChoice
          {...{ usable, adapter, remembered, remembers }}
          onRemembers={setRemembers}
          isDisabled={busy}
        />
      </Pad>
      <SideBySide
        writing={writing}
        mine={
          adapter && {
            name: adapter.name,
            remembers: remembers && remembered > 0,
            read: async () => (remembers ? await opening! : forgetful(await opening!)).beside,
          }
        }
        onStart={() =>
          adapter && store.profiles.change(profile.id, { lastAdapter: adapter.id }).catch(() => {})
        }
      />
    </div>
  );
}
