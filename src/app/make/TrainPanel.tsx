import { useState } from 'react';
import { Button } from 'react-aria-components';
import { MOST_ENTRIES } from '../../eval/cache-effect';
import type { Method } from '../../model/run';
import type { Engines } from '../../run/engines';
import type { Services, ServicesState } from '../../run/services';
import type { Ready } from '../../text/prepared';
import {
  type MachineSpeed,
  type Plan,
  planFor,
  quickPlan,
  thoroughPlan,
  type Workload,
} from '../../train/plan';
import { ramRefusal } from '../../train/ram-check';
import { defaultSettings, type TrainSettings } from '../../train/settings';
import { Alarm } from '../shell/Alarm';
import { useBusy } from '../shell/busy';
import { duration } from '../shell/format';
import { href } from '../shell/route';
import { useEngines } from '../shell/useEngines';
import { EnginePanel } from './EnginePanel';
import { type Length, LengthPanel } from './LengthPanel';
import { MeasurePanel } from './MeasurePanel';
import { SettingsPanel } from './SettingsPanel';
import { SplitPanel } from './SplitPanel';
import { ThreadsNote } from './ThreadsNote';
import type { usePrepared } from './usePrepared';

/** The student's wishes: a method and a length, or numbers of their own. */
type Wish = { method: Method; length: Length } | { custom: TrainSettings };

/** What becomes of the text, how to train on it, how long that takes, and the button. */
export function TrainPanel(props: {
  services: ServicesState;
  reading: ReturnType<typeof usePrepared>;
  running: boolean;
  /** Whether the screen is in sight: the engines are examined when it first is. */
  visible: boolean;
  onTrain: (services: Services, engines: Engines, ready: Ready, plan: Plan) => void;
}) {
  const { services, reading, running, onTrain } = props;
  const { prepared, preparing, share } = reading;
  const [wish, setWish] = useState<Wish>({ method: 'norm', length: 'quick' });
  const [remembers, setRemembers] = useState(true);
  const opened = services.status === 'ready' ? services.services : undefined;
  const experimenting = useBusy('experiment');
  const { engines, state } = useEngines(props.visible ? opened : undefined);

  const ready = prepared?.kind === 'ready' ? prepared : undefined;
  const speed = state.status === 'known' ? state.speed : undefined;
  const texts = {
    held: ready?.held.length ?? 0,
    general: opened?.general.length ?? 0,
    memory: remembers ? Math.min(ready?.train.length ?? 0, MOST_ENTRIES) : 0,
  };
  const plan = speed && planOf(wish, texts, speed);
  const method = 'custom' in wish ? wish.custom.method : wish.method;
  const settings = plan?.settings ?? ('custom' in wish ? wish.custom : defaultSettings(method));

  const { deviceMemory } = navigator as { deviceMemory?: number };
  const engine = state.status === 'known' ? state.choice.engine : undefined;
  const refusal = engine && ramRefusal(engine, method, deviceMemory);
  const failure = reading.failure ?? (services.status === 'failed' ? services.error : undefined);
  const label = !opened
    ? 'Waiting for the base model …'
    : preparing
      ? `Reading your text … ${Math.round(100 * share)}%`
      : 'Train';
  return (
    <div className="card stack">
      <h2>2. Train</h2>
      <SplitPanel prepared={prepared} choices={reading.choices} onChoices={reading.choose} />
      {speed && ready && (
        <LengthPanel
          plans={{ quick: quickPlan(method, texts, speed), thorough: thoroughPlan(method, texts, speed) }}
          value={'custom' in wish ? undefined : wish.length}
          onChange={(length) => setWish({ method, length })}
        />
      )}
      <SettingsPanel
        settings={settings}
        remembers={remembers}
        onRemembers={setRemembers}
        onMethod={(chosen) => setWish({ method: chosen, length: 'custom' in wish ? 'quick' : wish.length })}
        onChange={(custom) => setWish({ custom })}
        onRecommended={() => setWish({ method, length: 'thorough' })}
        preference={state.status === 'known' ? state.preference : undefined}
        onPreference={(preference) => engines?.prefer(preference)}
      />
      <ThreadsNote />
      {opened && <EnginePanel engines={engines} state={state} />}
      {opened && ready && state.status === 'known' && !state.choice.engine && (
        <MeasurePanel services={opened} ready={ready} />
      )}
      {refusal && (
        <p className="notice small" role="status">
          {refusal}
        </p>
      )}
      <Alarm error={failure} />
      {experimenting && (
        <p className="notice small" role="status">
          An experiment is running in the <a href={href('lab')}>Lab</a>, and two at once would take all of the
          laptop: stop it there, or wait until it is done.
        </p>
      )}
      <Button
        className="react-aria-Button primary big"
        isDisabled={
          !opened ||
          !engines ||
          !ready ||
          !plan ||
          preparing ||
          running ||
          experimenting ||
          refusal !== undefined
        }
        onPress={() => opened && engines && ready && plan && onTrain(opened, engines, ready, plan)}
      >
        {label}
      </Button>
      {ready && plan && (
        <p className="small muted" data-testid="promise" data-seconds={plan.seconds.toFixed(2)}>
          Result in about {duration(plan.seconds)}.
          {plan.measured.held < texts.held &&
            ` To be quick on this laptop, the first ${plan.measured.held} held-out tokens are measured.`}
        </p>
      )}
    </div>
  );
}

function planOf(wish: Wish, texts: Workload, speed: MachineSpeed): Plan {
  if ('custom' in wish) return planFor(wish.custom, texts, speed);
  return (wish.length === 'quick' ? quickPlan : thoroughPlan)(wish.method, texts, speed);
}
