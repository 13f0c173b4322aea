import { describe, expect, test, vi } from 'vitest';
import type { EvaluatedModel } from '../eval/evaluator';
import type { EngineName } from '../model/run';
import { startTraining, type TrainingRun, type TrainStart } from '../train/client';
import { TrainError, type TrainFailure } from '../train/engine';
import type { Checkpoint } from '../train/loop';
import { defaultSettings } from '../train/settings';
import type { Engines } from './engines';
import { outcomeWords, type PersonaliseNews, personalise } from './personalise';
import type { Services } from './services';

vi.mock('../train/client', () => ({ startTraining: vi.fn() }));

const settings = { ...defaultSettings('norm'), steps: 30 };
const plan = { settings, measured: { held: 300, general: 300, memory: 600 }, seconds: 10 };
const tokens = { train: new Int32Array(600), held: new Int32Array(300), general: new Int32Array(300) };
const services = {
  base: { weights: new ArrayBuffer(0) },
  evaluator: {
    perplexity: async (model: EvaluatedModel, { length }: Int32Array) => {
      const nll = Math.log('kind' in model ? 12 : 10);
      const all = (value: number) => new Float32Array(length - 1).fill(value);
      const withLess = model.memory && { alone: all(Math.log(11)), ownText: all(Math.log(10.5)) };
      return { perplexity: Math.exp(nll), tokenNll: all(nll), withLess };
    },
  },
  general: new Int32Array(0),
} as unknown as Services;

function checkpointAfter(step: number): Checkpoint {
  const engine = { steps: step, values: new Map(), momenta: new Map(), variances: new Map() };
  return { step, losses: [], held: new Map(), engine };
}

/** What a worker does: how far its checkpoints come, and how it ends, if not well. */
interface Fate {
  checkpoint?: number;
  failure?: TrainFailure;
}

let starts: TrainStart[];
let failed: EngineName[];
let ran: EngineName[];
let news: PersonaliseNews[];

/** A run on `chosen` whose workers have these fates, one after the other. */
function run(chosen: EngineName, ...fates: Fate[]) {
  starts = [];
  failed = [];
  ran = [];
  news = [];
  vi.mocked(startTraining).mockImplementation((start) => {
    const { checkpoint, failure } = fates[starts.length];
    starts.push(start);
    const done = {
      adapter: { method: 'norm' },
      steps: 30,
      ended: 'complete',
      skipped: 0,
      curve: [],
      seconds: { load: 1, steps: 2 },
    };
    return {
      result: failure ? Promise.reject(new TrainError(failure, 'It failed.')) : Promise.resolve(done),
      stop() {},
      setHidden() {},
      checkpoint: () => (checkpoint === undefined ? start.from : checkpointAfter(checkpoint)),
    } as unknown as TrainingRun;
  });
  const engines = {
    known: async () => ({ choice: { engine: chosen, why: 'faster' } }),
    mustCheck: () => false,
    core: () => undefined,
    failed: async (engine: EngineName) => failed.push(engine),
    ran: (engine: EngineName) => ran.push(engine),
  } as unknown as Engines;
  return personalise(services, engines, tokens, plan, (item) => news.push(item)).result;
}

/** On which engines the workers trained, and from which steps. */
const path = () => starts.map(({ engine, from }) => [engine, from?.step ?? 0]);
const told = () => news.flatMap((item) => (item.type === 'resumed' ? [item.message] : []));

describe('personalise', () => {
  test('tells how far chance reaches in its numbers, and what they were made from', async () => {
    const { personal, uncertainty, heldOut } = await run('cpu', {});
    expect(personal.before / personal.after).toBeCloseTo(1.2, 6);
    expect(uncertainty.personal.low).toBeCloseTo(1.2, 6);
    expect(uncertainty.general.high).toBeCloseTo(-1 / 6, 6);
    expect(heldOut.after.tokenNll).toHaveLength(tokens.held.length - 1);
  });

  test('tells what the memory brought, and what would be without it', async () => {
    const { remembered, memory } = await run('cpu', {});
    expect(remembered).toHaveLength(600);
    expect(memory?.alone.personal).toBeCloseTo(11, 5);
    expect(memory?.alone.uncertainty.personal.value).toBeCloseTo(12 / 11, 5);
    expect(memory?.ownText.general).toBeCloseTo(10.5, 5);
  });

  test('goes on from the last checkpoint with a new worker when one dies or loses its device', async () => {
    for (const failure of ['hanging', 'device-lost'] as const) {
      const { engine } = await run('webgpu', { checkpoint: 20, failure }, {});
      expect(engine).toBe('webgpu');
      expect(path()).toEqual([
        ['webgpu', 0],
        ['webgpu', 20],
      ]);
      expect(told()).toEqual(['The graphics processor stopped; training went on from step 20.']);
      expect(failed).toEqual([]);
    }
  });

  test('lets the processor go on when the graphics processor stops again', async () => {
    const { engine } = await run(
      'webgpu',
      { checkpoint: 10, failure: 'device-lost' },
      { failure: 'no-webgpu' },
      { checkpoint: 20, failure: 'hanging' },
      {},
    );
    expect(engine).toBe('cpu');
    expect(path()).toEqual([
      ['webgpu', 0],
      ['webgpu', 10],
      ['cpu', 10],
      ['cpu', 20],
    ]);
    expect(told()).toEqual([
      'The graphics processor stopped; training went on from step 10.',
      'It failed. The processor went on from step 10.',
      'The processor stopped; training went on from step 20.',
    ]);
    expect(failed).toEqual(['webgpu']);
  });

  test('lets the processor go on at once when the graphics processor has no memory or computes wrong', async () => {
    await run('webgpu', { checkpoint: 10, failure: 'out-of-memory' }, {});
    expect(path()).toEqual([
      ['webgpu', 0],
      ['cpu', 10],
    ]);
    expect(failed).toEqual([]);
    await run('webgpu', { failure: 'wrong-numbers' }, {});
    expect(told()).toEqual(['It failed. The processor began anew.']);
    expect(failed).toEqual(['webgpu']);
  });

  test('ends when the processor stops twice, or lacks memory', async () => {
    await expect(run('cpu', { checkpoint: 10, failure: 'hanging' }, { failure: 'hanging' })).rejects.toThrow(
      'It failed.',
    );
    expect(path()).toEqual([
      ['cpu', 0],
      ['cpu', 10],
    ]);
    await expect(run('cpu', { failure: 'out-of-memory' })).rejects.toThrow('It failed.');
    expect(starts).toHaveLength(1);
  });

  test('learns the speed of an engine only from a run in one piece', async () => {
    await run('cpu', {});
    expect(ran).toEqual(['cpu']);
    await run('cpu', { checkpoint: 10, failure: 'hanging' }, {});
    expect(ran).toEqual([]);
  });
});

describe('outcomeWords', () => {
  test('says what became of a run, and nothing of a good one', () => {
    expect(outcomeWords({ ended: 'complete', steps: 30, skipped: 0 })).toBeUndefined();
    expect(outcomeWords({ ended: 'complete', steps: 30, skipped: 1 })).toMatch(/^One step was left out/);
    expect(outcomeWords({ ended: 'stopped', steps: 12, skipped: 2 })).toMatch(/^2 steps were left out/);
    expect(outcomeWords({ ended: 'not-finite', steps: 20, skipped: 4 })).toMatch(/after step 20; a lower/);
    expect(outcomeWords({ ended: 'not-finite', steps: 0, skipped: 9 })).toMatch(/nothing was learned/);
  });
});
