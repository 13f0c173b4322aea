import { describe, expect, test } from 'vitest';
import { TINY_CONFIG, tinyWeights } from '../model/model.fixtures';
import { BackgroundThrottle } from './background-throttle';
import type { TrainEngine } from './engine';
import { type Checkpoint, type CheckpointKeeper, type LoopHooks, runLoop } from './loop';
import { adamwFor, learningRate, type TrainSettings } from './settings';
import { createCpuEngine } from './wasm/engine';

/** A text with a rule to learn: the ids count up in steps of 7. */
const text = (n: number) => Int32Array.from({ length: n }, (_, i) => (7 * i) % 96);
const tokens = { train: text(400), held: text(90) };
const settings: TrainSettings = { method: 'full', steps: 30, lr: 1e-2, seed: 1, rows: 2, length: 16 };

/** Runs `use` with a new engine. */
async function withEngine<T>(use: (engine: TrainEngine) => Promise<T>): Promise<T> {
  const options = {
    method: 'full',
    adamw: adamwFor('full'),
    maxTokens: TINY_CONFIG.context,
    maxLength: TINY_CONFIG.context,
  } as const;
  const engine = await createCpuEngine(TINY_CONFIG, tinyWeights(), options);
  try {
    return await use(engine);
  } finally {
    engine.release();
  }
}

/** A run on a new engine: its result, and what was learned. */
function run(changed: Partial<TrainSettings> = {}, hooks?: LoopHooks, from?: Checkpoint) {
  return withEngine(async (engine) => {
    const given = { ...settings, ...changed };
    const { seconds: _, ...result } = await runLoop(engine, tokens, given, TINY_CONFIG.context, hooks, from);
    return { ...result, trained: await engine.readTrained() };
  });
}

/** Keeps every checkpoint of a run, in order. */
class Keeper implements CheckpointKeeper {
  readonly all: Checkpoint[] = [];
  keep(checkpoint: Checkpoint): void {
    this.all.push(checkpoint);
  }
  async newest(): Promise<Checkpoint | undefined> {
    return this.all.at(-1);
  }
}

/** `engine` with some steps told as skipped, and the rates that it was given. */
function skipping(engine: TrainEngine, steps: number[]): { engine: TrainEngine; rates: number[] } {
  const rates: number[] = [];
  let told = 0;
  const skips = changed(engine, {
    step(batch, lr) {
      rates.push(lr);
      return engine.step(batch, lr);
    },
    async takeLosses() {
      return (await engine.takeLosses()).map((loss) => (steps.includes(++told) ? Number.NaN : loss));
    },
  });
  return { engine: skips, rates };
}

/** An engine that does some things in another way. */
function changed(engine: TrainEngine, changes: Partial<TrainEngine>): TrainEngine {
  const handler: ProxyHandler<TrainEngine> = {
    get: (target, name: keyof TrainEngine) => {
      const value = changes[name] ?? target[name];
      return typeof value === 'function' ? value.bind(target) : value;
    },
  };
  return new Proxy(engine, handler);
}

describe('runLoop', () => {
  test('learns, and says what it measured after which step', async () => {
    const heard: number[] = [];
    const probed: number[] = [];
    const { steps, ended, skipped, curve } = await run(
      {},
      {
        onLosses: (losses) => heard.push(...losses.map(([step]) => step)),
        onHeld: (step) => probed.push(step),
      },
    );
    expect({ steps, ended, skipped }).toEqual({ steps: 30, ended: 'complete', skipped: 0 });
    expect(heard).toEqual(Array.from({ length: 30 }, (_, i) => i + 1));
    expect(probed).toEqual([0, 6, 15, 23, 30]);
    expect(curve.map(([step]) => step)).toEqual(Array.from({ length: 31 }, (_, i) => i));
    expect(curve[0][1]).toBeNull();
    expect(curve[30][1]).toBeLessThan(curve[1][1]! / 2);
    expect(curve[30][2]).toBeLessThan(curve[0][2]! / 2);
    expect(curve.filter(([, , held]) => held !== null).map(([step]) => step)).toEqual(probed);
  });

  test('does the same again with the same seed, and something else with another', async () => {
    const first = await run({ steps: 5 });
    expect((await run({ steps: 5 })).curve).toEqual(first.curve);
    expect((await run({ steps: 5, seed: 2 })).curve).not.toEqual(first.curve);
  });

  test('stops after the step it is in and keeps the curve so far', async () => {
    const stopping = new AbortController();
    const { steps, ended, curve } = await run(
      {},
      { signal: stopping.signal, onHeld: (step) => step === 6 && stopping.abort() },
    );
    expect(steps).toBe(6);
    expect(ended).toBe('stopped');
    expect(curve).toHaveLength(7);
    expect(curve[6][2]).not.toBeNull();
  });

  test('waits while the browser slows it down out of sight, and learns the same', async () => {
    const undisturbed = await run({ steps: 6 });
    const pace = new BackgroundThrottle();
    const paused: boolean[] = [];
    const { curve, steps } = await run(
      { steps: 6 },
      {
        pace,
        // What a browser does: after the probe of the start, hours seem to pass between steps.
        onHeld: (step) => {
          if (step > 0) return;
          pace.stepTook(1e-9);
          pace.setHidden(true);
          pace.stepTook(1);
          pace.stepTook(1);
        },
        onPaused: (isPaused) => {
          paused.push(isPaused);
          if (isPaused) setTimeout(() => pace.setHidden(false), 20);
        },
      },
    );
    expect(paused).toEqual([true, false]);
    expect(steps).toBe(6);
    expect(curve).toEqual(undisturbed.curve);
  });

  test('hands its model over after a step when that is wanted, and learns the same', async () => {
    const undisturbed = await run();
    await withEngine(async (engine) => {
      const taken: number[] = [];
      let then: Map<string, Float32Array> | undefined;
      const handOver: LoopHooks['handOver'] = {
        wanted: () => taken.length === 0,
        async take({ steps, ended, curve }) {
          taken.push(steps);
          then = await engine.readTrained();
          expect({ ended, points: curve.length }).toEqual({ ended: 'stopped', points: steps + 1 });
        },
      };
      const { seconds: _, ...rest } = await runLoop(engine, tokens, settings, 32, { handOver });
      expect(taken).toEqual([1]);
      expect({ ...rest, trained: await engine.readTrained() }).toEqual(undisturbed);
      expect(then).not.toEqual(undisturbed.trained);
    });
  });

  test('does not hand over what a step has spoilt', async () => {
    await withEngine(async (real) => {
      const { engine } = skipping(real, [1, 2]);
      const taken: number[] = [];
      const take = async ({ steps }: { steps: number }) => void taken.push(steps);
      const handOver = { wanted: () => taken.length === 0, take };
      await runLoop(engine, tokens, { ...settings, steps: 5 }, 32, { handOver });
      expect(taken).toEqual([3]);
    });
  });

  test('ends when more steps no longer help, if it may', async () => {
    /** Learns for five steps, and then at a rate at which nothing is learned. */
    const stalled = (endsWhenEnough: boolean) =>
      withEngine((real) => {
        let taken = 0;
        const engine = changed(real, { step: (batch, lr) => real.step(batch, ++taken > 5 ? 1e-12 : lr) });
        return runLoop(engine, tokens, { ...settings, endsWhenEnough }, TINY_CONFIG.context);
      });
    expect(await stalled(false)).toMatchObject({ ended: 'complete', steps: 30 });
    const enough = await stalled(true);
    expect(enough).toMatchObject({ ended: 'stopped', steps: 23 });
    expect(enough.curve).toHaveLength(24);
    expect(await run({ endsWhenEnough: true })).toMatchObject({ ended: 'complete', steps: 30 });
    // Nothing was learned that could be enough.
    expect(await run({ lr: 1e-12, endsWhenEnough: true })).toMatchObject({ ended: 'complete', steps: 30 });
  });

  test('gives a sign of life for every step and every measured window', async () => {
    let signs = 0;
    await run({ steps: 2 }, { onAlive: () => signs++ });
    const windows = Math.ceil((tokens.held.length - 1) / TINY_CONFIG.context);
    expect(signs).toBe(2 + 2 * windows);
  });
});

describe('a run that is cut', () => {
  test('goes on from each of its checkpoints to the same numbers, bit for bit', async () => {
    const checkpoints = new Keeper();
    const undisturbed = await run({}, { checkpoints });
    expect(checkpoints.all.map(({ step }) => step)).toEqual([10, 20]);
    for (const from of checkpoints.all) {
      const heard: number[] = [];
      const onLosses: LoopHooks['onLosses'] = (losses) => heard.push(...losses.map(([step]) => step));
      const { step } = from;
      expect(await run({}, { onLosses }, from)).toEqual(undisturbed);
      expect(heard).toEqual(Array.from({ length: 30 - step }, (_, i) => step + i + 1));
    }
  });

  test('goes on with the rate that its skipped steps have left it', async () => {
    const checkpoints = new Keeper();
    const whole = await withEngine(async (real) => {
      const { engine, rates } = skipping(real, [4]);
      return { ...(await runLoop(engine, tokens, settings, 32, { checkpoints })), rates };
    });
    const rest = await withEngine(async (real) => {
      const { engine, rates } = skipping(real, []);
      return { ...(await runLoop(engine, tokens, settings, 32, {}, checkpoints.all[0])), rates };
    });
    expect(rest.rates).toEqual(whole.rates.slice(10));
    expect(rest.curve).toEqual(whole.curve);
    expect(rest.skipped).toBe(1);
  });

  test('is measured where it goes on, if it is stopped there', async () => {
    const checkpoints = new Keeper();
    await run({}, { checkpoints });
    const { steps, ended, curve } = await run({}, { signal: AbortSignal.abort() }, checkpoints.all[0]);
    expect(steps).toBe(10);
    expect(ended).toBe('stopped');
    expect(curve[10][2]).not.toBeNull();
  });

  test('goes on without a checkpoint where there is no memory for one', async () => {
    const checkpoints = new Keeper();
    const { steps } = await withEngine((engine) => {
      engine.save = async () => {
        throw new RangeError('Array buffer allocation failed');
      };
      return runLoop(engine, tokens, { ...settings, steps: 12 }, 32, { checkpoints });
    });
    expect(steps).toBe(12);
    expect(checkpoints.all).toEqual([]);
  });
});

describe('a run with steps that are skipped', () => {
  test('halves its rate for each, after the next ten steps, and leaves their losses out', async () => {
    await withEngine(async (real) => {
      const { engine, rates } = skipping(real, [3, 15]);
      const { ended, skipped, steps, curve } = await runLoop(engine, tokens, settings, 32);
      expect({ ended, skipped, steps }).toEqual({ ended: 'complete', skipped: 2, steps: 30 });
      const planned = (k: number) => learningRate(settings, k);
      expect(rates).toEqual(
        Array.from({ length: 30 }, (_, k) => planned(k) * (k < 10 ? 1 : k < 20 ? 0.5 : 0.25)),
      );
      expect(curve.filter(([, loss]) => loss === null).map(([step]) => step)).toEqual([0, 3, 15]);
    });
  });

  test('ends after three, and goes back to the last checkpoint that led to a finite loss', async () => {
    // The weights after step 20 are kept only if a finite loss comes from them.
    for (const [skipped, kept, end] of [
      [[22, 24, 28], 20, 30],
      [[17, 18, 19, 20], 10, 20],
      [[20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30], 10, 30],
      [[1, 2, 3], 0, 10],
    ] as const) {
      await withEngine(async (real) => {
        const { engine } = skipping(real, [...skipped]);
        const told: number[] = [];
        const result = await runLoop(engine, tokens, { ...settings, steps: 100 }, 32, {
          checkpoints: new Keeper(),
          onLosses: (losses) => told.push(...losses.map(([step]) => step)),
        });
        expect(told).toHaveLength(end);
        expect(result).toMatchObject({ ended: 'not-finite', steps: kept, skipped: skipped.length });
        expect(result.curve).toHaveLength(kept + 1);
        expect(result.curve[kept][2]).not.toBeNull();
        expect((await real.save()).steps).toBe(kept);
      });
    }
  });

  test('ends with what it began from when every rate is too high', async () => {
    const { ended, steps, skipped, trained, curve } = await run({ lr: 1e30 }, { checkpoints: new Keeper() });
    expect({ ended, steps, skipped }).toEqual({ ended: 'not-finite', steps: 0, skipped: 9 });
    expect(curve).toHaveLength(1);
    expect(trained).toEqual(await withEngine((engine) => engine.readTrained()));
  });

  test('does not keep weights that the last step has spoilt', async () => {
    const checkpoints = new Keeper();
    await withEngine(async (engine) => {
      const measure = engine.evaluate.bind(engine);
      engine.evaluate = async (batch) =>
        (await engine.save()).steps === 12 ? { sum: Number.NaN, count: 1 } : measure(batch);
      const result = await runLoop(engine, tokens, { ...settings, steps: 12 }, 32, { checkpoints });
      expect(result).toMatchObject({ ended: 'not-finite', steps: 10, skipped: 0 });
      expect((await engine.save()).steps).toBe(10);
    });
  });
});
