import { Button } from 'react-aria-components';
import { useStrings } from '../../i18n/useStrings';
import type { Engines, EnginesState } from '../../run/engines';

/** Which engine will train, and why it and not the other. */
export function EnginePanel({ engines, state }: { engines: Engines | undefined; state: EnginesState }) {
  const t = useStrings();
  if (state.status === 'examining')
    return (
      <p className="small muted" role="status" data-testid="engine">
        {t.training.engine.examining}
      </p>
    );
  const { choice } = state;
  if (!choice.engine)
    return (
      <div className="notice small" data-tone="alarm" role="alert">
        <p>{t.training.failure(choice.failure)}</p>
        <Button onPress={() => engines?.retry('cpu')}>{t.training.engine.testAgain}</Button>
      </div>
    );
  return (
    <div className="small muted" role="status" data-testid="engine" data-engine={choice.engine}>
      <p>{t.training.engine.chosen(choice)}</p>
      {choice.engine === 'cpu' && choice.why === 'other-wrong' && (
        <Button className="react-aria-Button quiet" onPress={() => engines?.retry('webgpu')}>
          {t.training.engine.testGpuAgain}
        </Button>
      )}
    </div>
  );
}
