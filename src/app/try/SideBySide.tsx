import { useState } from 'react';
import { Button, Label, TextArea, TextField } from 'react-aria-components';
import type { EvaluatedModel } from '../../eval/evaluator';
import { DEFAULT_GENERATION, type GenerateOptions } from '../../eval/options';
import { useStrings } from '../../i18n/react';
import type { AdapterRecord } from '../../store';
import { Alarm } from '../shell/Alarm';
import { useServices } from '../shell/services';
import type { Origin } from '../why/WrittenText';
import { Daring } from './Daring';
import { Pane } from './Pane';
import styles from './try.module.css';
import type { Named, useWriting } from './useWriting';
import { Writer } from './writer';

const readBase = async (): Promise<EvaluatedModel> => ({ kind: 'base' });

/** The student's model, and what is kept of it now. */
interface Mine extends Named, Required<Pick<Origin, 'forget'>> {
  record: AdapterRecord;
  remembers: boolean;
}

/** How a text was begun, and by which model. */
interface Begun extends Pick<Origin, 'prompt' | 'memoryShare' | 'evaluator'> {
  writer: Writer;
  mine: Mine | undefined;
}

/** Both models continue the same words, with the same seed. `mine` is the student's; without one, the base writes alone. */
export function SideBySide(props: {
  writing: ReturnType<typeof useWriting>;
  mine: Mine | undefined;
  onStart: () => void;
}) {
  const t = useStrings();
  const words = t.tryOut;
  const services = useServices();
  const { mine } = props;
  const { state, write, stop } = props.writing;
  const [prompt, setPrompt] = useState('');
  const [options, setOptions] = useState<GenerateOptions>(DEFAULT_GENERATION);
  const [begun, setBegun] = useState<Begun>();
  const origin = begun && originOf(begun, mine?.record);
  const busy = state.writing.base || state.writing.mine;
  const start = (how: GenerateOptions = options) => {
    if (services.status !== 'ready') return;
    const writer = new Writer(mine?.read ?? readBase);
    const { evaluator } = services.services;
    setBegun({ prompt, memoryShare: how.memoryShare, evaluator, writer, mine });
    props.onStart();
    const named = mine && { name: mine.name, read: () => writer.asItWas(undefined) };
    void write(services.services, named, prompt, how);
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
              spellCheck={false}
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
        <Daring options={options} onChange={(part) => setOptions((old) => ({ ...old, ...part }))} />
      </div>
      <Alarm error={state.failure} />
      <div className={styles.panes}>
        <Pane
          model="base"
          name={t.shell.baseModel}
          prompt={state.prompt}
          text={state.text.base}
          writing={state.writing.base}
          origin={origin && { ...origin, whose: 'base', name: t.shell.baseModel }}
        />
        {mine && (
          <Pane
            model="mine"
            name={state.text.mine === '' ? mine.name : state.name!}
            prompt={state.prompt}
            text={state.text.mine}
            writing={state.writing.mine}
            before={mine.remembers ? words.readingAgain : undefined}
            origin={
              origin?.ownName === undefined ? undefined : { ...origin, whose: 'mine', name: origin.ownName }
            }
          />
        )}
      </div>
      {/* Not word by word, and not both at once. */}
      <div className="visually-hidden" role="status">
        {busy && <p>{words.writing(state.name === undefined ? 1 : 2)}</p>}
        {!busy && state.text.base !== '' && (
          <p dir="auto">{words.wrote(t.shell.baseModel, state.text.base)}</p>
        )}
        {!busy && state.text.mine !== '' && <p dir="auto">{words.wrote(state.name!, state.text.mine)}</p>}
      </div>
    </section>
  );
}

/** How a text was written, beside what is kept `now` of the model that is tried. */
function originOf(
  { writer, mine, ...begun }: Begun,
  now: AdapterRecord | undefined,
): Omit<Origin, 'whose' | 'name'> {
  const then = mine?.record;
  const isOfLine = then !== undefined && now?.version.line === then.version.line;
  const isUnchanged = now?.id === then?.id && now?.sha256 === then?.sha256;
  return {
    ...{ ...begun, ownName: mine?.name },
    read: isUnchanged ? writer.read : () => writer.asItWas(isOfLine ? now?.forgottenTraces : undefined),
    hasLearnedOn: isOfLine && !isUnchanged && now.createdAt > then.createdAt,
    ...(mine && {
      forget: async (runs) => {
        await mine.forget(runs);
        writer.forget(runs);
      },
    }),
  };
}
