import { Button } from 'react-aria-components';
import { useStrings } from '../../i18n/react';
import { deviceWords } from '../../i18n/words';
import { LossChart } from '../charts/LossChart';
import { Progress } from '../shell/Progress';
import type { RunProgress } from './run-state';

/** Stages in which there is something to keep. */
const STOPPABLE: RunProgress['stage'][] = ['training', 'paused', 'measuring-first'];

/** A run under way: what it is doing, how long it will take, its curve, until a result shows it, and the way to stop it. */
export function RunPanel(props: { progress: RunProgress; hasResult: boolean; onStop: () => void }) {
  const { progress } = props;
  const t = useStrings();
  const words = t.training.run;
  const { stage, step, steps, measured } = progress;
  const training = stage === 'training' || stage === 'stopping' || stage === 'paused';
  const measuring = stage === 'measuring' || stage === 'measuring-base' || stage === 'measuring-first';
  const about = () => {
    if (stage === 'paused') return words.paused(progress);
    if (stage === 'measuring-first') return words.waits(progress);
    return training ? words.step(progress) : words.short;
  };
  const share = measuring ? measured : training ? step / steps : undefined;
  return (
    <section className="card stack" aria-label={words.title} data-testid="run">
      <div className="row spread">
        <div>
          <h2>{words.stages[stage]}</h2>
          <p className="muted small">
            {about()}
            {progress.device && ` ${words.on(deviceWords(t, progress.device))}`}
          </p>
          <p className="muted small" role="status">
            {progress.resumed && t.training.resumed(progress.resumed)}
          </p>
        </div>
        <Button onPress={props.onStop} isDisabled={!STOPPABLE.includes(stage)}>
          {words.stop}
        </Button>
      </div>
      <Progress share={share}>{words.stages[stage]}</Progress>
      {!props.hasResult && <LossChart curve={progress.curve} steps={steps} />}
    </section>
  );
}
