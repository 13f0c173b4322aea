import type { CurvePoint, Ending } from '../model/run';
import type { BackgroundThrottle } from './background-throttle';
import { batchSampler, heldOutWindows } from './batches';
import type { EngineState, TrainEngine } from './engine';
import { isEnough } from './enough';
import { learningRate, probeSteps, type TrainSettings } from './settings';

/** Token ids of the text: what is learned from, and what is only measured. Documents start with id 0. */
export interface TrainTokens {
  train: Int32Array;
  held: Int32Array;
}

/** A run after `step` steps, to go on from: the same windows, rates and numbers follow as if it had not been cut. */
export interface Checkpoint {
  step: number;
  /** The losses of all steps so far, NaN for those that were skipped. */
  losses: number[];
  /** Held-out perplexities measured so far, by step. */
  held: Map<number, number>;
  engine: EngineState;
}

export interface LoopHooks {
  /** Losses that have come back since the last call: `[step, loss][]`, steps counted from 1; NaN for a skipped step. */
  onLosses?(losses: [number, number][]): void;
  /** Held-out perplexity after `step` steps, measured by the training engine itself. */
  onHeld?(step: number, perplexity: number): void;
  /** A step was taken or a window measured: the run is alive. */
  onAlive?(): void;
  /** Where checkpoints are kept; a run without it starts again from its beginning. */
  checkpoints?: CheckpointKeeper;
  /** Holds the run while the browser slows it down out of sight. */
  pace?: BackgroundThrottle;
  /** The run waits, or goes on. */
  onPaused?(paused: boolean): void;
  /** Takes the model out of a run that goes on. */
  handOver?: HandOver;
  /** When it is aborted, the run ends after the step it is in and keeps what it has learned. */
  signal?: AbortSignal;
}

/** The model of a run that goes on, for whoever wants it as it is. Nothing of the run changes by it. */
export interface HandOver {
  /** Asked after every step. */
  wanted(): boolean;
  /** Gets what a run that is stopped here would come to; the run waits until this resolves. */
  take(result: LoopResult): Promise<void>;
}

/** Keeps the newest checkpoint of a run. */
export interface CheckpointKeeper {
  /** Takes a checkpoint over from the loop, arrays and all, and lets an older one go. */
  keep(checkpoint: Checkpoint): void;
  /** The one that was kept last, or that the run went on from; nothing if there is none. */
  newest(): Promise<Checkpoint | undefined>;
}

export interface LoopResult {
  /** Steps that are kept; fewer than asked if the run was stopped or went back to a checkpoint. */
  steps: number;
  ended: Ending;
  /** Steps that were skipped because their loss or gradients were not finite. */
  skipped: number;
  curve: CurvePoint[];
  /** Seconds that the steps of this call took, without the measuring and without pauses. */
  seconds: number;
}

/** Losses are read back this often, in milliseconds: each read waits for the queue to run dry. */
const READ_BACK_MS = 200;

/** After every ten steps the rate is decided and a checkpoint made: a run can lose no more. */
export const CHECKPOINT_STEPS = 10;
/** What a skipped step multiplies the learning rate by, from the next multiple of `CHECKPOINT_STEPS` on. */
const RATE_AFTER_SKIP = 0.5;
/** A run that has skipped this many steps is out of control. */
const MOST_SKIPPED = 3;

/**
 * The training loop: draws windows, steps the engine along the schedule, and measures the held-out text at
 * `probeSteps`, in windows of `context` tokens. Goes on from a checkpoint if one is given, which is then used up.
 *
 * With `endsWhenEnough` the run ends as a stopped one when more steps no longer help; see `isEnough`.
 *
 * Each skipped step halves the rate of what follows; after three, or if the held-out loss is not finite at the end, the
 * run ends with the last checkpoint that was followed by a finite loss, or else with the weights it began from.
 */
export async function runLoop(
  engine: TrainEngine,
  tokens: TrainTokens,
  settings: TrainSettings,
  context: number,
  hooks: LoopHooks = {},
  from?: Checkpoint,
): Promise<LoopResult> {
  const clock = new Stopwatch();
  const heldOut = heldOutWindows(tokens.held, context);
  const probes = probeSteps(settings, tokens.held.length);
  const { checkpoints, signal } = hooks;
  const losses = from ? [...from.losses] : [];
  const held = new Map(from?.held);
  let step = from?.step ?? 0;
  const next = batchSampler(tokens.train, settings.rows, settings.length, settings.seed, step);

  const readLosses = async () => {
    const first = losses.length;
    losses.push(...(await engine.takeLosses()));
    const fresh = losses.slice(first).map((loss, i): [number, number] => [first + i + 1, loss]);
    if (fresh.length > 0) hooks.onLosses?.(fresh);
  };
  /** Measures the held-out text once a step; false if the numbers are out of range. */
  const probe = async (): Promise<boolean> => {
    if (held.has(step) || heldOut.length === 0) return true;
    let sum = 0;
    let count = 0;
    for (const window of heldOut) {
      const nll = await engine.evaluate(window);
      sum += nll.sum;
      count += nll.count;
      hooks.onAlive?.();
    }
    const perplexity = Math.exp(sum / count);
    if (!Number.isFinite(perplexity)) return false;
    held.set(step, perplexity);
    hooks.onHeld?.(step, perplexity);
    return true;
  };
  const skipped = () => losses.filter(Number.isNaN).length;
  /** The run as it is after `step` steps. */
  const resultOf = (ended: Ending): LoopResult => {
    const curve = Array.from({ length: step + 1 }, (_, k): CurvePoint => {
      const loss = losses[k - 1];
      return [k, Number.isFinite(loss) ? loss : null, held.get(k) ?? null];
    });
    return { steps: step, ended, skipped: skipped(), curve, seconds: clock.seconds };
  };
  const rateAfterSkips = () => RATE_AFTER_SKIP ** skipped();

  if (from) {
    await engine.restore(from.engine);
    // What the engine now holds need not be in memory twice.
    for (const arrays of [from.engine.values, from.engine.momenta, from.engine.variances]) arrays.clear();
  }
  if (step === 0) await probe();
  let rate = rateAfterSkips();
  /** A checkpoint whose weights no finite loss has come from yet. */
  let unproved: Checkpoint | undefined;
  clock.start();
  let lastRead = performance.now();
  while (step < settings.steps && !signal?.aborted) {
    if (hooks.pace?.held) {
      clock.stop();
      hooks.onPaused?.(true);
      await hooks.pace.untilInSight(signal);
      hooks.onPaused?.(false);
      clock.start();
    }
    const began = performance.now();
    await engine.step(next(), rate * learningRate(settings, step));
    hooks.pace?.stepTook((performance.now() - began) / 1000);
    hooks.onAlive?.();
    step++;
    const decides = step % CHECKPOINT_STEPS === 0;
    if (decides || unproved || probes.has(step) || performance.now() - lastRead >= READ_BACK_MS) {
      await readLosses();
      lastRead = performance.now();
    }
    if (decides && skipped() >= MOST_SKIPPED) break;
    if (unproved && Number.isFinite(losses[step - 1])) {
      checkpoints?.keep(unproved);
      unproved = undefined;
    }
    clock.stop();
    if (probes.has(step)) await probe();
    if (settings.endsWhenEnough && probes.has(step) && isEnough(held)) break;
    if (decides && step < settings.steps) {
      rate = rateAfterSkips();
      const state = checkpoints && (await saveIfRoom(engine));
      unproved = state && { step, losses: [...losses], held: new Map(held), engine: state };
    }
    if (step < settings.steps && hooks.handOver?.wanted()) {
      await readLosses();
      // Weights that a step has spoilt are of no use; the next ones may be.
      if (Number.isFinite(losses[step - 1])) await hooks.handOver.take(resultOf('stopped'));
    }
    clock.start();
  }
  await readLosses();
  clock.stop();

  let ended: Ending = step === settings.steps ? 'complete' : 'stopped';
  if (skipped() >= MOST_SKIPPED || !(await probe())) {
    ended = 'not-finite';
    const good = await checkpoints?.newest();
    step = good?.step ?? 0;
    await (good ? engine.restore(good.engine) : engine.reset());
    await probe();
  }
  return resultOf(ended);
}

/** The engine's state, or nothing where there is no memory for it: that is no reason to end a run. */
async function saveIfRoom(engine: TrainEngine): Promise<EngineState | undefined> {
  try {
    return await engine.save();
  } catch (error) {
    // What every browser throws for an array that it cannot allocate.
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

/** Counts seconds while it runs. */
class Stopwatch {
  seconds = 0;
  private since: number | undefined;

  start(): void {
    this.since ??= performance.now();
  }

  stop(): void {
    if (this.since !== undefined) this.seconds += (performance.now() - this.since) / 1000;
    this.since = undefined;
  }
}
