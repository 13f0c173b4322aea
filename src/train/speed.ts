import type { ModelConfig } from '../model/config';
import type { EngineName, Method } from '../model/run';
import { stepTokens } from './costs';
import { type TrainEngine, TrainError } from './engine';
import { checkKnownAnswer } from './known-answer';
import type { Core } from './webgpu/shaders';

/** How fast an engine is on a machine. */
export interface Speed {
  /** Seconds until the engine can train: opening it, and loading the base into it. */
  load: number;
  /** Seconds of training per token as `stepTokens` counts them, by the methods that have been timed. */
  perToken: Partial<Record<Method, number>>;
}

/** An engine that computes right, and what it brings. */
export interface EngineProbe {
  engine: EngineName;
  device: string;
  /** How it computed products, to be asked for again. */
  core?: Core;
  speed: Speed;
}

/** A step that is timed: short enough for slow machines, long enough for the products to be whole. */
const PROBE_TOKENS = 256;
/** Steps are timed for about this long, in seconds, and at most this many. */
const PROBE_SECONDS = 1.5;
const PROBE_STEPS = 6;

/**
 * Checks that `engine`, which holds the base, computes right, and times its steps; `load` is how long it
 * took to make. The engine is then as new. `onAlive` hears of every computation that is done.
 *
 * @throws TrainError 'wrong-numbers'
 */
export async function probeEngine(
  engine: TrainEngine,
  config: ModelConfig,
  load: number,
  onAlive: () => void,
): Promise<EngineProbe> {
  await requireKnownAnswer(engine, onAlive);
  onAlive();
  const ids = Int32Array.from({ length: PROBE_TOKENS }, (_, i) => 1 + ((i * 7919) % (config.vocab - 1)));
  const batch = { rows: 1, length: PROBE_TOKENS, ids, targets: ids.slice().reverse() };
  const seconds: number[] = [];
  const begin = performance.now();
  while (seconds.length < PROBE_STEPS && performance.now() - begin < 1000 * PROBE_SECONDS) {
    const start = performance.now();
    await engine.step(batch, 0);
    await engine.takeLosses();
    seconds.push((performance.now() - start) / 1000);
    onAlive();
  }
  await engine.reset();
  // The shortest: the first step also warms up, and a page that is just opening has other work beside the probe.
  const perToken = Math.min(...seconds) / stepTokens(engine.name, engine.method, PROBE_TOKENS);
  return {
    engine: engine.name,
    device: engine.device,
    core: engine.core,
    speed: { load, perToken: { [engine.method]: perToken } },
  };
}

/**
 * The known-answer test: drivers exist that compute something else and say nothing.
 *
 * @throws TrainError 'wrong-numbers'
 */
export async function requireKnownAnswer(engine: TrainEngine, onAlive?: () => void): Promise<void> {
  const { passed, error, at } = await checkKnownAnswer(engine, onAlive);
  if (passed) return;
  const cause = new Error(`${at}: relative error ${error}`);
  throw new TrainError('wrong-numbers', { engine: engine.name }, { cause });
}
