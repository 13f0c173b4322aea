import { Label, Radio, RadioGroup } from 'react-aria-components';
import { useCountingStrings } from '../../i18n/counting';
import type { Order } from '../../text/counting/table';
import styles from './counting.module.css';

/** How many words before the next one count. */
export function OrderChoice({ order, onChange }: { order: Order; onChange: (order: Order) => void }) {
  const words = useCountingStrings().order;
  return (
    <RadioGroup
      className={`react-aria-RadioGroup ${styles.radios}`}
      value={String(order)}
      onChange={(value) => onChange(Number(value) as Order)}
    >
      <Label>{words.label}</Label>
      <Radio value="1">{words[1]}</Radio>
      <Radio value="2">{words[2]}</Radio>
    </RadioGroup>
  );
}
