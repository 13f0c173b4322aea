import { MOST_ENTRIES } from '../eval/cache-effect';
import { giveLesson, type RecordedLesson } from '../run/lesson/lesson-run';
import { openServices } from '../run/services';
import { loadSample, SAMPLES } from '../text/samples';
import { planFor, recipePlan } from '../train/plan';
import { openEngines, type Refused, tell } from './page';

export type LessonAnswer =
  | Refused
  | {
      kind: 'done';
      /** Without what only the command line knows of the machine. */
      lesson: Omit<RecordedLesson, 'recorded'> & {
        recorded: Omit<RecordedLesson['recorded'], 'cpu' | 'cores'>;
      };
    };

/** Gives the lesson's training on a sample, with the whole recipe, on the processor: as a school's laptop does. */
export async function recordLesson(id: string): Promise<LessonAnswer> {
  const sample = SAMPLES.find((one) => one.id === id);
  if (!sample) return { kind: 'refused', message: `There is no sample "${id}".` };
  const services = await openServices();
  const prepared = await services.text.prepare([{ name: id, text: await loadSample(sample) }], {
    apart: true,
  });
  if (prepared?.kind !== 'ready') return { kind: 'refused', message: `The sample "${id}" cannot be split.` };
  const opened = await openEngines(services, 'cpu');
  if (opened.kind === 'refused') return opened;
  const { engines, speed } = opened;
  const { train, held } = prepared;
  const memory = Math.min(train.length, MOST_ENTRIES);
  const workload = { held: held.length, general: services.general.length, memory };
  const { settings, measured } = recipePlan('norm', workload, speed);
  const plan = planFor(settings, measured, speed);
  tell(`${id}: at most ${settings.steps} steps, about ${Math.round(plan.seconds)} s`);
  const { lesson } = await giveLesson(services, engines, prepared, plan, {
    onNews(news) {
      if (news.type === 'losses')
        for (const [step, loss] of news.losses) tell(`${id}, step ${step}: loss ${loss.toFixed(4)}`);
    },
    onSoFar: ({ voice, guesses }) =>
      tell(`${id}: ${voice ? 'a sentence and' : 'no sentence,'} ${guesses.length} places are looked at`),
  });
  const recorded = {
    at: new Date().toISOString(),
    sample: id,
    device: lesson.run.device,
    threads: await services.evaluator.ready,
    browser: navigator.userAgent,
  };
  services.text.close();
  services.evaluator.close();
  return { kind: 'done', lesson: { ...lesson, recorded } };
}
