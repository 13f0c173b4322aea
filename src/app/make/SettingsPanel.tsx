import { Button, Label, Radio, RadioGroup } from 'react-aria-components';
import { useStrings } from '../../i18n/react';
import { adapterSize } from '../../model/adapter';
import { BASE_CONFIG } from '../../model/config';
import { LORA_RANKS, type LoraTargets } from '../../model/lora';
import type { Method } from '../../model/run';
import type { Preference } from '../../train/choice';
import { defaultSettings, type TrainSettings } from '../../train/settings';
import { TermButton, Termed } from '../glossary/TermButton';
import { ToggleSwitch } from '../shell/ToggleSwitch';
import styles from './make.module.css';
import { NumberSetting, Option } from './settings-fields';

/** A number takes two bytes in an adapter. */
const BYTES_PER_NUMBER = 2;
/** How many numbers the norms' gains are, and the whole model. */
const GAINS = adapterSize({ method: 'norm' }, BASE_CONFIG);
const NUMBERS = adapterSize({ method: 'full' }, BASE_CONFIG);

/** How to train, for those who want to choose: the method, the memory, the numbers and the engine. */
export function SettingsPanel(props: {
  settings: TrainSettings;
  /** Whether the model will remember the text itself. */
  remembers: boolean;
  onRemembers: (remembers: boolean) => void;
  onMethod: (method: Method) => void;
  /** Called with the numbers that the student has set. */
  onChange: (settings: TrainSettings) => void;
  onRecommended: () => void;
  /** Undefined while the engines are being examined. */
  preference: Preference | undefined;
  onPreference: (preference: Preference) => void;
}) {
  const words = useStrings().make.advanced;
  const { settings, onChange } = props;
  const set = (part: Partial<TrainSettings>) => onChange({ ...settings, ...part });
  const { lora } = settings;
  const added = adapterSize({ method: 'lora', lora: lora ?? defaultSettings('lora').lora! }, BASE_CONFIG);
  return (
    <div className="stack">
      <RadioGroup value={settings.method} onChange={(method) => props.onMethod(method as Method)}>
        <Termed term="parameter">
          <Label>{words.method}</Label>
        </Termed>
        <Option value="norm" term="norm-only">
          <strong>{words.norm.name}</strong>
          <span className="small muted">{words.norm.about(GAINS, NUMBERS, BYTES_PER_NUMBER * GAINS)}</span>
        </Option>
        <Option value="lora" term="lora">
          <strong>{words.lora.name}</strong>
          <span className="small muted">{words.lora.about(added, BYTES_PER_NUMBER * added)}</span>
        </Option>
        <Option value="full" term="full">
          <strong>{words.full.name}</strong>
          <span className="small muted">{words.full.about(NUMBERS, BYTES_PER_NUMBER * NUMBERS)}</span>
        </Option>
      </RadioGroup>
      <ToggleSwitch
        isSelected={props.remembers}
        onChange={props.onRemembers}
        description={words.rememberAbout}
        beside={<TermButton term="memory" />}
      >
        {words.remember}
      </ToggleSwitch>
      <div className={styles.numbers}>
        <NumberSetting
          label={words.steps}
          term="step"
          value={settings.steps}
          min={1}
          max={5000}
          onChange={(steps) => set({ steps })}
        />
        <NumberSetting
          label={words.learningRate}
          term="learning-rate"
          value={settings.lr}
          min={1e-7}
          max={1}
          digits={7}
          onChange={(lr) => set({ lr })}
        />
        <NumberSetting
          label={words.seed}
          term="seed"
          value={settings.seed}
          min={0}
          max={2 ** 31 - 1}
          onChange={(seed) => set({ seed })}
        />
        <NumberSetting
          label={words.rows}
          term="window"
          value={settings.rows}
          min={1}
          max={8}
          onChange={(rows) => set({ rows })}
        />
        <NumberSetting
          label={words.length}
          term="token"
          value={settings.length}
          min={8}
          max={256}
          onChange={(length) => set({ length })}
        />
        {lora && (
          <NumberSetting
            label={words.rank}
            term="rank"
            value={lora.rank}
            min={LORA_RANKS[0]}
            max={LORA_RANKS[LORA_RANKS.length - 1]}
            step={LORA_RANKS[1] - LORA_RANKS[0]}
            onChange={(rank) => set({ lora: { ...lora, rank } })}
          />
        )}
        <Button className="react-aria-Button quiet" onPress={props.onRecommended}>
          {words.recommended}
        </Button>
      </div>
      {lora && (
        <RadioGroup
          value={lora.targets}
          onChange={(targets) => set({ lora: { ...lora, targets: targets as LoraTargets } })}
        >
          <Label>{words.targets}</Label>
          <Option value="attention" term="attention">
            {words.attention}
          </Option>
          <Option value="all" term="expert">
            {words.all}
          </Option>
        </RadioGroup>
      )}
      <RadioGroup
        value={props.preference ?? ''}
        isDisabled={props.preference === undefined}
        onChange={(preference) => props.onPreference(preference as Preference)}
      >
        <Termed term="processor">
          <Label>{words.engine}</Label>
        </Termed>
        <Radio value="auto">{words.auto}</Radio>
        <Radio value="cpu">{words.cpu}</Radio>
        <Radio value="webgpu">{words.webgpu}</Radio>
      </RadioGroup>
    </div>
  );
}
