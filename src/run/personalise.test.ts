import { afterEach, describe, expect, test, vi } from 'vitest';
import type { EvaluatedModel } from '../eval/evaluator';
import { en } from '../i18n/en';
import type { EngineName } from '../model/run';
import { startTraining, type TrainStart } from '../train/client';
import { TrainError, type TrainFailure } from '../train/engine';
import type { Checkpoint } from '../train/loop';
import { modelTokens } from '../train/plan';
import { defaultSettings } from '../train/settings';
import type { Engines } from './engines';
import { type PersonaliseNews, personalise } from './personalise';
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
  /** Trains until it is stopped. */
  endless?: true;
}

let starts: (TrainStart & { from?: Checkpoint })[];
let failed: EngineName[];
let ran: EngineName[];
let evaluated: number[];
let news: PersonaliseNews[];
let ending: AbortController;

/** The record of a run on `chosen` whose workers have these fates, one after the other. */
async function run(chosen: EngineName, ...fates: Fate[]) {
  return (await personalised(chosen, ...fates)).run;
}

/** A run that was cut off, and what is heard of its checkpoints. */
let lasting: Parameters<typeof personalise>[6];
let planned = plan;
afterEach(() => {
  lasting = undefined;
  planned = plan;
});

function personalised(chosen: EngineName, ...fates: Fate[]) {
  starts = [];
  failed = [];
  ran = [];
  evaluated = [];
  news = [];
  ending = new AbortController();
  vi.mocked(startTraining).mockImplementation(async (start, _, signal) => {
    const { checkpoint, failure, endless } = fates[starts.length];
    starts.push({ ...start, from: start.checkpoint?.newest });
    const done = {
      result: { steps: 30, ended: 'complete', skipped: 0, curve: [], seconds: 2 },
      adapter: { method: 'norm' },
      load: 1,
    };
    if (checkpoint !== undefined) {
      start.checkpoint!.newest = checkpointAfter(checkpoint);
      start.checkpoint!.onNewest?.(start.checkpoint!.newest);
    }
    if (endless) await new Promise((resolve) => signal?.addEventListener('abort', resolve));
    if (failure) throw new TrainError(failure);
    return done as unknown as Awaited<ReturnType<typeof startTraining>>;
  });
  const engines = {
    known: async () => ({ choice: { engine: chosen, why: 'faster' } }),
    mustCheck: () => false,
    core: () => undefined,
    failed: async (engine: EngineName) => failed.push(engine),
    ran: (engine: EngineName) => ran.push(engine),
    evaluated: (secondsPerToken: number) => evaluated.push(secondsPerToken),
  } as unknown as Engines;
  return personalise(services, engines, tokens, planned, (item) => news.push(item), ending.signal, lasting);
}

/** On which engines the workers trained, and from which steps. */
const path = () => starts.map(({ engine, from }) => [engine, from?.step ?? 0]);
const told = () => news.flatMap((item) => (item.type === 'resumed' ? [en.training.resumed(item)] : []));

/** What went wrong, as a person reads it. */
const sentence = (reason: TrainFailure) => en.training.failure({ reason });

describe('personalise', () => {
  test('tells how far chance reaches in its numbers, and what they were made from', async () => {
    const { run: record, heldOut } = await personalised('cpu', {});
    const { personal, uncertainty } = record;
    expect(personal.before / personal.after).toBeCloseTo(1.2, 6);
    expect(uncertainty?.personal.low).toBeCloseTo(1.2, 6);
    expect(uncertainty?.general.high).toBeCloseTo(-1 / 6, 6);
    expect(heldOut.after.tokenNll).toHaveLength(tokens.held.length - 1);
  });

  test('tells what the memory brought, and what would be without it', async () => {
    const { remembered, run: record } = await personalised('cpu', {});
    expect(remembered).toHaveLength(600);
    expect(record.cache?.alone.personal).toBeCloseTo(11, 5);
    expect(record.cache?.alone.uncertainty.personal.value).toBeCloseTo(12 / 11, 5);
    expect(record.cache?.ownText.general).toBeCloseTo(10.5, 5);
  });

  test('tells how fast the evaluator is, if it read enough', async () => {
    const { perplexity } = services.evaluator;
    services.evaluator.perplexity = async (model, ...rest) => {
      if (!('kind' in model)) await new Promise((resolve) => setTimeout(resolve, 60));
      return perplexity(model, ...rest);
    };
    await personalised('cpu', {});
    // Two texts, and what is remembered.
    expect(evaluated).toHaveLength(1);
    expect(evaluated[0]).toBeGreaterThan(0.1 / modelTokens(plan.measured));
    planned = { ...plan, measured: { held: 100, general: 100, memory: 600 } };
    await personalised('cpu', {});
    expect(evaluated).toEqual([]);
    services.evaluator.perplexity = perplexity;
  });

  test('measures what was learned when it is stopped', async () => {
    const running = run('cpu', { endless: true });
    await vi.waitUntil(() => starts.length === 1);
    ending.abort();
    expect((await running).personal.after).toBeCloseTo(10, 6);
  });

  test('ends training when the base cannot be measured', async () => {
    const { perplexity } = services.evaluator;
    services.evaluator.perplexity = vi.fn(async () => {
      await vi.waitUntil(() => starts.length === 1);
      throw new Error('The evaluator failed.');
    });
    await expect(run('webgpu', { endless: true })).rejects.toThrow('The evaluator failed.');
    expect(vi.mocked(startTraining).mock.lastCall?.[2]?.aborted).toBe(true);
    services.evaluator.perplexity = perplexity;
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
      `${sentence('no-webgpu')} The processor went on from step 10.`,
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
    expect(told()).toEqual([`${sentence('wrong-numbers')} The processor started again.`]);
    expect(failed).toEqual(['webgpu']);
  });

  test('ends when the processor stops twice, or lacks memory', async () => {
    await expect(
      run('cpu', { checkpoint: 10, failure: 'hanging' }, { failure: 'hanging' }),
    ).rejects.toMatchObject({ name: 'TrainError', reason: 'hanging' });
    expect(path()).toEqual([
      ['cpu', 0],
      ['cpu', 10],
    ]);
    await expect(run('cpu', { failure: 'out-of-memory' })).rejects.toMatchObject({
      name: 'TrainError',
      reason: 'out-of-memory',
    });
    expect(starts).toHaveLength(1);
  });

  test('goes on with a run that was cut off, and counts what it had trained', async () => {
    const heard: [number, number][] = [];
    lasting = {
      cut: { checkpoint: checkpointAfter(20), seconds: 500 },
      onCheckpoint: ({ step }, seconds) => heard.push([step, seconds]),
    };
    const { seconds } = await run('cpu', { checkpoint: 30, failure: 'hanging' }, {});
    expect(path()).toEqual([
      ['cpu', 20],
      ['cpu', 30],
    ]);
    expect(heard).toEqual([[30, expect.closeTo(500, 0)]]);
    expect(seconds.train).toBeCloseTo(500, 0);
    expect(seconds.total).toBeGreaterThanOrEqual(seconds.train);
    expect(seconds.total).toBeLessThan(510);
    expect(ran).toEqual([]);
  });

  test('learns the speed of an engine only from a run in one piece', async () => {
    await run('cpu', {});
    expect(ran).toEqual(['cpu']);
    await run('cpu', { checkpoint: 10, failure: 'hanging' }, {});
    expect(ran).toEqual([]);
  });
});
