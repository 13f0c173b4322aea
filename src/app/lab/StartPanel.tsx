import { useState } from 'react';
import { Button } from 'react-aria-components';
import type { Strings } from '../../i18n/en';
import { Rich, useStrings } from '../../i18n/react';
import type { ExperimentRecord } from '../../store';
import { Alarm } from '../shell/Alarm';
import { TRAINING_SCREEN } from '../shell/lesson-mark';
import { useProfile } from '../shell/profile';
import { href } from '../shell/route';
import { WorkNotice } from '../shell/WorkNotice';
import { useBusy } from '../shell/work';
import { useRunner } from './useLab';
import type { SetupState } from './useSetup';

/** The buttons that start an experiment, go on with one that was stopped, or run one again; and why they cannot. */
export function StartPanel(props: {
  prepared: SetupState;
  /** The run of this very setup, if there was one. */
  record: ExperimentRecord | undefined;
  /** Whether this machine can train; undefined while that is being found out. */
  canTrain: boolean | undefined;
  /** Whether the experiment runs in another tab. */
  elsewhere: boolean;
  /** Goes on with a record, or begins a new one. */
  onStart: (from?: ExperimentRecord) => void;
}) {
  const t = useStrings();
  const words = t.lab.start;
  const { prepared, record, canTrain, elsewhere, onStart } = props;
  const { experiments } = useProfile();
  const { state } = useRunner();
  const training = useBusy('training');
  const isClassTraining = useBusy('class');
  const busy = useBusy();
  const [error, setError] = useState<unknown>();
  const disabled = busy || elsewhere || !canTrain || prepared.status !== 'ready';
  const stopped = record && !record.finished ? record : undefined;

  const again = async () => {
    try {
      setError(undefined);
      if (record) await experiments.delete(record.id);
      onStart();
    } catch (reason) {
      setError(reason);
    }
  };
  return (
    <>
      {elsewhere && (
        <p className="notice small" role="status">
          {t.errors.byDomain.experiment.elsewhere}
        </p>
      )}
      {stopped && !elsewhere && (
        <p className="small" role="status">
          {words.kept(stopped.done, stopped.cells)}
        </p>
      )}
      {isClassTraining && (
        <p className="notice small" role="status">
          <Rich
            text={t.make.train.classTraining}
            link={(inner: string) => <a href={href('class', 'collection')}>{inner}</a>}
          />
        </p>
      )}
      <WorkNotice work="lesson" text={t.make.train.lessonTraining} to={href('lesson', TRAINING_SCREEN)} />
      {training && (
        <p className="notice small" role="status">
          <Rich text={words.training} link={(inner: string) => <a href={href('make')}>{inner}</a>} />
        </p>
      )}
      {state.status === 'running' && (
        <p className="notice small" role="status">
          <Rich
            text={words.other}
            link={(inner: string) => <a href={href('lab', state.record.experiment)}>{inner}</a>}
          />
        </p>
      )}
      <Alarm error={error} />
      <div className="row">
        <Button
          className="react-aria-Button primary big"
          isDisabled={disabled}
          onPress={() => (record?.finished ? again() : onStart(stopped))}
        >
          {canTrain === undefined || prepared.status === 'preparing' ? words.ready : labelFor(words, record)}
        </Button>
        {stopped && (
          <Button isDisabled={disabled} onPress={again}>
            {words.fromStart}
          </Button>
        )}
      </div>
    </>
  );
}

function labelFor({ run, again, goOn }: Strings['lab']['start'], record: ExperimentRecord | undefined) {
  if (!record) return run;
  return record.finished ? again : goOn;
}
