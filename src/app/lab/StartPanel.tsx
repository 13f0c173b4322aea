import { useState } from 'react';
import { Button } from 'react-aria-components';
import { errorWords } from '../../i18n/errors';
import { useStrings } from '../../i18n/useStrings';
import type { ExperimentRecord } from '../../store';
import { Alarm } from '../shell/Alarm';
import { plural } from '../shell/format';
import { useProfile } from '../shell/profile';
import { href } from '../shell/route';
import { useBusy } from '../shell/useBusy';
import { useRunner } from './useLab';
import type { SetupState } from './useSetup';

/** The buttons that start an experiment, go on with one that was stopped, or run one again; and why they cannot. */
export function StartPanel(props: {
  prepared: SetupState;
  /** The run of this very setup, if there was one. */
  record: ExperimentRecord | undefined;
  /** Whether this machine can train; undefined while that is being found out. */
  canTrain: boolean | undefined;
  /** Goes on with a record, or begins a new one. */
  onStart: (from?: ExperimentRecord) => void;
}) {
  const { prepared, record, canTrain, onStart } = props;
  const { experiments } = useProfile();
  const { state } = useRunner();
  const training = useBusy('training');
  const busy = useBusy();
  const t = useStrings();
  const [failure, setFailure] = useState<string>();
  const disabled = busy || !canTrain || prepared.status !== 'ready';
  const stopped = record && !record.finding ? record : undefined;

  const again = async () => {
    try {
      setFailure(undefined);
      if (record) await experiments.delete(record.id);
      onStart();
    } catch (error) {
      setFailure(errorWords(t, error));
    }
  };
  return (
    <>
      {stopped && (
        <p className="small" role="status">
          {stopped.done} of {plural(stopped.cells, 'part')} {stopped.done === 1 ? 'is' : 'are'} done and kept.
        </p>
      )}
      {training && (
        <p className="notice small" role="status">
          Your model is being trained on the <a href={href('make')}>Make screen</a>, and two at once would
          take all of the laptop: the experiment can start after that.
        </p>
      )}
      {state.status === 'running' && (
        <p className="notice small" role="status">
          <a href={href('lab', state.record.bet)}>Another experiment</a> is running: this one can start after
          that.
        </p>
      )}
      <Alarm>{failure}</Alarm>
      <div className="row">
        <Button
          className="react-aria-Button primary big"
          isDisabled={disabled}
          onPress={() => (record?.finding ? again() : onStart(stopped))}
        >
          {canTrain === undefined || prepared.status === 'preparing' ? 'Getting ready …' : labelFor(record)}
        </Button>
        {stopped && (
          <Button isDisabled={disabled} onPress={again}>
            Run again from the start
          </Button>
        )}
      </div>
    </>
  );
}

function labelFor(record: ExperimentRecord | undefined): string {
  if (!record) return 'Run';
  return record.finding ? 'Run again' : 'Go on';
}
