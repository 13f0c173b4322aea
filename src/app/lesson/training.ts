import { setBusy } from '../../run/busy';
import type { Engines } from '../../run/engines';
import { giveLesson } from '../../run/lesson/lesson-run';
import type { Services } from '../../run/services';
import type { Ready } from '../../text/prepared';
import type { Plan } from '../../train/plan';
import { RunClock } from '../make/run-clock';
import { reduce } from '../make/run-state';
import { changeCourse, changeLive, type TextId } from './course';

let stopping: AbortController | undefined;

/** The training of the class ends after its step, and is measured. */
export function stopTraining(): void {
  stopping?.abort();
  changeCourse(({ training }) => {
    const next = training.status === 'running' && reduce(training, { type: 'stop' });
    return next && next.status === 'running' ? { training: next } : {};
  });
}

/**
 * Trains for the class, whatever screen of the lesson is shown meanwhile. Where that fails, the recording is shown from then
 * on. Never rejects.
 */
export async function trainForClass(
  services: Services,
  engines: Engines,
  text: TextId,
  ready: Ready,
  plan: Plan,
): Promise<void> {
  const { signal } = (stopping = new AbortController());
  const clock = new RunClock(plan);
  const begun = reduce({ status: 'idle' }, { type: 'begin', steps: plan.settings.steps });
  if (begun.status !== 'running') return;
  // What goes with the page is asked about before it goes.
  const ask = (event: BeforeUnloadEvent) => event.preventDefault();
  addEventListener('beforeunload', ask);
  setBusy('lesson', true);
  changeCourse(() => ({ training: begun, text, isRecorded: false }));
  changeLive(text, () => undefined);
  let isTrained = false;
  try {
    const { lesson, result } = await giveLesson(
      services,
      engines,
      ready,
      plan,
      {
        onNews: (news) =>
          changeCourse(({ training }) => {
            if (training.status !== 'running') return {};
            const next = reduce(training, { type: 'news', news, left: clock.hear(news) });
            return next.status === 'running' ? { training: next } : {};
          }),
        onSoFar(soFar) {
          isTrained = true;
          setBusy('lesson', false);
          changeLive(text, () => ({ lesson: soFar, isWhole: false }));
          changeCourse(() => ({ training: { status: 'done' } }));
        },
      },
      signal,
    );
    const personalised = { ...result, run: lesson.run };
    changeLive(text, () => ({ lesson, isWhole: true, result: { ready, personalised } }));
  } catch (error) {
    // What is known of a finished training stays.
    if (isTrained) changeLive(text, (live) => live && { ...live, isWhole: true });
    else changeCourse(() => ({ training: { status: 'failed', error }, isRecorded: true }));
  } finally {
    setBusy('lesson', false);
    removeEventListener('beforeunload', ask);
  }
}
