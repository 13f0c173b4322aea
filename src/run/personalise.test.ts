import { afterEach, describe, expect, test, vi } from 'vitest';
import type { EvaluatedModel } from '../eval/evaluator';
import { tracesOf } from '../eval/forgetting';
import { en } from '../i18n/en';
import { BASE_CONFIG } from '../model/config';
import { float16ToFloat32, float32ToFloat16 } from '../model/float16';
import { readBytes } from '../model/model.fixtures';
import { gainNames } from '../model/parameters';
import type { EngineName } from '../model/run';
import { openWeights } from '../model/weights';
import { startTraining, type TrainStart } from '../train/client';
import { TrainError, type TrainFailure } from '../train/engine';
import type { Checkpoint } from '../train/loop';
import type { Plan } from '../train/plan';
import { defaultSettings } from '../train/settings';
import type { Engines } from './engines';
import { type PersonaliseNews, personalise } from './personalise';
import type { Personalised } from './referee';
import type { Services } from './services';

vi.mock('../train/client', () => ({ startTraining: vi.fn() }));

const settings = { ...defaultSettings('norm'), steps: 30 };
const plan = { settings, measured: { held: 300, general: 300, memory: 600 }, seconds: 10 };
const tokens = {
  train: Int32Array.from({ length: 600 }, (_, i) => i + 1),
  held: new Int32Array(300),
  general: new Int32Array(300),
};
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
  /** After so many steps its model may be taken. */
  takenAt?: number;
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

/** A run that was cut off, and what is heard of its checkpoints and of its first result. */
let lasting: Parameters<typeof personalise>[6];
let planned: Plan = plan;
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
  vi.mocked(startTraining).mockImplementation(async (start, _, signal, drop) => {
    const { checkpoint, failure, endless, takenAt } = fates[starts.length];
    starts.push({ ...start, from: start.checkpoint?.newest });
    const done = {
      result: { steps: 30, ended: 'complete', skipped: 0, curve: [], seconds: 2 },
      adapter: { method: 'norm', bytes: new Uint8Array(9216) },
      load: 1,
    };
    if (checkpoint !== undefined) {
      start.checkpoint!.newest = checkpointAfter(checkpoint);
      start.checkpoint!.onNewest?.(start.checkpoint!.newest);
    }
    if (takenAt && start.interim?.isDue(takenAt)) {
      const result = { ...done.result, steps: takenAt, ended: 'stopped' };
      const taken = { ...done, type: 'taken', result } as unknown as Awaited<
        ReturnType<typeof startTraining>
      >;
      await start.interim.take({ ...taken, type: 'taken' });
      // The steps that follow.
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    if (endless) await new Promise((resolve) => signal?.addEventListener('abort', resolve));
    drop?.throwIfAborted();
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

  test('measures an earlier version on the same held-out text, in one progress with the model', async () => {
    const rival = { method: 'norm', bytes: new Uint8Array(2) } as const;
    const asked: (number | undefined)[] = [];
    const { perplexity } = services.evaluator;
    services.evaluator.perplexity = async (model, text, ...rest) => {
      if (model === rival) asked.push(text.length);
      return perplexity(model, text, ...rest);
    };
    lasting = { rival };
    const { heldOut, run: record } = await personalised('cpu', {});
    services.evaluator.perplexity = perplexity;
    expect(asked).toEqual([tokens.held.length]);
    expect(heldOut.rival?.tokenNll).toHaveLength(tokens.held.length - 1);
    expect(record.seconds.total).toBeGreaterThan(0);
    const shares = news.flatMap((item) =>
      item.type === 'measuring' && item.model === 'adapter' ? [item.share] : [],
    );
    expect(shares).toEqual([...shares].sort((a, b) => a - b));
    expect(shares.at(-1)).toBeLessThanOrEqual(1);
    lasting = undefined;
    expect((await personalised('cpu', {})).heldOut).not.toHaveProperty('rival');
  });

  describe('going on from an adapter', () => {
    const { buffer: weights } = readBytes('models/fractalmoe-30m/model.safetensors');
    const [name] = gainNames(BASE_CONFIG);
    const [ofBase] = openWeights(new Uint8Array(weights), BASE_CONFIG).read(name);

    /** Goes on from gains of 2; so many times general text is surely worse. */
    async function goneOn(worse: number) {
      const from = { method: 'norm', bytes: float32ToFloat16(new Float32Array(4608).fill(2)) } as const;
      const { perplexity } = services.evaluator;
      const { base } = services;
      let readings = 0;
      services.evaluator.perplexity = async (model, text, ...rest) => {
        const found = await perplexity(model, text, ...rest);
        if (!model.memory || ++readings % 2 === 1 || readings > 2 * worse) return found;
        return { ...found, withLess: { ...found.withLess!, alone: found.tokenNll.map(() => Math.log(13)) } };
      };
      services.base = { ...base, weights };
      lasting = { from };
      const { run: record, adapter } = await personalised('cpu', {});
      Object.assign(services, { base, evaluator: { ...services.evaluator, perplexity } });
      return { record, gain: float16ToFloat32(adapter.bytes)[0] };
    }

    test('goes back towards the base as long as general text is surely worse', async () => {
      const { record, gain } = await goneOn(2);
      expect(starts[0].from).toMatchObject({ step: 0 });
      expect([...starts[0].from!.engine.values.values()][0][0]).toBe(2);
      expect(record.goneOn).toEqual({ pulls: 2 });
      // All gains were 0, and the base's first ones are a fifth of the way, and a fifth of the rest.
      expect(gain / ofBase).toBeCloseTo(1 - 0.8 ** 2, 2);
      expect(record.cache?.alone.general).toBeCloseTo(11, 5);
    });

    test('keeps and measures the base itself where nothing less will do', async () => {
      const { record, gain } = await goneOn(8);
      expect(record.goneOn).toEqual({ pulls: 8 });
      expect(gain).toBeCloseTo(ofBase, 3);
      expect(record.cache?.alone.general).toBeCloseTo(11, 5);
    });
  });

  test('does not remember what other versions were told to forget, and is measured without it', async () => {
    const forgotten = tracesOf([[...tokens.train.subarray(100, 120)]]);
    Object.assign(tokens, { forgotten });
    const { remembered, run: record } = await personalised('cpu', {});
    Object.assign(tokens, { forgotten: undefined });
    // What is left around them is no longer one text, which a mark says.
    expect([...remembered!.subarray(98, 103)]).toEqual([99, 100, 0, 121, 122]);
    expect(record.cache?.tokens).toBe(remembered!.length);
  });

  test('tells how fast the evaluator is, if it read enough', async () => {
    const { perplexity } = services.evaluator;
    services.evaluator.perplexity = async (model, ...rest) => {
      if (!('kind' in model)) await new Promise((resolve) => setTimeout(resolve, 60));
      return perplexity(model, ...rest);
    };
    await personalised('cpu', {});
    // Two texts of 300 tokens, with which each takes 1.2 times as long, and 600 that are remembered.
    expect(evaluated).toHaveLength(1);
    expect(evaluated[0]).toBeGreaterThan(0.1 / 1320);
    planned = { ...plan, measured: { held: 100, general: 100, memory: 600 } };
    await personalised('cpu', {});
    expect(evaluated).toEqual([]);
    services.evaluator.perplexity = perplexity;
  });

  test('rejects at once when it is dropped, and goes on from nowhere', async () => {
    const drop = new AbortController();
    lasting = { drop: drop.signal };
    const training = run('webgpu', { endless: true, failure: 'hanging' });
    const outcome = expect(training).rejects.toMatchObject({ name: 'AbortError' });
    await vi.waitFor(() => expect(starts).toHaveLength(1));
    drop.abort();
    await outcome;
    expect(starts).toHaveLength(1);
    expect(failed).toEqual([]);
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

describe('a run with a first result', () => {
  const first = { at: 0, steps: 5, seconds: 6, measured: { held: 100, general: 50, memory: 200 } };
  let firsts: Personalised[];
  /** Plans it, and keeps what comes. */
  const expectFirst = (keep: () => Promise<void> = async () => {}) => {
    firsts = [];
    planned = { ...plan, first };
    lasting = {
      onFirst(result) {
        firsts.push(result);
        return keep();
      },
    };
  };

  test.each(['cpu', 'webgpu'] as const)(
    'on %s gives it of less text, and the last of all',
    async (chosen) => {
      expectFirst();
      const last = await personalised(chosen, { takenAt: 7 });
      expect(firsts).toHaveLength(1);
      const [{ run: early, remembered }] = firsts;
      expect(early).toMatchObject({
        steps: 7,
        ended: 'stopped',
        tokens: { train: 600, held: 100, general: 50 },
      });
      expect(early.seconds.promised).toBe(6);
      expect(early.personal.before / early.personal.after).toBeCloseTo(1.2, 6);
      expect(remembered).toHaveLength(200);
      expect(last.run).toMatchObject({ steps: 30, ended: 'complete', tokens: { held: 300, general: 300 } });
      expect(last.remembered).toHaveLength(600);
      expect(last.heldOut.before.tokenNll).toHaveLength(299);
    },
  );

  test('lets the processor wait for it, and the graphics processor go on', async () => {
    for (const [chosen, waits] of [
      ['cpu', true],
      ['webgpu', false],
    ] as const) {
      expectFirst();
      await personalised(chosen, { takenAt: 7 });
      const told = news.filter(({ type }) => type === 'measuring-first');
      expect(told[0]).toEqual({ type: 'measuring-first', share: 0, waits });
      expect(news).toContainEqual({ type: 'measuring', model: 'adapter', share: 0 });
      expect(news.some((item) => item.type === 'stage' && item.stage === 'training')).toBe(waits);
    }
  });

  test('is not due before its time, nor at the first step, nor twice', async () => {
    expectFirst();
    await run('cpu', { takenAt: 1 });
    expect(firsts).toHaveLength(0);
    planned = { ...plan, first: { ...first, at: 1000 } };
    await run('cpu', { takenAt: 7 });
    expect(firsts).toHaveLength(0);
    expectFirst();
    await run('cpu', { takenAt: 7, checkpoint: 10, failure: 'hanging' }, { takenAt: 12 });
    expect(firsts).toHaveLength(1);
    // A command line keeps none.
    planned = { ...plan, first };
    lasting = undefined;
    expect((await run('cpu', { takenAt: 7 })).tokens.held).toBe(300);
  });

  test('is kept before a failure of the run is told', async () => {
    let isKept = false;
    expectFirst(async () => {
      await new Promise((resolve) => setTimeout(resolve, 200));
      isKept = true;
    });
    const running = run('webgpu', { takenAt: 7, failure: 'shader' }, { failure: 'out-of-memory' });
    await expect(running).rejects.toMatchObject({ reason: 'out-of-memory' });
    expect(isKept).toBe(true);
  });

  test('lets the base read the rest at the end, in one progress with the model', async () => {
    const { perplexity } = services.evaluator;
    services.evaluator.perplexity = (model, text, onProgress, signal) => {
      onProgress?.(text.length / 2, text.length);
      return perplexity(model, text, onProgress, signal);
    };
    expectFirst();
    await personalised('cpu', { takenAt: 7 });
    const shares = news.flatMap((item) =>
      item.type === 'measuring' && item.model === 'adapter' ? [Math.round(item.share * 100)] : [],
    );
    // The base's 300 tokens (it reads a general text of one's own, too), then 1,320 of the model.
    expect(shares).toEqual([0, 9, 9, 39, 80]);
    services.evaluator.perplexity = perplexity;
  });

  test('goes on to the last result when the first cannot be kept, and when it is stopped meanwhile', async () => {
    expectFirst(() => Promise.reject(new Error('full')));
    expect((await run('cpu', { takenAt: 7 })).steps).toBe(30);

    expectFirst();
    const { perplexity } = services.evaluator;
    services.evaluator.perplexity = async (model, text, onProgress, signal) => {
      if (!('kind' in model) && text.length === 100) {
        ending.abort();
        signal?.throwIfAborted();
      }
      return perplexity(model, text, onProgress, signal);
    };
    expect((await run('cpu', { takenAt: 7 })).tokens.held).toBe(300);
    expect(firsts).toHaveLength(0);
    services.evaluator.perplexity = perplexity;
  });
});
