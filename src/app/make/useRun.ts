import { useCallback, useEffect, useReducer, useRef } from 'react';
import { setBusy } from '../../run/busy';
import type { Engines } from '../../run/engines';
import type { Services } from '../../run/services';
import { LastingRun, newRun } from '../../run/unfinished';
import { updateOf } from '../../run/updating';
import { learnedFrom, type Offer } from '../../run/versions';
import type { UnfinishedRun } from '../../store';
import type { Ready } from '../../text/prepared';
import type { Plan } from '../../train/plan';
import { later } from '../shell/lazily';
import { useProfile } from '../shell/profile';
import { useWakeLock } from '../shell/work';
import { type RunNews, reduce } from './run-state';

/** The job itself is not needed before it begins. */
const loadCompleteRun = later(() => import('./complete-run'));

/** The student's run: one at a time. The last result of a run takes the place of its first. */
export function useRun() {
  const { checkpoints, adapters } = useProfile();
  const [state, dispatch] = useReducer(reduce, { status: 'idle' });
  const current = useRef<AbortController>(undefined);
  /** The run of this page, until its result is saved or another one begins. */
  const lasting = useRef<LastingRun>(undefined);
  const letGo = useCallback(() => {
    lasting.current?.release();
    lasting.current = undefined;
  }, []);

  /** Does a run of this page to its end. */
  const complete = useCallback(
    async (mine: LastingRun, services: Services, engines: Engines, signal: AbortSignal) => {
      lasting.current = mine;
      const { completeRun } = await loadCompleteRun();
      // Another run may have begun while this one was saved at last.
      const tell = (news: RunNews) => {
        if (news.type !== 'end' || lasting.current === mine) dispatch(news);
      };
      await completeRun({ run: mine, services, engines, adapters, signal, tell });
    },
    [adapters],
  );

  /** Begins with what `open` gives, if it gives anything. */
  const run = useCallback(
    async (
      { plan, checkpoint }: Pick<UnfinishedRun, 'plan' | 'checkpoint'>,
      services: Services,
      engines: Engines,
      open: () => Promise<LastingRun | undefined>,
    ) => {
      letGo();
      const { signal } = (current.current = new AbortController());
      dispatch({ type: 'begin', steps: plan.settings.steps, from: checkpoint });
      try {
        const mine = await open();
        if (mine) await complete(mine, services, engines, signal);
        else dispatch({ type: 'end', state: { status: 'idle' } });
      } catch (error) {
        await lasting.current?.fail();
        lasting.current = undefined;
        dispatch({ type: 'end', state: { status: 'failed', error } });
      }
    },
    [complete, letGo],
  );

  /** Begins a model of its own, or a new version of the one that is offered. */
  const start = useCallback(
    (services: Services, engines: Engines, ready: Ready, plan: Plan, name: string, offer?: Offer) =>
      run({ plan }, services, engines, async () => {
        const { train, held, sentences } = ready;
        const update =
          offer && (await updateOf(adapters, services.text, offer, sentences.held, plan.settings.method));
        const task = { name, tokens: { train, held }, plan, learned: learnedFrom(sentences) };
        return LastingRun.begin(checkpoints, newRun({ ...task, ...(update && { update }) }));
      }),
    [run, adapters, checkpoints],
  );

  /** Goes on with a run that was cut off, unless another tab is faster. */
  const goOn = useCallback(
    (services: Services, engines: Engines, cut: UnfinishedRun) =>
      run(cut, services, engines, () => LastingRun.goOn(checkpoints, cut.id)),
    [run, checkpoints],
  );

  const stop = useCallback(() => {
    current.current?.abort();
    dispatch({ type: 'stop' });
  }, []);

  // Another tab has deleted the profile, or locked it: nothing that is learned from now on can be kept.
  useEffect(
    () => () => {
      current.current?.abort();
      letGo();
    },
    [letGo],
  );

  const running = state.status === 'running';
  useWakeLock(running);
  useEffect(() => {
    setBusy('training', running);
    return () => setBusy('training', false);
  }, [running]);
  // What is not in the database yet goes with the page, so the browser asks before it lets the page go.
  const asks = running || state.status === 'unsaved';
  useEffect(() => {
    if (!asks) return;
    const ask = (event: BeforeUnloadEvent) => event.preventDefault();
    addEventListener('beforeunload', ask);
    return () => removeEventListener('beforeunload', ask);
  }, [asks]);

  return { state, start, goOn, stop };
}
