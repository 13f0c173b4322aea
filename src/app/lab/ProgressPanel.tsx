import { Button, Label, ProgressBar } from 'react-aria-components';
import { useStrings } from '../../i18n/useStrings';
import type { ExperimentRunnerState } from '../../run/experiment-runner';
import { duration, plural } from '../shell/format';
import { FORM_NAMES, onWords } from './words';

/** An experiment under way: what it is doing, how far it is, and the way to stop it. */
export function ProgressPanel(props: {
  state: Extract<ExperimentRunnerState, { status: 'running' }>;
  onStop: () => void;
}) {
  const t = useStrings();
  const { record, progress, step, resumed, stopping } = props.state;
  const { done, cells, label, share, secondsLeft } = progress;
  return (
    <>
      <div>
        <h2>{stopping ? 'Stopping' : label || 'Starting'}</h2>
        <p className="small muted" role="status">
          Part {Math.min(done + 1, cells)} of {cells}
          {step !== undefined && `, ${plural(step, 'step')} taken`}
          {secondsLeft !== undefined && `, about ${duration(secondsLeft)} left`}.
          {resumed && ` ${t.training.resumed(resumed)}`}
        </p>
      </div>
      <ProgressBar value={100 * share}>
        {({ percentage }) => (
          <>
            <Label className="visually-hidden">The experiment</Label>
            <div className="track">
              <div className="fill" style={{ width: `${percentage ?? 0}%` }} />
            </div>
          </>
        )}
      </ProgressBar>
      <p className="small muted">
        {FORM_NAMES[record.form]}, on {onWords(record)}. You may look at other screens meanwhile; every part
        that is done is kept.
      </p>
      <div className="row">
        <Button onPress={props.onStop} isDisabled={stopping}>
          Stop
        </Button>
      </div>
    </>
  );
}
