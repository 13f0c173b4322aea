import { perplexityOf } from '../../eval/uncertainty';
import { compareWithControls, hasFairControls } from '../../run/attribution';
import type { Engines } from '../../run/engines';
import { personalise } from '../../run/personalise';
import type { Personalised } from '../../run/referee';
import type { Services } from '../../run/services';
import type { LastingRun } from '../../run/unfinished';
import { Updating } from '../../run/updating';
import type { AdapterStore } from '../../store';
import { keep, type TrainedRecord } from '../shell/store';
import { RunClock } from './run-clock';
import type { RunNews, RunState, Speaker } from './run-state';

/**
 * Whether a run that went back to before its first result, and ended soon after, is worse than that one on the tokens on
 * which both were measured.
 */
function hasFallenBehind({ run, heldOut }: Personalised, { run: first }: TrainedRecord): boolean {
  if (run.steps >= first.steps) return false;
  const same = heldOut.after.tokenNll.subarray(0, first.tokens.held - 1);
  return perplexityOf(same) >= first.personal.after;
}

/**
 * Does a run of this page to its end: trains, measures, keeps the first result and then the last, and tells all of it.
 * Rejects with a `UserError` where it cannot go on; what could not be saved is told as an end that can be saved again.
 */
export async function completeRun(job: {
  run: LastingRun;
  services: Services;
  engines: Engines;
  adapters: AdapterStore;
  signal: AbortSignal;
  tell: (news: RunNews) => void;
}): Promise<void> {
  const { run: mine, services, engines, adapters, signal, tell } = job;
  // The model has the run's id, so that a run that goes on after a crash still knows its own.
  const { id, plan, tokens: texts } = mine.run;
  const updating = new Updating(adapters, mine.run);
  const tokens = { ...texts, general: services.general, forgotten: await updating.forgotten() };
  const store = async (result: Personalised, isLast: boolean) =>
    keep(adapters, result, mine.run, await updating.version(result, isLast));
  const clock = new RunClock(plan, mine.cut !== undefined);
  const show = (kept: TrainedRecord, speaker?: Speaker) => {
    clock.firstCame();
    tell({ type: 'first', kept, speaker });
  };
  const speakerOf = ({ adapter, remembered }: Personalised): Speaker => ({
    ...{ model: { ...adapter, memory: remembered }, held: texts.held },
  });
  const earlier = await adapters.get(id).catch(() => undefined);
  let first = earlier?.origin === 'trained' ? earlier : undefined;
  if (first) show(first);
  const rival = await updating.rival();
  const onNews: Parameters<typeof personalise>[4] = (news) =>
    tell({ type: 'news', news, left: clock.hear(news) });
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
          ...(hasFairControls(result) && {
            compare: (ended) => compareWithControls(services, tokens, plan.settings, result, ended),
          }),
          speaker: speakerOf(result),
        };
        // What is too much now is tidied up after the next update otherwise.
        await updating.tidy().catch(() => {});
      }
      await mine.forget();
    } catch (error) {
      end = { status: 'unsaved', error, save };
    }
    tell({ type: 'end', state: end });
  };
  tell({ type: 'saving' });
  await save();
}
