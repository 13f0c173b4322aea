import { Label, Radio, RadioGroup } from 'react-aria-components';
import type { Plan } from '../../train/plan';
import { count, duration, plural } from '../shell/format';

/** How long to train: `quick` for a first result in half a minute, `thorough` for the whole recipe. */
export type Length = 'quick' | 'thorough';

/** The choice between the two; where both are the same there is nothing to choose. */
export function LengthPanel(props: {
  plans: Record<Length, Plan>;
  /** Undefined where the student has set numbers of their own. */
  value: Length | undefined;
  onChange: (length: Length) => void;
}) {
  const { quick, thorough } = props.plans;
  if (quick.settings.steps === thorough.settings.steps && quick.settings.rows === thorough.settings.rows)
    return null;
  return (
    <RadioGroup value={props.value ?? ''} onChange={(value) => props.onChange(value as Length)}>
      <Label>How long</Label>
      <Radio value="quick">
        <strong>A first try: about {duration(quick.seconds)}</strong>
        <span className="small muted">{planWords(quick)} It brings most of what there is to gain.</span>
      </Radio>
      <Radio value="thorough">
        <strong>Thorough: about {duration(thorough.seconds)}</strong>
        <span className="small muted">{planWords(thorough)}</span>
      </Radio>
    </RadioGroup>
  );
}

function planWords({ settings: { steps, rows, length } }: Plan): string {
  return `${plural(steps, 'step')} of ${count(rows * length)} tokens.`;
}
