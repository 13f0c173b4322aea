import { Suspense, useState } from 'react';
import { Button, Disclosure, DisclosurePanel, Heading } from 'react-aria-components';
import { MOST_ENTRIES } from '../../eval/cache-effect';
import { useFirstStrings } from '../../i18n/first';
import type { Method } from '../../model/run';
import type { Engines } from '../../run/engines';
import type { Services, ServicesState } from '../../run/services';
import { goesOnBy, type Offer } from '../../run/versions';
import type { Ready } from '../../text/prepared';
import {
  goingOnPlan,
  type MachineSpeed,
  type Plan,
  planFor,
  recipePlan,
  type Workload,
  withFirst,
} from '../../train/plan';
import { ramRefusal } from '../../train/ram';
import { defaultSettings, type TrainSettings } from '../../train/settings';
import { Termed } from '../glossary/TermButton';
import { Alarm } from '../shell/Alarm';
import { lazily } from '../shell/lazily';
import { TRAINING_SCREEN } from '../shell/lesson-mark';
import { href } from '../shell/route';
import { openedOf, useEngines } from '../shell/services';
import { rememberedBy } from '../shell/store';
import { WorkNotice } from '../shell/WorkNotice';
import { useBusy } from '../shell/work';
import { EngineProblem, EngineWords } from './EnginePanel';
import { MeasurePanel } from './MeasurePanel';
import styles from './make.module.css';
import { OfferPanel } from './OfferPanel';
import { SplitPanel } from './SplitPanel';
import { ThreadsNote } from './ThreadsNote';
import { useOffers } from './useOffers';
import type { usePrepared } from './usePrepared';

const SettingsPanel = lazily(async () => (await import('./SettingsPanel')).SettingsPanel);

/** The student's wishes: a method with its recipe, or numbers of their own, which are obeyed to the last step. */
type Wish = { method: Method } | { custom: TrainSettings };

/** What becomes of the text, the button, and what it promises; everything else is folded away under it. */
export function TrainPanel(props: {
  services: ServicesState;
  reading: ReturnType<typeof usePrepared>;
  running: boolean;
  /** Whether the screen is in sight: the engines are examined when it first is. */
  visible: boolean;
  onTrain: (services: Services, engines: Engines, ready: Ready, plan: Plan, offer?: Offer) => void;
}) {
  const t = useFirstStrings();
  const words = t.make.train;
  const { services, reading, running, onTrain } = props;
  const { prepared, preparing, share } = reading;
  const [wish, setWish] = useState<Wish>({ method: 'norm' });
  const [remembers, setRemembers] = useState(true);
  const opened = openedOf(services);
  const isBusy = useBusy();
  const { engines, state } = useEngines(props.visible ? opened : undefined);

  const ready = prepared?.kind === 'ready' ? prepared : undefined;
  const { offers, offer, choose } = useOffers(prepared);
  const speed = state.status === 'known' ? state.speed : undefined;
  const texts = {
    held: ready?.held.length ?? 0,
    general: opened?.general.length ?? 0,
    memory: remembers ? Math.min(ready?.train.length ?? 0, MOST_ENTRIES) : 0,
    ...(offer && { rival: rememberedBy(offer.line.current) }),
  };
  const method = 'custom' in wish ? wish.custom.method : wish.method;
  const goesOn = offer !== undefined && goesOnBy(offer, method);
  const plan = speed && planOf(wish, texts, speed, goesOn);
  const settings = plan?.settings ?? ('custom' in wish ? wish.custom : defaultSettings(method));

  const { deviceMemory } = navigator as { deviceMemory?: number };
  const choice = state.status === 'known' ? state.choice : undefined;
  const refusal = choice?.engine && ramRefusal(choice.engine, method, deviceMemory);
  const failure = reading.failure ?? (services.status === 'failed' ? services.error : undefined);
  const isLoading = services.status === 'loading';
  const button = offer ? t.versions.offer.button : words.button;
  const label = isLoading ? t.shell.waitingForBase : preparing ? words.reading(share) : button;
  return (
    <div className={`card stack ${styles.train}`}>
      <Termed term="training">
        <h2>{words.heading}</h2>
      </Termed>
      <SplitPanel prepared={prepared} />
      {choice && !choice.engine && <EngineProblem engines={engines} choice={choice} />}
      {opened && ready && choice && !choice.engine && (
        <MeasurePanel services={opened} ready={ready} visible={props.visible} />
      )}
      {refusal && (
        <p className="notice small" role="status">
          {t.training.ramRefusal(refusal)}
        </p>
      )}
      <Alarm error={failure} />
      {services.status === 'failed' && (
        <div>
          <Button onPress={services.tryAgain}>{t.shell.tryAgain}</Button>
        </div>
      )}
      <WorkNotice work="experiment" text={words.experimentRunning} to={href('lab')} />
      <WorkNotice work="class" text={words.classTraining} to={href('class', 'collection')} />
      <WorkNotice work="lesson" text={words.lessonTraining} to={href('lesson', TRAINING_SCREEN)} />
      {ready && !running && <OfferPanel offers={offers} offer={offer} goesOn={goesOn} onChoose={choose} />}
      <div className={styles.go}>
        <Button
          className="react-aria-Button primary big"
          isDisabled={
            !opened || !engines || !ready || !plan || preparing || running || isBusy || refusal !== undefined
          }
          onPress={() => opened && engines && ready && plan && onTrain(opened, engines, ready, plan, offer)}
        >
          {label}
        </Button>
        {ready && plan && !running && (
          <p
            className="small muted"
            data-testid="promise"
            data-seconds={plan.seconds.toFixed(2)}
            data-first={plan.first?.seconds.toFixed(2)}
          >
            {plan.first ? words.promiseFirst(plan.first.seconds, plan.seconds) : words.promise(plan.seconds)}
          </p>
        )}
        {opened && <EngineWords state={state} engines={engines} />}
      </div>
      <Disclosure>
        <Heading level={3}>
          <Button slot="trigger" className="react-aria-Button quiet">
            {t.make.advanced.heading}
          </Button>
        </Heading>
        <DisclosurePanel>
          <Suspense>
            <SettingsPanel
              settings={settings}
              remembers={remembers}
              onRemembers={setRemembers}
              onMethod={(chosen) => setWish({ method: chosen })}
              onChange={({ endsWhenEnough: _, ...custom }) => setWish({ custom })}
              onRecommended={() => setWish({ method })}
              preference={state.status === 'known' ? state.preference : undefined}
              onPreference={(preference) => engines?.prefer(preference)}
            />
          </Suspense>
        </DisclosurePanel>
      </Disclosure>
      <ThreadsNote />
    </div>
  );
}

function planOf(wish: Wish, texts: Workload, speed: MachineSpeed, goesOn: boolean): Plan {
  if ('custom' in wish) return withFirst(planFor(wish.custom, texts, speed), speed);
  if (goesOn) return goingOnPlan(texts, speed);
  return recipePlan(wish.method, texts, speed);
}
