import { Button } from 'react-aria-components';
import { useFirstStrings } from '../../i18n/first';
import type { Engines, EnginesState } from '../../run/engines';
import type { Choice } from '../../train/choice';
import { TermButton } from '../glossary/TermButton';

/** Which engine will train and why, in a line; or that this is being found out. */
export function EngineWords({ engines, state }: { engines: Engines | undefined; state: EnginesState }) {
  const t = useFirstStrings();
  if (state.status === 'examining')
    return (
      <p className="small muted" role="status" data-testid="engine">
        {t.training.engine.examining}
      </p>
    );
  const { choice } = state;
  if (!choice.engine) return null;
  return (
    <div className="small muted" role="status" data-testid="engine" data-engine={choice.engine}>
      <p>
        {t.training.engine.chosen(choice)}
        {(choice.engine === 'webgpu' || choice.why !== 'asked') && <TermButton term="graphics-processor" />}
      </p>
      {choice.engine === 'cpu' && choice.why === 'other-wrong' && (
        <Button className="react-aria-Button quiet" onPress={() => engines?.retry('webgpu')}>
          {t.training.engine.testGpuAgain}
        </Button>
      )}
    </div>
  );
}

/** That no engine can train here, and the way to try again. */
export function EngineProblem(props: {
  engines: Engines | undefined;
  choice: Extract<Choice, { engine: undefined }>;
}) {
  const words = useFirstStrings().training;
  return (
    <div className="notice small" data-tone="alarm" role="alert">
      <p>{words.failure(props.choice.failure)}</p>
      <Button onPress={() => props.engines?.retry('cpu')}>{words.engine.testAgain}</Button>
    </div>
  );
}
