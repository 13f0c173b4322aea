import { useState } from 'react';
import {
  Button,
  Label,
  Slider,
  SliderOutput,
  SliderThumb,
  SliderTrack,
  TextArea,
  TextField,
} from 'react-aria-components';
import { DEFAULT_GENERATION, type GenerateOptions } from '../../eval/options';
import { useStrings } from '../../i18n/react';
import { Alarm } from '../shell/Alarm';
import { useServices } from '../shell/services';
import { Pane } from './Pane';
import styles from './try.module.css';
import type { Named, useWriting } from './useWriting';

/** Both models continue the same words, with the same seed. `mine` is the student's; without one, the base writes alone. */
export function SideBySide(props: {
  writing: ReturnType<typeof useWriting>;
  mine: (Named & { remembers: boolean }) | undefined;
  onStart: () => void;
}) {
  const t = useStrings();
  const words = t.tryOut;
  const services = useServices();
  const { mine } = props;
  const { state, write, stop } = props.writing;
  const [prompt, setPrompt] = useState('');
  const [options, setOptions] = useState<GenerateOptions>(DEFAULT_GENERATION);
  const busy = state.writing.base || state.writing.mine;
  const set = (part: Partial<GenerateOptions>) => setOptions((old) => ({ ...old, ...part }));
  const start = (how: GenerateOptions = options) => {
    if (services.status !== 'ready') return;
    props.onStart();
    void write(services.services, mine, prompt, how);
  };

  return (
    <section className="stack" aria-label={words.sideBySide}>
      <div>
        <h2>{words.sideBySide}</h2>
        <p className="muted">{words.sideBySideAbout}</p>
      </div>
      <div className={`card ${styles.controls}`}>
        <div className="stack">
          <TextField className={`react-aria-TextField ${styles.prompt}`} value={prompt} onChange={setPrompt}>
            <Label>{words.prompt}</Label>
            <TextArea
              placeholder={words.promptExample}
              onKeyDown={(event) => {
                if (event.key === 'Enter' && (event.ctrlKey || event.metaKey) && !busy) start();
              }}
            />
          </TextField>
          <div className="row">
            <Button
              className="react-aria-Button primary"
              onPress={() => start()}
              isDisabled={services.status !== 'ready' || busy}
            >
              {services.status === 'loading' ? t.shell.waitingForBase : words.write}
            </Button>
            <Button onPress={stop} isDisabled={!busy}>
              {t.shell.stop}
            </Button>
            <Button
              onPress={() => {
                const next = { ...options, seed: options.seed + 1 };
                setOptions(next);
                start(next);
              }}
              isDisabled={services.status !== 'ready' || busy}
            >
              {words.again}
            </Button>
            <span className="small muted">{words.version(options.seed)}</span>
          </div>
        </div>
        <div className="stack">
          <Range
            label={words.temperature}
            value={options.temperature}
            min={0}
            max={1.5}
            onChange={(temperature) => set({ temperature })}
          />
          <Range
            label={words.topP}
            value={options.topP}
            min={0.05}
            max={1}
            onChange={(topP) => set({ topP })}
          />
          <Range
            label={words.maxTokens}
            value={options.maxTokens}
            min={20}
            max={400}
            step={20}
            onChange={(maxTokens) => set({ maxTokens })}
          />
        </div>
      </div>
      <Alarm error={state.failure} />
      <div className={styles.panes}>
        <Pane
          model="base"
          name={words.base}
          prompt={state.prompt}
          text={state.text.base}
          writing={state.writing.base}
        />
        {mine && (
          <Pane
            model="mine"
            name={state.text.mine === '' ? mine.name : state.name!}
            prompt={state.prompt}
            text={state.text.mine}
            writing={state.writing.mine}
            before={mine.remembers ? words.readingAgain : undefined}
          />
        )}
      </div>
      {/* Not word by word, and not both at once. */}
      <div className="visually-hidden" role="status">
        {busy && <p>{words.writing(state.name === undefined ? 1 : 2)}</p>}
        {!busy && state.text.base !== '' && <p dir="auto">{words.wrote(words.base, state.text.base)}</p>}
        {!busy && state.text.mine !== '' && <p dir="auto">{words.wrote(state.name!, state.text.mine)}</p>}
      </div>
    </section>
  );
}

function Range(props: {
  label: string;
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
      <Label>{props.label}</Label>
      <SliderOutput />
      <SliderTrack>
        <SliderThumb />
      </SliderTrack>
    </Slider>
  );
}
