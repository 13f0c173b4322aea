import {
  Button,
  Disclosure,
  DisclosurePanel,
  Heading,
  Input,
  Label,
  NumberField,
  Radio,
  RadioGroup,
} from 'react-aria-components';
import type { Method } from '../../train/engine';
import { defaultSettings, type TrainSettings } from '../../train/settings';
import styles from './make.module.css';

/** How to train: the method for everyone, the numbers for those who ask. */
export function SettingsPanel(props: {
  settings: TrainSettings;
  onChange: (settings: TrainSettings) => void;
}) {
  const { settings, onChange } = props;
  const set = (part: Partial<TrainSettings>) => onChange({ ...settings, ...part });
  return (
    <div className="stack">
      <RadioGroup
        value={settings.method}
        onChange={(method) => set({ method: method as Method, lr: defaultSettings(method as Method).lr })}
      >
        <Label>How much of the model may change</Label>
        <Radio value="norm">
          <strong>A touch (norm-only)</strong>
          <span className="small muted">
            4,608 of 37.8 million numbers. 9 KB to keep, gentle with what it knew.
          </span>
        </Radio>
        <Radio value="full">
          <strong>Everything (full fine-tuning)</strong>
          <span className="small muted">
            All 37.8 million numbers. 75.5 MB to keep, more memory and time.
          </span>
        </Radio>
      </RadioGroup>
      <Disclosure>
        <Heading level={3}>
          <Button slot="trigger" className="react-aria-Button quiet">
            Numbers, for those who ask
          </Button>
        </Heading>
        <DisclosurePanel>
          <div className={styles.numbers}>
            <Field
              label="Steps"
              value={settings.steps}
              min={1}
              max={5000}
              onChange={(steps) => set({ steps })}
            />
            <Field
              label="Learning rate"
              value={settings.lr}
              min={1e-7}
              max={1}
              digits={7}
              onChange={(lr) => set({ lr })}
            />
            <Field
              label="Seed"
              value={settings.seed}
              min={0}
              max={2 ** 31 - 1}
              onChange={(seed) => set({ seed })}
            />
            <Field
              label="Windows a step"
              value={settings.rows}
              min={1}
              max={8}
              onChange={(rows) => set({ rows })}
            />
            <Field
              label="Tokens a window"
              value={settings.length}
              min={8}
              max={256}
              onChange={(length) => set({ length })}
            />
            <Button
              className="react-aria-Button quiet"
              onPress={() => onChange(defaultSettings(settings.method))}
            >
              As recommended
            </Button>
          </div>
        </DisclosurePanel>
      </Disclosure>
    </div>
  );
}

function Field(props: {
  label: string;
  value: number;
  min: number;
  max: number;
  digits?: number;
  onChange: (value: number) => void;
}) {
  return (
    <NumberField
      value={props.value}
      minValue={props.min}
      maxValue={props.max}
      formatOptions={{ useGrouping: false, maximumFractionDigits: props.digits ?? 0 }}
      onChange={(value) => Number.isFinite(value) && props.onChange(value)}
    >
      <Label>{props.label}</Label>
      <Input />
    </NumberField>
  );
}
