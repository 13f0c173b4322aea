import { useCallback, useEffect, useReducer, useRef } from 'react';
import { perplexityOf } from '../../eval/uncertainty';
import { comparable, compareWithControls } from '../../run/attribution';
import { setBusy } from '../../run/busy';
import type { Engines } from '../../run/engines';
import { type PersonaliseNews, personalise } from '../../run/personalise';
import type { Personalised } from '../../run/referee';
import type { Services } from '../../run/services';
import { LastingRun, newRun } from '../../run/unfinished';
import { Updating, updateOf } from '../../run/updating';
import { learnedFrom, type Offer } from '../../run/versions';
import type { UnfinishedRun } from '../../store';
import type { Ready } from '../../text/prepared';
import type { Plan } from '../../train/plan';
import { useProfile } from '../shell/profile';
import { keep, type TrainedRecord } from '../shell/store';
import { useWakeLock } from '../shell/work';
import { RunClock } from './run-clock';
import { type Compare, type RunState, reduce, type Speaker } from './run-state';

/**
 * Whether a run that went back to before its first result, and ended soon after, is worse than that one on the tokens on
 * which both were measured.
 */
function hasFallenBehind({ run, heldOut }: Personalised, { run: first }: TrainedRecord): boolean {
  if (run.steps >= first.steps) return false;
  const same = heldOut.after.tokenNll.subarray(0, first.tokens.held - 1);
  return perplexityOf(same) >= first.personal.after;
}

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
    async (mine: LastingRun, services: Services, engines: Engines) => {
      lasting.current = mine;
      const { signal } = (current.current = new AbortController());
      // The model has the run's id, so that a run that goes on after a crash still knows its own.
      const { id, plan, tokens: texts } = mine.run;
      const { settings } = plan;
      const updating = new Updating(adapters, mine.run);
      const tokens = { ...texts, general: services.general, forgotten: await updating.forgotten() };
      const store = async (result: Personalised, isLast: boolean) =>
        keep(adapters, result, mine.run, await updating.version(result, isLast));
      const clock = new RunClock(plan, mine.cut !== undefined);
      const onNews = (news: PersonaliseNews) => dispatch({ type: 'news', news, left: clock.hear(news) });
      const show = (kept: TrainedRecord, speaker?: Speaker) => {
        clock.firstCame();
        dispatch({ type: 'first', kept, speaker });
      };
      const speakerOf = ({ adapter, remembered }: Personalised): Speaker => ({
        ...{ model: { ...adapter, memory: remembered }, held: texts.held },
      });
      const earlier = await adapters.get(id).catch(() => undefined);
      let first = earlier?.origin === 'trained' ? earlier : undefined;
      if (first) show(first);
      const rival = await updating.rival();
      const result = await personalise(services, engines, tokens, plan, onNews, signal, {
        cut: mine.cut,
        onCheckpoint: mine.onCheckpoint,
        rival,
        from: updating.from(rival),
        ...(!earlier && {
          onFirst: async (measured) => {
            first = await store(measured, false);
            show(first, speakerOf(measured));
          },
        }),
      });
      const compare: Compare | undefined = comparable(result)
        ? (end) => compareWithControls(services, tokens, settings, result, end)
        : undefined;
      const save = async () => {
        let end: Exclude<RunState, { status: 'running' }>;
        try {
          if (first && !(await adapters.get(id))) {
            // Its owner has deleted it meanwhile.
            end = { status: 'idle' };
          } else if (first && hasFallenBehind(result, first)) {
            end = { status: 'done', kept: first };
          } else {
            end = {
              status: 'done',
              kept: await store(result, true),
              compare,
              speaker: speakerOf(result),
            };
            // What is too much now is tidied up after the next update otherwise.
            await updating.tidy().catch(() => {});
          }
          await mine.forget();
        } catch (error) {
          end = { status: 'unsaved', error, save };
        }
        // Another run may have begun while this one was saved at last.
        if (lasting.current === mine) dispatch({ type: 'end', state: end });
      };
      dispatch({ type: 'saving' });
      await save();
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
      dispatch({ type: 'begin', steps: plan.settings.steps, from: checkpoint });
      try {
        const mine = await open();
        if (mine) await complete(mine, services, engines);
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

  useEffect(() => letGo, [letGo]);

  const running = state.status === 'running';
  useWakeLock(running);
  useEffect(() => setBusy('training', running), [running]);
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
