import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { Worker } from 'node:worker_threads';
import { afterEach, beforeAll, describe, expect, test } from 'vitest';
import { parameters } from '../../model/parameters';
import { SafetensorsError } from '../../model/safetensors';
import type { Weights } from '../../model/weights';
import type { EngineOptions, TrainEngine } from '../engine';
import { noise, OPTIONS, randomBatch, randomWeights, TINY } from '../engine.fixtures';
import { createCpuEngine, type Processor } from './engine';
import { nodeHelpers } from './helper.fixtures';
import { MODULES } from './kernels.fixtures';
import { instantiate } from './program';
import type { Helper, ThreadCommand } from './threads';

const OPTION: Record<'norm' | 'lora' | 'full', EngineOptions> = {
  norm: { ...OPTIONS, method: 'norm' },
  lora: { ...OPTIONS, method: 'lora', lora: { rank: 4, targets: 'all', seed: 1 } },
  full: OPTIONS,
};

let spawn: () => Helper;
beforeAll(async () => {
  spawn = await nodeHelpers();
});

let engines: TrainEngine[] = [];
afterEach(() => {
  for (const engine of engines) engine.release();
  engines = [];
});

async function engineFor(
  options: EngineOptions,
  processor: Partial<Processor> & Pick<Processor, 'threads'>,
): Promise<TrainEngine> {
  const engine = await createCpuEngine(TINY, randomWeights(TINY), options, { spawn, ...processor });
  engines.push(engine);
  return engine;
}

/** Steps number `from` to `to`, and everything that comes out of them. */
async function steps(engine: TrainEngine, from: number, to: number) {
  for (let i = from; i < to; i++) await engine.step(randomBatch(TINY, 2, 11 + i, i), 1e-2);
  const batch = randomBatch(TINY, 1, 19);
  return {
    losses: await engine.takeLosses(),
    state: await engine.save(),
    evaluated: await engine.evaluate(batch),
    logits: await engine.logits(batch),
  };
}

describe.each(MODULES)('%s: any number of threads', (_, kernels) => {
  test.each(['norm', 'lora', 'full'] as const)('takes three %s steps to the same bits', async (method) => {
    const expected = await steps(await engineFor(OPTION[method], { threads: 1, kernels }), 0, 3);
    expect(expected.losses.every(Number.isFinite)).toBe(true);
    for (const threads of [2, 3, 3]) {
      const engine = await engineFor(OPTION[method], { threads, kernels });
      expect(await steps(engine, 0, 3)).toEqual(expected);
      expect(engine.device).toBe(`cpu:${threads}`);
    }
  });
});

test('int8 weights have the same bits on any number of threads, and the numbers that they mean', async () => {
  const weights = rounded(randomWeights(TINY));
  const made = async (threads: number, from: Weights) => {
    const engine = await createCpuEngine(TINY, from, OPTION.lora, { threads, spawn });
    engines.push(engine);
    return steps(engine, 0, 3);
  };
  const one = await made(1, weights);
  expect(await made(3, weights)).toEqual(one);
  expect(await made(1, { read: weights.read })).toEqual(one);
});

/** `weights` with every matrix but the routers rounded to int8, and kept so. */
function rounded(weights: Weights): Weights {
  const table = new Map(parameters(TINY).map((parameter) => [parameter.name, parameter]));
  const int8 = (name: string) => {
    const { kind, shape } = table.get(name)!;
    if (kind === 'gain' || kind === 'router') return undefined;
    const scales = noise(shape[0], shape[0]).map((value) => (2 + value) / 300);
    return { values: Int8Array.from(weights.read(name), (value) => Math.round(127 * value)), scales };
  };
  return {
    int8,
    read(name, into) {
      const kept = int8(name);
      if (!kept) return weights.read(name, into);
      const columns = kept.values.length / kept.scales.length;
      return Float32Array.from(kept.values, (value, i) => value * kept.scales[Math.floor(i / columns)]);
    },
  };
}

/** Words of the threads' shared place: who has come to the end of a kernel, and how many have ended (`kernels/threads.ts`). */
const [ARRIVED, ENDED] = [1, 2];

/** A helper that is ended in the middle of its run number `last`: it waits at the end of the first kernel then. */
function mortal(last: number): Helper {
  const helper = spawn();
  let words: Int32Array;
  let runs = 0;
  return {
    ...helper,
    postMessage(command: ThreadCommand) {
      helper.postMessage(command);
      if (command.type === 'enter') words = new Int32Array(command.memory.buffer, command.shared, 16);
      if (command.type !== 'run' || ++runs !== last) return;
      while (Atomics.load(words, ARRIVED) === 0);
      helper.terminate();
    },
  };
}

describe('a thread that is ended in the middle of a step', () => {
  test.each(['norm', 'full'] as const)('is told in time, and %s training goes on', async (method) => {
    const expected = await steps(await engineFor(OPTION[method], { threads: 2 }), 0, 5);

    // Two steps, a save, two more; the fifth step is the last run.
    const patience = 200;
    const dying = await engineFor(OPTION[method], { threads: 2, patience, spawn: () => mortal(5) });
    for (let i = 0; i < 2; i++) await dying.step(randomBatch(TINY, 2, 11 + i, i), 1e-2);
    const losses = await dying.takeLosses();
    const saved = await dying.save();
    for (let i = 2; i < 4; i++) await dying.step(randomBatch(TINY, 2, 11 + i, i), 1e-2);
    const began = performance.now();
    const hanging = { name: 'TrainError', reason: 'hanging', details: { problem: 'silent' } };
    await expect(dying.step(randomBatch(TINY, 2, 15, 4), 1e-2)).rejects.toMatchObject(hanging);
    const took = performance.now() - began;
    expect(took).toBeGreaterThan(0.9 * patience);
    expect(took).toBeLessThan(patience + 5000);

    // What it leaves is half a step: nobody gets to read it.
    const batch = randomBatch(TINY, 1, 4);
    for (const call of [
      () => dying.step(batch, 1e-2),
      () => dying.evaluate(batch),
      () => dying.readTrained(),
      () => dying.save(),
    ])
      await expect(call()).rejects.toMatchObject(hanging);

    const anew = await engineFor(OPTION[method], { threads: 2 });
    await anew.restore(saved);
    const rest = await steps(anew, 2, 5);
    expect({ ...rest, losses: [...losses, ...rest.losses] }).toEqual(expected);
  });
});

test('a thread is waited for as long as there is patience, and not much longer', async () => {
  const memory = new WebAssembly.Memory({ initial: 2, maximum: 2, shared: true });
  const [shared, scratch] = [65_536, 65_600];
  const words = new Int32Array(memory.buffer, shared, 16);
  const threads = instantiate(MODULES[0][1].module, memory);
  const wait = (patience: number) => {
    words.fill(0);
    threads.enter(shared, scratch, 2, patience);
    const began = performance.now();
    return { came: threads.barrier(), took: performance.now() - began };
  };
  const alone = wait(200);
  expect(alone.came).toBe(0);
  expect(alone.took).toBeGreaterThan(190);
  expect(alone.took).toBeLessThan(5000);

  // Another that comes to the end of the kernel 300 ms after this one.
  words.fill(0);
  const late = new Worker(
    `const { workerData: words } = require('node:worker_threads');
    Atomics.wait(words, 15, 0);
    while (Atomics.load(words, ${ARRIVED}) === 0);
    Atomics.wait(words, 15, 1, 300);
    Atomics.store(words, ${ENDED}, 1);
    Atomics.notify(words, ${ENDED});`,
    { eval: true, workerData: words },
  );
  await new Promise((resolve) => late.once('online', resolve));
  words[15] = 1;
  Atomics.notify(words, 15);
  threads.enter(shared, scratch, 2, 20_000);
  const began = performance.now();
  expect(threads.barrier()).toBe(1);
  expect(performance.now() - began).toBeGreaterThan(250);
  await late.terminate();
});

describe('an engine that cannot be made', () => {
  /** Helpers that are counted while they live. */
  function counted(spawnOne: (i: number) => Helper) {
    let alive = 0;
    let started = 0;
    return {
      alive: () => alive,
      started: () => started,
      spawn(): Helper {
        const helper = spawnOne(started++);
        alive++;
        return {
          ...helper,
          terminate() {
            alive--;
            helper.terminate();
          },
        };
      },
    };
  }

  test.each(['norm', 'full'] as const)('for its %s weights leaves no thread', async (method) => {
    const threads = counted(spawn);
    const broken: Weights = {
      read() {
        throw new SafetensorsError('damaged', 'these weights are broken');
      },
    };
    const made = createCpuEngine(TINY, broken, OPTION[method], { threads: 3, spawn: threads.spawn });
    await expect(made).rejects.toMatchObject({ details: { problem: 'these weights are broken' } });
    expect(threads.alive()).toBe(0);
  });

  test.each([
    [
      'does not answer',
      () => ({ ...spawn(), whenReady: () => Promise.reject(new Error('no answer')) }),
      /no answer/,
    ],
    [
      'cannot be told anything',
      () => ({
        ...spawn(),
        postMessage() {
          throw new Error('not cloned');
        },
      }),
      /not cloned/,
    ],
    [
      'is not there',
      () => {
        throw new Error('no worker');
      },
      /no worker/,
    ],
  ] as [string, () => Helper, RegExp][])(
    'because its second helper %s leaves no thread',
    async (_, bad, why) => {
      const threads = counted((i) => (i === 1 ? bad() : spawn()));
      const made = createCpuEngine(TINY, randomWeights(TINY), OPTION.norm, {
        threads: 4,
        spawn: threads.spawn,
      });
      await expect(made).rejects.toMatchObject({
        name: 'TrainError',
        reason: 'hanging',
        details: { problem: 'ended', why: expect.stringMatching(why) },
      });
      expect(threads.started()).toBeGreaterThan(1);
      expect(threads.alive()).toBe(0);
    },
  );

  test('for want of memory says so, and leaves no thread', async () => {
    const threads = counted(spawn);
    const huge = { ...OPTIONS, maxTokens: 2 ** 22 };
    await expect(
      createCpuEngine(TINY, randomWeights(TINY), huge, { threads: 2, spawn: threads.spawn }),
    ).rejects.toMatchObject({ name: 'TrainError', reason: 'out-of-memory', details: { engine: 'cpu' } });
    expect(threads.started()).toBe(0);
  });

  test('a released engine leaves no thread', async () => {
    const threads = counted(spawn);
    const engine = await createCpuEngine(TINY, randomWeights(TINY), OPTION.norm, {
      threads: 3,
      spawn: threads.spawn,
    });
    expect(threads.alive()).toBe(2);
    engine.release();
    expect(threads.alive()).toBe(0);
  });
});

test('a thousand steps take no memory that they do not give back', async () => {
  setFlagsFromString('--expose-gc');
  const collect: () => void = runInNewContext('gc');
  let memory: WebAssembly.Memory | undefined;
  const watched = (): Helper => {
    const helper = spawn();
    return {
      ...helper,
      postMessage(command) {
        if (command.type === 'enter') memory = command.memory;
        helper.postMessage(command);
      },
    };
  };
  const engine = await engineFor(OPTION.norm, { threads: 2, spawn: watched });
  const take = async (count: number) => {
    for (let i = 0; i < count; i++) {
      await engine.step(randomBatch(TINY, 1, 4 + (i % 3), i), 1e-4);
      if (i % 10 === 0) await engine.takeLosses();
    }
    collect();
    return process.memoryUsage();
  };
  const size = memory!.buffer.byteLength;
  const before = await take(100);
  const after = await take(1000);
  expect(memory!.buffer.byteLength).toBe(size);
  expect(after.heapUsed - before.heapUsed).toBeLessThan(300_000);
  expect(after.external - before.external).toBeLessThan(100_000);
  expect(after.arrayBuffers - before.arrayBuffers).toBeLessThan(100_000);
});
