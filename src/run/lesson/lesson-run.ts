import type { EvaluatedModel } from '../../eval/evaluator';
import type { RunRecord } from '../../model/run';
import type { Ready } from '../../text/prepared';
import type { Plan } from '../../train/plan';
import { compareWithControls } from '../attribution';
import type { Engines } from '../engines';
import { type PersonaliseNews, personalise } from '../personalise';
import type { Personalised } from '../referee';
import type { Services } from '../services';
import { hearVoice, type Voice } from '../voice';
import { type Guess, guess, placesIn } from './guesses';

/** All that a lesson shows of one training, computed now or recorded earlier. */
export interface LessonRun {
  /** With its attribution, once that is known. */
  run: RunRecord;
  /** After how many seconds of training each step was known, so that a recording can be played. */
  pace: [step: number, seconds: number][];
  /** How both models go on with a sentence of held-out text. */
  voice?: Voice;
  /** What both find likely in places of held-out text. */
  guesses: Guess[];
}

/** A recorded one: when, on what and of which text. Its format is that of the files in `src/app/lesson/recorded`. */
export interface RecordedLesson extends LessonRun {
  recorded: {
    /** ISO 8601. */
    at: string;
    /** The sample's id. */
    sample: string;
    /** As `RunRecord.device`, threads of the evaluator, and the browser's name for itself. */
    device: string;
    threads: number;
    browser: string;
    /** The machine's own name of its processor, and how many cores it has. */
    cpu: string;
    cores: number;
  };
}

/**
 * Trains for a lesson and looks at what it brought, one thing after the other; `onSoFar` hears of the lesson's run each time
 * it knows more, the last time of all of it. `stop` ends the training, not what is looked at afterwards; after `drop` all of
 * it rejects soon. Nothing is kept. Rejects with a `UserError`.
 */
export async function giveLesson(
  services: Services,
  engines: Engines,
  { train, held }: Pick<Ready, 'train' | 'held'>,
  plan: Plan,
  {
    onNews,
    onSoFar,
  }: { onNews(news: PersonaliseNews): void; onSoFar(lesson: LessonRun, result: Personalised): void },
  { stop, drop }: { stop?: AbortSignal; drop?: AbortSignal } = {},
): Promise<{ lesson: LessonRun; result: Personalised }> {
  const pace: LessonRun['pace'] = [];
  let begun: number | undefined;
  const tokens = { train, held, general: services.general };
  const result = await personalise(
    services,
    engines,
    tokens,
    plan,
    (news) => {
      if (news.type === 'stage' && news.stage === 'training') begun ??= performance.now();
      if (news.type === 'losses') {
        begun ??= performance.now();
        pace.push([news.losses[news.losses.length - 1][0], (performance.now() - begun) / 1000]);
      }
      onNews(news);
    },
    stop,
    { drop },
  );
  let lesson: LessonRun = { run: result.run, pace, guesses: [] };
  const learned = (more: Partial<LessonRun>) => onSoFar((lesson = { ...lesson, ...more }), result);
  learned({});
  const model: EvaluatedModel = { ...result.adapter, memory: result.remembered };
  learned({ voice: await hearVoice(services, held, model, drop) });
  for (const place of placesIn(await services.text.decode(held)))
    learned({ guesses: [...lesson.guesses, await guess(services, model, place, drop)] });
  const attribution = await compareWithControls(services, tokens, plan.settings, result, drop);
  learned({ run: { ...lesson.run, attribution } });
  return { lesson, result };
}
