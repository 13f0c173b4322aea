import { useState } from 'react';
import { Button } from 'react-aria-components';
import { MOST_ENTRIES } from '../../eval/cache-effect';
import { OWN_ID } from '../../experiments/setup';
import { useLessonStrings } from '../../i18n/lesson';
import { useStrings } from '../../i18n/react';
import { deviceWords } from '../../i18n/words';
import { lessonPlan } from '../../run/lesson/plan';
import type { Services } from '../../run/services';
import { learnedFrom } from '../../run/versions';
import type { Prepared } from '../../text/prepared';
import { LossChart } from '../charts/LossChart';
import { Alarm } from '../shell/Alarm';
import { useOnePress } from '../shell/one-press';
import { Progress } from '../shell/Progress';
import { useProfile } from '../shell/profile';
import { useEngines } from '../shell/services';
import { keep } from '../shell/store';
import { useBusy } from '../shell/work';
import { type TextId, useCourse } from './course';
import styles from './lesson.module.css';
import { TrainedWords } from './TrainedWords';
import { stopTraining, trainForClass } from './training';
import { useLessonText } from './useLessonText';

/** A training here and now: the button with its promise, the curve while it runs, and what became of it. */
export function LiveTraining(props: { services: Services; text: TextId; own: Prepared | undefined }) {
  const t = useStrings();
  const words = useLessonStrings();
  const { services, text, own } = props;
  const { course, state: shown } = useCourse();
  const { training, lives } = shown;
  const live = lives[text];
  const { ready, failure } = useLessonText(services, text, own);
  const { engines, state } = useEngines(services);
  const isRunning = training.status === 'running';
  const isBusy = useBusy();
  const speed = state.status === 'known' ? state.speed : undefined;
  const memory = Math.min(ready?.train.length ?? 0, MOST_ENTRIES);
  const workload = { held: ready?.held.length ?? 0, general: services.general.length, memory };
  const plan = speed && ready && lessonPlan(workload, speed);
  const progress = isRunning ? training.progress : undefined;
  const run = live?.lesson.run;
  const share =
    progress && (progress.stage.startsWith('measuring') ? progress.measured : progress.step / progress.steps);
  const cannot = state.status === 'known' && !state.choice.engine ? state.choice.failure : undefined;
  return (
    <div className="stack" data-testid="training" data-status={training.status}>
      <Alarm error={failure} />
      {cannot && <Alarm>{t.training.failure(cannot)}</Alarm>}
      {text === OWN_ID && own && own.kind !== 'ready' && <p className="notice">{words.text.tooLittle}</p>}
      <div className={styles.doing}>
        {progress ? (
          <Button
            className="react-aria-Button big"
            isDisabled={progress.stage !== 'training'}
            onPress={() => stopTraining(course)}
          >
            {t.training.run.stop}
          </Button>
        ) : (
          <Button
            className="react-aria-Button primary big"
            isDisabled={!plan || !engines || isBusy}
            onPress={() => {
              if (plan && engines && ready) void trainForClass(course, services, engines, text, ready, plan);
            }}
          >
            {run ? words.train.again : words.train.start}
          </Button>
        )}
        <div>
          {progress ? (
            <p className="muted">
              {`${t.training.run.stages[progress.stage]}. `}
              {progress.stage === 'training' && t.training.run.step(progress)}{' '}
              {progress.device && t.training.run.on(deviceWords(t, progress.device))}
            </p>
          ) : run ? (
            <TrainedWords run={run} />
          ) : (
            <p className="muted">
              {isBusy ? words.train.busy : plan ? words.train.promise(plan.seconds) : words.train.examining}
            </p>
          )}
          <p className="small muted" role="status">
            {live && !live.isWhole && words.train.looking}
          </p>
        </div>
        {live?.result && <KeepButton text={text} />}
      </div>
      <Progress share={progress ? share : run ? 1 : 0}>{t.training.run.title}</Progress>
      <LossChart
        curve={progress?.curve ?? run?.curve ?? []}
        steps={progress?.steps ?? run?.steps ?? plan?.settings.steps ?? 1}
      />
    </div>
  );
}

/** The model of the lesson goes into My models, if somebody wants it. */
function KeepButton({ text }: { text: TextId }) {
  const t = useStrings();
  const words = useLessonStrings();
  const { adapters } = useProfile();
  const { course, state } = useCourse();
  const live = state.lives[text];
  const [failure, setFailure] = useState<unknown>();
  const press = useOnePress();
  const result = live?.result;
  if (!result) return null;
  const { ready, personalised, keptAs } = result;
  if (keptAs !== undefined) return <p role="status">{words.train.keptAs(keptAs)}</p>;
  const save = async () => {
    const name = words.train.modelName(text === OWN_ID ? words.text.own : t.samples[text].title);
    try {
      const learned = learnedFrom(ready.sentences);
      await keep(adapters, personalised, { id: crypto.randomUUID(), name, learned });
      course.changeLive(
        text,
        (now) => now && { ...now, result: now.result && { ...now.result, keptAs: name } },
      );
    } catch (error) {
      setFailure(error);
    }
  };
  return (
    <div>
      <Button onPress={() => press(save)}>{words.train.keep}</Button>
      <Alarm error={failure} />
    </div>
  );
}
