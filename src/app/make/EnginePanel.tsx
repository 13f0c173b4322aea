import { Button } from 'react-aria-components';
import type { Engines, EnginesState } from '../../run/engines';
import type { Choice } from '../../train/choice';

const NAMES = { cpu: 'the processor', webgpu: 'the graphics processor' } as const;

/** Which engine will train and why, in a line; or that this is being found out. */
export function EngineWords({ engines, state }: { engines: Engines | undefined; state: EnginesState }) {
  if (state.status === 'examining')
    return (
      <p className="small muted" role="status" data-testid="engine">
        Finding out how fast this laptop can train …
      </p>
    );
  const { choice } = state;
  if (!choice.engine) return null;
  return (
    <div className="small muted" role="status" data-testid="engine" data-engine={choice.engine}>
      <p>{words(choice)}</p>
      {choice.engine === 'cpu' && choice.why === 'other-wrong' && (
        <Button className="react-aria-Button quiet" onPress={() => engines?.retry('webgpu')}>
          Test the graphics processor again
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
  return (
    <div className="notice small" data-tone="alarm" role="alert">
      <p>{props.choice.message}</p>
      <Button onPress={() => props.engines?.retry('cpu')}>Test again</Button>
    </div>
  );
}

function words(choice: Extract<Choice, { why: string }>): string {
  const name = NAMES[choice.engine];
  switch (choice.why) {
    case 'asked':
      return `It will train on ${name}, as you asked.`;
    case 'faster': {
      const other = choice.engine === 'cpu' ? NAMES.webgpu : NAMES.cpu;
      return `It will train on ${name}, which was faster here than ${other}.`;
    }
    case 'no-gpu':
      return `It will train on ${name}: this browser offers no graphics processor.`;
    case 'software-gpu':
      return `It will train on ${name}: the graphics processor is only emulated here, which would be slower.`;
    case 'other-wrong':
      return `It will train on ${name}. ${choice.message}`;
  }
}
