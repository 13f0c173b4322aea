import { Button } from 'react-aria-components';
import { namesIn } from '../../experiments/names';
import { useStrings } from '../../i18n/react';
import type { ExperimentRunnerState } from '../../run/experiment-runner';
import { Progress } from '../shell/Progress';
import { namesOn } from './words';

/** An experiment under way: what it is doing, how far it is, and the way to stop it. */
export function ProgressPanel(props: {
  state: Extract<ExperimentRunnerState, { status: 'running' }>;
  onStop: () => void;
}) {
  const t = useStrings();
  const words = t.lab.progress;
  const { record, progress, step, resumed, stopping } = props.state;
  const { done, cells, label, share, secondsLeft } = progress;
  return (
    <>
      <div>
        <h2>{stopping ? words.stopping : (label?.(t, namesIn(t)) ?? words.starting)}</h2>
        <p className="small muted" role="status">
          {words.where(Math.min(done + 1, cells), cells, step, secondsLeft)}
          {resumed && ` ${resumed}`}
        </p>
      </div>
      <Progress share={share}>{words.bar}</Progress>
      <p className="small muted">{words.note[record.form](namesOn(t, record))}</p>
      <div className="row">
        <Button onPress={props.onStop} isDisabled={stopping}>
          {words.stop}
        </Button>
      </div>
    </>
  );
}
