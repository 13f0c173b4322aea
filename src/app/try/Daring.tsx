import { useId } from 'react';
import {
  Button,
  Disclosure,
  DisclosurePanel,
  Heading,
  Label,
  Slider,
  SliderOutput,
  SliderThumb,
  SliderTrack,
} from 'react-aria-components';
import { DARING, type GenerateOptions, levelOf } from '../../eval/options';
import type { AskedTerm } from '../../i18n/glossary';
import { useStrings } from '../../i18n/react';
import { Termed } from '../glossary/TermButton';
import styles from './try.module.css';

/** How tokens are chosen: one slider from careful to daring, and behind "Advanced" every number by itself. */
export function Daring(props: {
  options: GenerateOptions;
  onChange: (changed: Partial<GenerateOptions>) => void;
}) {
  const words = useStrings().tryOut;
  const { options, onChange } = props;
  const level = levelOf(options.temperature);
  const output = useId();
  return (
    <div className="stack">
      <Slider
        value={level}
        minValue={0}
        maxValue={DARING.length - 1}
        onChange={(level) => onChange({ temperature: DARING[level as number] })}
      >
        <Label>{words.daring.label}</Label>
        <SliderOutput>
          <span id={output}>{words.daring.levels[level]}</span>
        </SliderOutput>
        <SliderTrack>
          <SliderThumb aria-describedby={output} />
        </SliderTrack>
        <div className={`small muted ${styles.ends}`} aria-hidden="true">
          <span>{words.daring.careful}</span>
          <span>{words.daring.most}</span>
        </div>
      </Slider>
      <Range
        label={words.maxTokens}
        term="token"
        value={options.maxTokens}
        min={20}
        max={400}
        step={20}
        onChange={(maxTokens) => onChange({ maxTokens })}
      />
      <Disclosure>
        <Heading level={2} className={styles.advanced}>
          <Button slot="trigger" className="react-aria-Button quiet">
            {words.daring.advanced}
          </Button>
        </Heading>
        <DisclosurePanel>
          <div className={styles.numbers}>
            <Range
              label={words.temperature}
              term="temperature"
              value={options.temperature}
              min={0}
              max={1.5}
              onChange={(temperature) => onChange({ temperature })}
            />
            <Range
              label={words.topP}
              term="top-p"
              value={options.topP}
              min={0.05}
              max={1}
              onChange={(topP) => onChange({ topP })}
            />
            <Range
              label={words.minP}
              term="min-p"
              value={options.minP ?? 0}
              min={0}
              max={0.5}
              onChange={(minP) => onChange({ minP })}
            />
            <Range
              label={words.loops}
              term="loops"
              value={options.loopPenalty ?? 0}
              min={0}
              max={5}
              step={0.5}
              onChange={(loopPenalty) => onChange({ loopPenalty })}
            />
            <Range
              label={words.memoryShare}
              term="memory"
              value={options.memoryShare ?? 1}
              min={0}
              max={1}
              onChange={(memoryShare) => onChange({ memoryShare })}
            />
          </div>
        </DisclosurePanel>
      </Disclosure>
    </div>
  );
}

function Range(props: {
  label: string;
  term: AskedTerm;
  value: number;
  min: number;
  max: number;
  step?: number;
  onChange: (value: number) => void;
}) {
  return (
    <Slider
      value={props.value}
      minValue={props.min}
      maxValue={props.max}
      step={props.step ?? 0.05}
      onChange={(value) => props.onChange(value as number)}
    >
      <Termed term={props.term}>
        <Label>{props.label}</Label>
      </Termed>
      <SliderOutput />
      <SliderTrack>
        <SliderThumb />
      </SliderTrack>
    </Slider>
  );
}
