import { useState } from 'react';
import { Rich, useStrings } from '../../i18n/react';
import { modelWords } from '../../i18n/words';
import { Pad } from '../pad/Pad';
import { Alarm } from '../shell/Alarm';
import { useProfile } from '../shell/profile';
import { href } from '../shell/route';
import { openedOf, useServices } from '../shell/services';
import { rememberedBy, store, useLines } from '../shell/store';
import { StepCard } from '../why/StepCard';
import { SurpriseCard } from '../why/SurpriseCard';
import { choiceOf } from './choice';
import { ModelChoice } from './ModelChoice';
import { SideBySide } from './SideBySide';
import { useOwnModel } from './useOwnModel';
import { forgetful, usePadModel } from './usePadModel';
import { useWriting } from './useWriting';

/** The student writes with a model at hand, has it write, beside the base, and looks inside it. `detail` is an adapter's id. */
export function TryScreen({ detail }: { detail: string | undefined }) {
  const t = useStrings();
  const words = t.tryOut;
  const services = useServices();
  const { lines, failure: listFailure } = useLines();
  const [remembers, setRemembers] = useState(true);
  const writing = useWriting();
  const busy = writing.state.writing.base || writing.state.writing.mine;

  const { profile } = useProfile();
  const { usable, adapter } = choiceOf(lines ?? [], detail, profile.lastAdapter);
  const opened = openedOf(services);
  const own = useOwnModel(adapter);
  const traces = adapter?.forgottenTraces;
  const opening = usePadModel(opened, lines && own.read, remembers, traces);
  const { model, pages, failure: notOpened } = opening;
  const read = async () => (remembers ? own.read() : forgetful(await own.read()));
  const { cache } = adapter?.run ?? {};
  const kept = adapter ? rememberedBy(adapter) : 0;
  const failure = listFailure ?? notOpened ?? (services.status === 'failed' ? services.error : undefined);
  const name = adapter && modelWords(t, adapter);
  const looks = { evaluator: opened?.evaluator, read, ownName: name };
  const version = [adapter?.sha256, adapter?.forgotten, remembers].join();

  return (
    <div className="stack">
      <div>
        <h1>{words.title}</h1>
        <p className="muted">{words.intro}</p>
      </div>
      {lines?.length === 0 && (
        <p className="notice">
          <Rich text={words.noModel} link={(label: string) => <a href={href('make')}>{label}</a>} />
        </p>
      )}
      <Alarm error={failure} />
      {/* What is shown depends on the models: nothing is drawn that would move when they are known. */}
      {(lines || failure !== undefined) && (
        <>
          <Pad model={model} name={name}>
            <ModelChoice
              {...{ usable, adapter, remembers }}
              remembered={kept + pages}
              onRemembers={setRemembers}
              isDisabled={busy}
            />
          </Pad>
          <SideBySide
            writing={writing}
            mine={
              adapter && {
                ...{ name: modelWords(t, adapter), record: adapter, read, forget: own.forget },
                remembers: remembers && cache !== undefined,
              }
            }
            onStart={() => {
              if (adapter) store.profiles.change(profile.id, { lastAdapter: adapter.id }).catch(() => {});
            }}
          />
          <SurpriseCard {...looks} />
          <StepCard {...looks} version={version} />
        </>
      )}
    </div>
  );
}
