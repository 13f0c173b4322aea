import { expect, test } from 'vitest';
import type { PersonaliseNews } from '../../run/personalise';
import type { TrainedRecord } from '../shell/store';
import { type RunAction, type RunState, reduce } from './run-state';

const model = (sha256: string) => ({ id: 'mine', sha256 }) as TrainedRecord;
const news = (item: PersonaliseNews): RunAction => ({ type: 'news', news: item, left: { all: 9 } });

/** What a run has come to after `actions`. */
const after = (...actions: RunAction[]) =>
  actions.reduce<RunState>(reduce, reduce({ status: 'idle' }, { type: 'begin', steps: 50 }));
const stageAfter = (...actions: RunAction[]) => {
  const state = after(...actions);
  return state.status === 'running' && state.progress.stage;
};

const training = news({ type: 'stage', stage: 'training' });
const first: RunAction = { type: 'first', kept: model('a') };

test('the first result stays while the run goes on, and the last takes its place', () => {
  expect(after(training, first, news({ type: 'losses', losses: [[7, 3]] }))).toMatchObject({
    ...{ status: 'running', kept: model('a'), progress: { step: 7, left: { all: 9 } } },
  });
  const end: RunAction = { type: 'end', state: { status: 'done', kept: model('b') } };
  expect(after(training, first, end)).toEqual({ status: 'done', kept: model('b') });
});

test('nothing stays of a model that was deleted while it learned', () => {
  expect(after(training, first, { type: 'end', state: { status: 'idle' } })).toEqual({ status: 'idle' });
});

test('the first result stays when the run fails or its end cannot be saved, and goes with the next run', () => {
  const error = new Error('full');
  const failed = after(training, first, { type: 'end', state: { status: 'failed', error } });
  expect(failed).toEqual({ status: 'failed', error, kept: model('a') });
  const save = async () => {};
  const unsaved = after(training, first, { type: 'end', state: { status: 'unsaved', error, save } });
  expect(unsaved).toEqual({ status: 'unsaved', error, save, kept: model('a') });
  expect(reduce(failed, { type: 'begin', steps: 9 })).not.toHaveProperty('kept');
});

test('the test of the first result is a stage of its own where training waits for it, and else in passing', () => {
  const measuring = (waits: boolean) => news({ type: 'measuring-first', share: 0.5, waits });
  expect(stageAfter(training, measuring(true))).toBe('measuring-first');
  expect(stageAfter(training, measuring(true), training)).toBe('training');
  expect(stageAfter(training, measuring(false))).toBe('training');
});

test('a run that is being stopped says so until its last test', () => {
  const stop: RunAction = { type: 'stop' };
  const measuringFirst = news({ type: 'measuring-first', share: 0.5, waits: true });
  expect(stageAfter(training, stop, measuringFirst, training)).toBe('stopping');
  expect(stageAfter(training, stop, news({ type: 'measuring', model: 'adapter', share: 0 }))).toBe(
    'measuring',
  );
});
