import { useState } from 'react';
import { Button } from 'react-aria-components';
import { useFirstStrings } from '../../i18n/first';
import { modelWords } from '../../i18n/words';
import { BASE_SHA256 } from '../../model/config';
import type { Services } from '../../run/services';
import type { Ready } from '../../text/prepared';
import { TermButton } from '../glossary/TermButton';
import { Alarm } from '../shell/Alarm';
import { useEndsWithScreen } from '../shell/ends-with-screen';
import { useProfile } from '../shell/profile';
import { useAdapters } from '../shell/store';
import styles from './make.module.css';

/** Without a name it is the base. */
type Measurement = { id: string; name?: string; perplexity: number };
type State =
  | { status: 'idle' }
  | { status: 'measuring'; name?: string; share: number }
  | { status: 'done'; tokens: number; measurements: Measurement[] }
  | { status: 'failed'; error: unknown };

/** Measuring without training: what the base, and every model kept here, make of the held-out text. */
export function MeasurePanel(props: { services: Services; ready: Ready; visible: boolean }) {
  const { services, ready, visible } = props;
  const t = useFirstStrings();
  const words = t.make.measure;
  const kept = useProfile().adapters;
  const { adapters } = useAdapters();
  const [state, setState] = useState<State>({ status: 'idle' });

  const begin = useEndsWithScreen(visible);

  const measure = async () => {
    const signal = begin();
    try {
      const usable = (adapters ?? []).filter(({ baseHash }) => baseHash === BASE_SHA256);
      const measurements: Measurement[] = [];
      for (const adapter of [undefined, ...usable]) {
        const name = adapter && modelWords(t, adapter);
        const model = adapter ? await kept.model(adapter.id) : ({ kind: 'base' } as const);
        const tell = (done: number, total: number) =>
          signal.aborted || setState({ status: 'measuring', name, share: done / total });
        const measured = await services.evaluator.perplexity(model, ready.held, tell, signal);
        measurements.push({ id: adapter?.id ?? 'base', name, perplexity: measured.perplexity });
      }
      setState({ status: 'done', tokens: ready.held.length, measurements });
    } catch (error) {
      setState(signal.aborted ? { status: 'idle' } : { status: 'failed', error });
    }
  };

  return (
    <div className="stack" data-testid="measure">
      <Button onPress={measure} isDisabled={state.status === 'measuring'}>
        {state.status === 'measuring'
          ? words.measuring(state.name ?? t.shell.baseModel, state.share)
          : words.button}
      </Button>
      {state.status === 'done' && (
        <>
          <dl className={styles.shares}>
            {state.measurements.map(({ id, name, perplexity: value }) => (
              <div key={id} className={styles.measured}>
                <dt dir="auto">{name ?? t.shell.baseModel}</dt>
                <dd className="number">{t.format.perplexity(value)}</dd>
              </div>
            ))}
          </dl>
          <p className="small muted">
            {words.about(state.tokens)}
            <TermButton term="perplexity" />
          </p>
        </>
      )}
      {state.status === 'failed' && <Alarm error={state.error} />}
    </div>
  );
}
