import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest';
import { OWN_ID } from '../../experiments/setup';
import { isBusy } from '../../run/busy';
import type { Engines } from '../../run/engines';
import { giveLesson, type LessonRun } from '../../run/lesson/lesson-run';
import type { Personalised } from '../../run/referee';
import type { Services } from '../../run/services';
import { RUN } from '../../store/store.fixtures';
import type { Ready } from '../../text/prepared';
import { defaultSettings } from '../../train/settings';
import { Course, courseOf, type TextId } from './course';
import { showRecording, stopTraining, trainForClass } from './training';

vi.mock('../../run/lesson/lesson-run', () => ({ giveLesson: vi.fn() }));
beforeAll(() => {
  for (const name of ['addEventListener', 'removeEventListener']) vi.stubGlobal(name, () => {});
});
afterAll(() => void vi.unstubAllGlobals());
afterEach(() => void vi.mocked(giveLesson).mockReset());

const plan = {
  settings: defaultSettings('norm'),
  measured: { held: 300, general: 300, memory: 600 },
  seconds: 60,
};

/** A training that has begun, and what makes it go on. It ends by itself only when its signals say so. */
function begin(course: Course, text: TextId = 'diary') {
  let end = () => {};
  vi.mocked(giveLesson).mockImplementationOnce(
    (_services, _engines, _ready, _plan, _hear, { drop } = {}) =>
      new Promise((resolve, reject) => {
        end = () => resolve(undefined as never);
        drop?.addEventListener('abort', () => reject(drop.reason));
      }),
  );
  const ended = trainForClass(course, {} as Services, {} as Engines, text, {} as Ready, plan);
  const [, , , , hear, signals] = vi.mocked(giveLesson).mock.lastCall!;
  const learn = (steps: number) => {
    const lesson: LessonRun = { run: { ...RUN, steps }, pace: [], guesses: [] };
    hear.onSoFar(lesson, { run: RUN } as Personalised);
  };
  return { ended, signals: signals!, learn, hear, end: () => end() };
}

const stepsOf = (course: Course) => course.state().lives.diary?.lesson.run.steps;

test('nobody finds the lesson of another profile, nor that of an earlier visit to the same one', () => {
  const [mine, yours] = [{}, {}] as Parameters<typeof courseOf>[0][];
  courseOf(mine).changeLive(OWN_ID, () => ({ lesson: {} as LessonRun, isWhole: true }));
  expect(courseOf(mine).state().lives[OWN_ID]).toBeDefined();
  expect(courseOf(yours).state().lives).toEqual({});
});

test('a training can be kept when everything about it is known, and others may work while that is found out', async () => {
  const course = new Course();
  const { ended, learn, end } = begin(course);
  expect([course.state().training.status, isBusy()]).toEqual(['running', true]);
  learn(100);
  expect([course.state().training.status, isBusy()]).toEqual(['done', false]);
  expect(course.state().lives.diary).toMatchObject({ isWhole: false });
  end();
  await ended;
  expect(course.state().lives.diary).toMatchObject({ isWhole: true, result: { personalised: { run: RUN } } });
});

test('a newer training ends what is looked at after an older one, whose late news change nothing', async () => {
  const course = new Course();
  const older = begin(course);
  older.learn(100);
  const newer = begin(course);
  expect(older.signals.drop?.aborted).toBe(true);
  await older.ended;
  expect([course.state().training.status, isBusy()]).toEqual(['running', true]);
  older.learn(101);
  older.hear.onNews({ type: 'losses', losses: [[99, 3]] });
  expect(stepsOf(course)).toBeUndefined();
  expect(course.state().training).toMatchObject({ status: 'running', progress: { step: 0 } });
  newer.learn(50);
  newer.end();
  await newer.ended;
  expect([stepsOf(course), isBusy()]).toEqual([50, false]);
});

test('what an older training of another text came to can still be kept', async () => {
  const course = new Course();
  const older = begin(course);
  older.learn(100);
  const newer = begin(course, OWN_ID);
  await older.ended;
  expect(course.state().lives.diary).toMatchObject({ isWhole: true, result: {} });
  newer.end();
  await newer.ended;
});

test('whoever wants the recording ends a training at once, and it has not failed', async () => {
  const course = new Course();
  const { ended, learn } = begin(course);
  showRecording(course);
  expect(course.state()).toMatchObject({ isRecorded: true, training: { status: 'idle' } });
  await ended;
  learn(3);
  expect(course.state()).toMatchObject({ isRecorded: true, training: { status: 'idle' }, lives: {} });
  expect(isBusy()).toBe(false);
});

test('a training that is stopped is measured; the recording takes nothing from what is looked at after it', async () => {
  const course = new Course();
  const { ended, signals, learn, end } = begin(course);
  stopTraining(course);
  expect([signals.stop?.aborted, signals.drop?.aborted]).toEqual([true, false]);
  expect(course.state().training).toMatchObject({ progress: { stage: 'stopping' } });
  learn(3);
  showRecording(course);
  expect(signals.drop?.aborted).toBe(false);
  end();
  await ended;
  expect(stepsOf(course)).toBe(3);
});

test('where training fails, the recording is shown', async () => {
  const course = new Course();
  const error = new Error('out of memory');
  vi.mocked(giveLesson).mockRejectedValueOnce(error);
  await trainForClass(course, {} as Services, {} as Engines, 'diary', {} as Ready, plan);
  expect(course.state()).toMatchObject({ isRecorded: true, training: { status: 'failed', error } });
  expect(isBusy()).toBe(false);
});
