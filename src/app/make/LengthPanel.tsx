import { Label, Radio, RadioGroup } from 'react-aria-components';
import { useStrings } from '../../i18n/react';
import type { Plan } from '../../train/plan';
import styles from './make.module.css';

/** How long to train: `quick` for a first result in half a minute, `thorough` for the whole recipe. */
export type Length = 'quick' | 'thorough';

const LENGTHS = ['quick', 'thorough'] as const;

/** The choice between the two; where both are the same there is nothing to choose. */
export function LengthPanel(props: {
  plans: Record<Length, Plan>;
  /** Undefined where the student has set numbers of their own. */
  value: Length | undefined;
  onChange: (length: Length) => void;
}) {
  const words = useStrings().make.length;
  const { quick, thorough } = props.plans;
  if (quick.settings.steps === thorough.settings.steps && quick.settings.rows === thorough.settings.rows)
    return null;
  return (
    <RadioGroup
      className={`react-aria-RadioGroup ${styles.lengths}`}
      value={props.value ?? ''}
      onChange={(value) => props.onChange(value as Length)}
    >
      <Label>{words.label}</Label>
      {LENGTHS.map((length) => {
        const { seconds, settings } = props.plans[length];
        return (
          <Radio key={length} value={length}>
            <strong>{words[length](seconds)}</strong>
            <span className="small muted">
              {words.steps(settings.steps, settings.rows * settings.length)}
            </span>
          </Radio>
        );
      })}
    </RadioGroup>
  );
}
