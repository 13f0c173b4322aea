import { useEffect, useRef, useState } from 'react';
import { Button } from 'react-aria-components';
import { useCollectionStrings } from '../../i18n/collection';
import { Rich, useStrings } from '../../i18n/react';
import { BASE_SHA256 } from '../../model/config';
import { classPlan, stepsFor } from '../../run/class/class-training';
import { membersToCompare } from '../../run/class/comparison';
import type { Services } from '../../run/services';
import { ramRefusal } from '../../train/ram';
import { TermButton } from '../glossary/TermButton';
import { NumberSetting } from '../make/settings-fields';
import { Alarm } from '../shell/Alarm';
import { useOnePress } from '../shell/one-press';
import { useProfile } from '../shell/profile';
import { href } from '../shell/route';
import { useEngines } from '../shell/services';
import { useBusy } from '../shell/work';
import { ComparedView } from './ComparedView';
import styles from './collection.module.css';
import { TrainingProgress } from './TrainingProgress';
import { useClassTexts } from './useClassTexts';
import { useClassTraining } from './useClassTraining';
import type { CollectedParts } from './useCollection';

const MOST_STEPS = 2000;

/** One model of all texts: the promise, the button, how far it is, and what came of the comparison. */
export function ClassModelPanel({ services, parts }: { services: Services; parts: CollectedParts }) {
  const t = useStrings();
  const words = useCollectionStrings().classModel;
  const { members, model } = parts;
  const { training, state } = useClassTraining();
  const { texts, failure } = useClassTexts(services, members);
  const { engines, state: known } = useEngines(services);
  const isOtherWork = useBusy();
  const [wish, setWish] = useState<number>();

  const ready = texts === 'none' ? undefined : texts;
  const steps = wish ?? (ready ? stepsFor(ready.train.length) : 100);
  const speed = known.status === 'known' ? known.speed : undefined;
  const plan = ready && speed && classPlan(ready, members, services.general.length, speed, steps);
  const compared = ready ? membersToCompare(members, ready.tests).length : 0;
  const isRunning = state.status === 'training' || state.status === 'comparing';
  const heading = useRef<HTMLHeadingElement>(null);
  const wasRunning = useRef(isRunning);
  // The button that had the focus is gone.
  useEffect(() => {
    if (wasRunning.current !== isRunning && document.activeElement === document.body)
      heading.current?.focus();
    wasRunning.current = isRunning;
  }, [isRunning]);
  const choice = known.status === 'known' ? known.choice : undefined;
  const { deviceMemory } = navigator as { deviceMemory?: number };
  const refusal = choice?.engine && ramRefusal(choice.engine, 'norm', deviceMemory);
  const isChanged =
    ready &&
    model &&
    (ready.train.length !== model.run.tokens.train ||
      [...ready.members].sort().join() !== [...model.learnedFrom].sort().join());

  return (
    <section className="card stack" aria-label={words.heading} data-testid="class-model">
      <h2 ref={heading} tabIndex={-1}>
        {words.heading}
      </h2>
      <p className={styles.intro}>
        {words.about}
        <TermButton term="held-out" />
      </p>
      <Alarm error={failure} />
      {members.length > 0 && texts === undefined && failure === undefined && (
        <p className="muted" role="status">
          {words.preparing}
        </p>
      )}
      {texts === 'none' && <p className="notice small">{words.tooLittle}</p>}
      {choice && !choice.engine && <p className="notice small">{words.noEngine}</p>}
      {refusal && <p className="notice small">{t.training.ramRefusal(refusal)}</p>}
      {isRunning ? (
        <TrainingProgress state={state} onStop={() => training.stop()} />
      ) : (
        ready && (
          <>
            {isOtherWork && (
              <p className="notice small" role="status">
                {words.otherWork}
              </p>
            )}
            {compared === 0 && <p className="notice small">{words.nobody}</p>}
            <div className={`row ${styles.start}`}>
              <div className={styles.steps}>
                <NumberSetting
                  label={words.steps}
                  term="step"
                  value={steps}
                  min={1}
                  max={MOST_STEPS}
                  onChange={setWish}
                />
              </div>
              <Button
                className="react-aria-Button primary big"
                isDisabled={!plan || !engines || isOtherWork || refusal !== undefined}
                onPress={() =>
                  plan && engines && void training.start(services, engines, members, ready, plan)
                }
              >
                {model ? words.again : words.train}
              </Button>
              {model && compared > 0 && (
                <Button
                  isDisabled={isOtherWork}
                  onPress={() => void training.compare(services, model, members, ready)}
                >
                  {model.compared ? words.compareAgain : words.compare}
                </Button>
              )}
            </div>
            <p className={`small muted ${styles.promise}`}>
              {plan
                ? `${words.promise(plan.seconds, compared)} ${words.keepOpen}`
                : known.status === 'examining' && words.examining}
            </p>
          </>
        )
      )}
      {state.status === 'failed' && <Alarm error={state.error} />}
      {model && !isRunning && (
        <>
          <p>{words.trained(model.learnedFrom.length, model.run.steps, model.madeAt)}</p>
          {isChanged && <p className="notice small">{words.changed}</p>}
          {model.compared && model.compared.length > 0 && (
            <ComparedView compared={model.compared} members={members} />
          )}
          <IntoMyModels key={model.id} model={model} />
        </>
      )}
    </section>
  );
}

/** The class's model among those of the profile, to be tried and saved like any other. */
function IntoMyModels({ model }: { model: NonNullable<CollectedParts['model']> }) {
  const words = useCollectionStrings().classModel;
  const { adapters } = useProfile();
  const [isSaved, setSaved] = useState(false);
  const told = useRef<HTMLParagraphElement>(null);
  useEffect(() => void (isSaved && told.current?.focus()), [isSaved]);
  const [failure, setFailure] = useState<unknown>();
  const press = useOnePress();
  const save = () => {
    const facts = { name: words.savedAs, baseHash: BASE_SHA256, origin: 'trained', run: model.run } as const;
    return adapters.save(facts, model.weights).then(() => setSaved(true), setFailure);
  };
  return (
    <>
      <div className="row">
        {!isSaved && <Button onPress={() => press(save)}>{words.save}</Button>}
        <p role="status" ref={told} tabIndex={-1}>
          {isSaved && (
            <Rich text={words.saved} link={(label: string) => <a href={href('models')}>{label}</a>} />
          )}
        </p>
      </div>
      <Alarm error={failure} />
    </>
  );
}
