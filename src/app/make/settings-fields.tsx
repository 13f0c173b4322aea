import type { ReactNode } from 'react';
import { Input, Label, NumberField, Radio } from 'react-aria-components';
import type { AskedTerm } from '../../i18n/glossary';
import { TermButton, Termed } from '../glossary/TermButton';
import styles from './make.module.css';

/** One of several, with the "?" in its corner: it is pressed by itself. */
export function Option({ value, term, children }: { value: string; term: AskedTerm; children: ReactNode }) {
  return (
    <div className={styles.option}>
      <Radio value={value}>{children}</Radio>
      <TermButton term={term} />
    </div>
  );
}

/** A number that can be set, with the "?" of its name. */
export function NumberSetting(props: {
  label: string;
  term: AskedTerm;
  value: number;
  min: number;
  max: number;
  digits?: number;
  step?: number;
  onChange: (value: number) => void;
}) {
  return (
    <NumberField
      value={props.value}
      minValue={props.min}
      maxValue={props.max}
      step={props.step}
      formatOptions={{ useGrouping: false, maximumFractionDigits: props.digits ?? 0 }}
      onChange={(value) => Number.isFinite(value) && props.onChange(value)}
    >
      <Termed term={props.term}>
        <Label>{props.label}</Label>
      </Termed>
      <Input />
    </NumberField>
  );
}
