import { useState } from 'react';
import {
  Button,
  Label,
  ListBox,
  ListBoxItem,
  Popover,
  Select,
  SelectValue,
  TextArea,
  TextField,
} from 'react-aria-components';
import type { EvaluatedModel } from '../../eval/evaluator';
import { DEFAULT_GENERATION, type GenerateOptions } from '../../eval/options';
import { Rich, useStrings } from '../../i18n/react';
import { BASE_SHA256 } from '../../model/config';
import { Alarm } from '../shell/Alarm';
import { useProfile } from '../shell/profile';
import { href } from '../shell/route';
import { useServices } from '../shell/services';
import { store, useAdapters } from '../shell/store';
import { ToggleSwitch } from '../shell/ToggleSwitch';
import { StepCard } from '../why/StepCard';
import { SurpriseCard } from '../why/SurpriseCard';
import type { Origin } from '../why/WrittenText';
import { Daring } from './Daring';
import { Pane } from './Pane';
import styles from './try.module.css';
import { useWriting } from './useWriting';

/** Both models continue the same words, with the same seed, side by side. */
export function TryScreen({ adapterId }: { adapterId: string | undefined }) {
  const t = useStrings();
  const words = t.tryOut;
  const services = useServices();
  const { adapters, failure: listFailure } = useAdapters();
  const [prompt, setPrompt] = useState('');
  const [options, setOptions] = useState<GenerateOptions>(DEFAULT_GENERATION);
  const [remembers, setRemembers] = useState(true);
  const [origin, setOrigin] = useState<Omit<Origin, 'whose' | 'name'>>();
  const { state, write, stop } = useWriting();

  const usable = adapters?.filter(({ baseHash }) => baseHash === BASE_SHA256) ?? [];
  const { profile, adapters: kept } = useProfile();
  const chosen = adapterId ?? profile.lastAdapter;
  const adapter = usable.find(({ id }) => id === chosen) ?? usable[0];
  const busy = state.writing.base || state.writing.mine;
  const set = (part: Partial<GenerateOptions>) => setOptions((old) => ({ ...old, ...part }));

  const evaluator = services.status === 'ready' ? services.services.evaluator : undefined;
  const readOwn = async (): Promise<EvaluatedModel> => {
    if (!adapter) return { kind: 'base' };
    return remembers ? kept.model(adapter.id) : kept.weights(adapter.id);
  };

  const start = (how: GenerateOptions = options) => {
    if (services.status !== 'ready') return;
    const mine = adapter && { name: adapter.name, read: readOwn };
    setOrigin({
      ...{ prompt, memoryShare: how.memoryShare, ownName: mine?.name },
      ...{ evaluator: services.services.evaluator, read: readOwn },
      ...(mine && { forget: (passage) => kept.forget(adapter.id, passage) }),
    });
    if (adapter) store.profiles.change(profile.id, { lastAdapter: adapter.id }).catch(() => {});
    void write(services.services, mine, prompt, how);
  };
  const failure = state.failure ?? listFailure ?? (services.status === 'failed' ? services.error : undefined);

  return (
    <div className="stack">
      <div>
        <h1>{words.title}</h1>
        <p className="muted">{words.intro}</p>
      </div>
      {adapters?.length === 0 && (
        <p className="notice">
          <Rich text={words.noModel} link={(label: string) => <a href={href('make')}>{label}</a>} />
        </p>
      )}
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
          {adapter && (
            <Select
              value={adapter.id}
              onChange={(id) => {
                location.hash = href('try', String(id));
              }}
              isDisabled={busy}
            >
              <Label>{words.model}</Label>
              <Button>
                <SelectValue />
                <span aria-hidden="true">▾</span>
              </Button>
              <Popover>
                <ListBox>
                  {usable.map(({ id, name, origin }) => (
                    <ListBoxItem key={id} id={id}>
                      {origin !== 'trained' ? words.unverified(name) : name}
                    </ListBoxItem>
                  ))}
                </ListBox>
              </Popover>
            </Select>
          )}
          {adapter?.run?.cache && (
            <ToggleSwitch isSelected={remembers} onChange={setRemembers} isDisabled={busy}>
              {words.remembers(adapter.run.cache.tokens - (adapter.forgotten ?? 0))}
            </ToggleSwitch>
          )}
          <Daring options={options} onChange={set} />
        </div>
      </div>
      <Alarm error={failure} />
      <div className={styles.panes}>
        <Pane
          model="base"
          name={words.base}
          prompt={state.prompt}
          text={state.text.base}
          writing={state.writing.base}
          origin={origin && { ...origin, whose: 'base', name: words.base }}
        />
        {adapter && (
          <Pane
            model="mine"
            name={state.text.mine === '' ? adapter.name : state.name!}
            prompt={state.prompt}
            text={state.text.mine}
            writing={state.writing.mine}
            before={adapter.run?.cache && remembers ? words.readingAgain : undefined}
            origin={
              origin?.ownName === undefined ? undefined : { ...origin, whose: 'mine', name: origin.ownName }
            }
          />
        )}
      </div>
      <SurpriseCard evaluator={evaluator} read={readOwn} ownName={adapter?.name} />
      <StepCard evaluator={evaluator} read={readOwn} ownName={adapter?.name} />
      {/* Not word by word, and not both at once. */}
      <div className="visually-hidden" role="status">
        {busy && <p>{words.writing(state.name === undefined ? 1 : 2)}</p>}
        {!busy && state.text.base !== '' && <p dir="auto">{words.wrote(words.base, state.text.base)}</p>}
        {!busy && state.text.mine !== '' && <p dir="auto">{words.wrote(state.name!, state.text.mine)}</p>}
      </div>
    </div>
  );
}
