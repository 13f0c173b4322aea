import { Button, Label, ProgressBar } from 'react-aria-components';
import { LossChart } from '../charts/LossChart';
import { duration } from '../shell/format';
import type { RunProgress } from './useRun';

const STAGES: Record<RunProgress['stage'], string> = {
  'measuring-base': 'Measuring the base on your held-out text',
  loading: 'Loading the base for training',
  checking: 'Checking that this machine computes right',
  training: 'Training',
  paused: 'Waiting for you to come back',
  stopping: 'Stopping after this step',
  measuring: 'Measuring on the text it never saw',
  saving: 'Keeping your model',
};

/** A run under way: what it is doing, how long it will take, its curve, and the way to stop it. */
export function RunPanel({ progress, onStop }: { progress: RunProgress; onStop: () => void }) {
  const { stage, step, steps, measured } = progress;
  const training = stage === 'training' || stage === 'stopping' || stage === 'paused';
  const measuring = stage === 'measuring' || stage === 'measuring-base';
  const share = measuring ? measured : training ? step / steps : undefined;
  return (
    <section className="card stack" aria-label="Training" data-testid="run">
      <div className="row spread">
        <div>
          <h2>{STAGES[stage]}</h2>
          <p className="muted small" role="status">
            {training ? progressWords(progress) : 'This takes a few seconds.'}
            {progress.device && ` On ${progress.device}.`}
            {progress.resumed && ` ${progress.resumed}`}
          </p>
        </div>
        <Button onPress={onStop} isDisabled={stage !== 'training' && stage !== 'paused'}>
          Stop and keep
        </Button>
      </div>
      <ProgressBar value={share === undefined ? 0 : 100 * share} isIndeterminate={share === undefined}>
        {({ percentage }) => (
          <>
            <Label className="visually-hidden">{STAGES[stage]}</Label>
            <div className="track">
              <div className="fill" style={{ width: `${percentage ?? 0}%` }} />
            </div>
          </>
        )}
      </ProgressBar>
      <LossChart curve={progress.curve} steps={steps} />
    </section>
  );
}

function progressWords({ stage, step, steps, secondsLeft }: RunProgress): string {
  if (stage === 'paused')
    return `Step ${step} of ${steps}. The browser slows pages down that nobody sees; training goes on when this one is back.`;
  if (step === steps) return `All ${steps} steps are done; the held-out text is measured once more.`;
  const left = secondsLeft === undefined ? '' : `, about ${duration(secondsLeft)} left`;
  return `Step ${step} of ${steps}${left}.`;
}
