import { setBusy } from '../../run/busy';
import type { Engines } from '../../run/engines';
import { giveLesson, type LessonRun } from '../../run/lesson/lesson-run';
import type { Personalised } from '../../run/referee';
import type { Services } from '../../run/services';
import type { Ready } from '../../text/prepared';
import type { Plan } from '../../train/plan';
import { RunClock } from '../make/run-clock';
import { reduce } from '../make/run-state';
import type { Course, TextId } from './course';

/** A training, with what is looked at after it. */
interface Turn {
  /** Ends the training after its step; what was learned is measured. */
  stop: AbortController;
  /** Ends all of it at once. */
  drop: AbortController;
}

/** The one that was begun last, in whatever profile. */
let latest: Turn | undefined;

/** The training of the class ends after its step, and is measured. */
export function stopTraining(course: Course): void {
  latest?.stop.abort();
  course.change(({ training }) => {
    const next = training.status === 'running' && reduce(training, { type: 'stop' });
    return next && next.status === 'running' ? { training: next } : {};
  });
}

/** Shows the recording from now on. A training that is under way is given up: whoever wants the recording waits no longer. */
export function showRecording(course: Course): void {
  const isLearning = course.state().training.status === 'running';
  if (isLearning) latest?.drop.abort();
  course.change(() => ({ isRecorded: true, ...(isLearning && { training: { status: 'idle' } }) }));
}

/**
 * Trains for the class, whatever screen of the lesson is shown meanwhile. What an earlier training is still looked at for
 * ends. Where this one fails, the recording is shown from then on. Never rejects.
 */
export async function trainForClass(
  course: Course,
  services: Services,
  engines: Engines,
  text: TextId,
  ready: Ready,
  plan: Plan,
): Promise<void> {
  const clock = new RunClock(plan);
  const begun = reduce({ status: 'idle' }, { type: 'begin', steps: plan.settings.steps });
  if (begun.status !== 'running') return;
  latest?.drop.abort();
  const { stop, drop } = (latest = { stop: new AbortController(), drop: new AbortController() });
  // What goes with the page is asked about before it goes.
  const ask = (event: BeforeUnloadEvent) => event.preventDefault();
  addEventListener('beforeunload', ask);
  let isBusy = true;
  const rest = () => {
    // Another training may have begun since.
    if (isBusy) setBusy('lesson', false);
    isBusy = false;
  };
  setBusy('lesson', true);
  course.change(() => ({ training: begun, text, isRecorded: false }));
  course.changeLive(text, () => undefined);
  let known: { lesson: LessonRun; personalised: Personalised } | undefined;
  try {
    await giveLesson(
      services,
      engines,
      ready,
      plan,
      {
        onNews(news) {
          if (drop.signal.aborted) return;
          course.change(({ training }) => {
            if (training.status !== 'running') return {};
            const next = reduce(training, { type: 'news', news, left: clock.hear(news) });
            return next.status === 'running' ? { training: next } : {};
          });
        },
        onSoFar(lesson, result) {
          if (drop.signal.aborted) return;
          known = { lesson, personalised: { ...result, run: lesson.run } };
          rest();
          course.changeLive(text, () => ({ lesson, isWhole: false }));
          course.change(() => ({ training: { status: 'done' } }));
        },
      },
      { stop: stop.signal, drop: drop.signal },
    );
  } catch (error) {
    if (!known && !drop.signal.aborted)
      course.change(() => ({ training: { status: 'failed', error }, isRecorded: true }));
  } finally {
    // What is known of a finished training stays, however much that is; but not beside a newer one of the same text.
    if (known) {
      const { lesson, personalised } = known;
      course.changeLive(text, (live) =>
        live?.lesson === lesson ? { lesson, isWhole: true, result: { ready, personalised } } : live,
      );
    }
    rest();
    removeEventListener('beforeunload', ask);
  }
}
