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
import { adapterSize } from '../../model/adapter';
import { BASE_CONFIG } from '../../model/config';
import { LORA_RANKS, type LoraTargets } from '../../model/lora';
import type { Method } from '../../model/run';
import type { Preference } from '../../train/choice';
import { defaultSettings, type TrainSettings } from '../../train/settings';
import { bytes, count } from '../shell/format';
import { ToggleSwitch } from '../shell/ToggleSwitch';
import styles from './make.module.css';

const GAINS = adapterSize({ method: 'norm' }, BASE_CONFIG);
const ALL = adapterSize({ method: 'full' }, BASE_CONFIG);
const ALL_IN_MILLIONS = (ALL / 1e6).toFixed(1);

/** How to train: the method for everyone, the numbers for those who ask. */
export function SettingsPanel(props: {
  settings: TrainSettings;
  /** Whether the model will remember the text itself. */
  remembers: boolean;
  onRemembers: (remembers: boolean) => void;
  onMethod: (method: Method) => void;
  /** Told of numbers that the student has set. */
  onChange: (settings: TrainSettings) => void;
  onRecommended: () => void;
  /** Undefined while the engines are being examined. */
  preference: Preference | undefined;
  onPreference: (preference: Preference) => void;
}) {
  const { settings, onChange } = props;
  const set = (part: Partial<TrainSettings>) => onChange({ ...settings, ...part });
  const { lora } = settings;
  const added = lora ?? defaultSettings('lora').lora!;
  const numbers = adapterSize({ method: 'lora', lora: added }, BASE_CONFIG);
  return (
    <div className="stack">
      <RadioGroup value={settings.method} onChange={(method) => props.onMethod(method as Method)}>
        <Label>How much of the model may change</Label>
        <Radio value="norm">
          <strong>A touch (norm-only)</strong>
          <span className="small muted">
            {count(GAINS)} of {ALL_IN_MILLIONS} million numbers. {bytes(2 * GAINS)} to keep, gentle with what
            it knew.
          </span>
        </Radio>
        <Radio value="lora">
          <strong>Small additions (LoRA)</strong>
          <span className="small muted">
            {count(numbers)} numbers beside its own, which stay. About {bytes(2 * numbers)} to keep, learns
            more than a touch.
          </span>
        </Radio>
        <Radio value="full">
          <strong>Everything (full fine-tuning)</strong>
          <span className="small muted">
            All {ALL_IN_MILLIONS} million numbers. {bytes(2 * ALL)} to keep, more memory and time.
          </span>
        </Radio>
      </RadioGroup>
      <ToggleSwitch
        isSelected={props.remembers}
        onChange={props.onRemembers}
        description="It looks up what you wrote at like places, and writes more like you for it. Your words are then kept with the model in this browser, but never in a file that you save it to."
      >
        Remember my text as well
      </ToggleSwitch>
      <Disclosure>
        <Heading level={3}>
          <Button slot="trigger" className="react-aria-Button quiet">
            Numbers, for those who ask
          </Button>
        </Heading>
        <DisclosurePanel>
          <div className="stack">
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
              {lora && (
                <Field
                  label="LoRA rank"
                  value={lora.rank}
                  min={LORA_RANKS[0]}
                  max={LORA_RANKS[LORA_RANKS.length - 1]}
                  step={LORA_RANKS[1] - LORA_RANKS[0]}
                  onChange={(rank) => set({ lora: { ...lora, rank } })}
                />
              )}
              <Button className="react-aria-Button quiet" onPress={props.onRecommended}>
                As recommended
              </Button>
            </div>
            {lora && (
              <RadioGroup
                value={lora.targets}
                onChange={(targets) => set({ lora: { ...lora, targets: targets as LoraTargets } })}
              >
                <Label>LoRA adds to</Label>
                <Radio value="attention">Attention</Radio>
                <Radio value="all">Attention and experts</Radio>
              </RadioGroup>
            )}
            <RadioGroup
              value={props.preference ?? ''}
              isDisabled={props.preference === undefined}
              onChange={(preference) => props.onPreference(preference as Preference)}
            >
              <Label>Train on</Label>
              <Radio value="auto">What is faster here</Radio>
              <Radio value="cpu">The processor</Radio>
              <Radio value="webgpu">The graphics processor</Radio>
            </RadioGroup>
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
      <Label>{props.label}</Label>
      <Input />
    </NumberField>
  );
}
