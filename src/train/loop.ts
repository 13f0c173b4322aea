import { batchSampler, heldOutWindows } from './batches';
import { type TrainEngine, TrainError } from './engine';
import type { Pace } from './pace';
import { learningRate, probeSteps, type TrainSettings } from './settings';

/** One point of a run's curve: after `step` steps, the last step's loss and the held-out perplexity, if measured. */
export type CurvePoint = [step: number, trainLoss: number | null, heldPerplexity: number | null];

/** Token ids of the text: what is learned from, and what is only measured. Documents start with id 0. */
export interface TrainTokens {
  train: Int32Array;
  held: Int32Array;
}

export interface LoopHooks {
  /** Losses that have come back since the last call: `[step, loss][]`, steps counted from 1. */
  onLosses?(losses: [number, number][]): void;
  /** Held-out perplexity after `step` steps, measured by the training engine itself. */
  onHeld?(step: number, perplexity: number): void;
  /** Holds the run while the browser slows it down out of sight. */
  pace?: Pace;
  /** Told that the run waits, and that it goes on. */
  onPaused?(paused: boolean): void;
  /** When it is aborted, the run ends after the step it is in and keeps what it has learned. */
  signal?: AbortSignal;
}

export interface LoopResult {
  /** Steps taken; fewer than asked if the run was stopped. */
  steps: number;
  curve: CurvePoint[];
  /** Seconds that the steps took, without the measuring and without pauses. */
  seconds: number;
}

/** Losses are read back this often, in milliseconds: each read waits for the queue to run dry. */
const READ_BACK_MS = 200;

/**
 * The training loop: draws windows, steps the engine along the schedule, and measures the held-out
 * text at `probeSteps`, in windows of `context` tokens. Throws `TrainError('not-finite')` if a loss is no longer a number.
 */
export async function runLoop(
  engine: TrainEngine,
  tokens: TrainTokens,
  settings: TrainSettings,
  context: number,
  hooks: LoopHooks = {},
): Promise<LoopResult> {
  const next = batchSampler(tokens.train, settings.rows, settings.length, settings.seed);
  const heldOut = heldOutWindows(tokens.held, context);
  const probes = probeSteps(settings, tokens.held.length);
  const losses: number[] = [];
  const held = new Map<number, number>();

  const readLosses = async () => {
    const from = losses.length;
    losses.push(...(await engine.takeLosses()));
    const fresh = losses.slice(from).map((loss, i): [number, number] => [from + i + 1, loss]);
    if (fresh.some(([, loss]) => !Number.isFinite(loss)))
      throw new TrainError(
        'not-finite',
        'Training ran out of control (the loss is no longer a number); try a lower learning rate.',
      );
    if (fresh.length > 0) hooks.onLosses?.(fresh);
  };
  const probe = async (step: number) => {
    let sum = 0;
    let count = 0;
    for (const window of heldOut) {
      const nll = await engine.evaluate(window);
      sum += nll.sum;
      count += nll.count;
    }
    if (count === 0) return;
    held.set(step, Math.exp(sum / count));
    hooks.onHeld?.(step, Math.exp(sum / count));
  };

  let step = 0;
  await probe(0);
  const clock = new Stopwatch();
  let lastRead = performance.now();
  while (step < settings.steps && !hooks.signal?.aborted) {
    if (hooks.pace?.held) {
      clock.stop();
      hooks.onPaused?.(true);
      await hooks.pace.untilInSight(hooks.signal);
      hooks.onPaused?.(false);
      clock.start();
    }
    const began = performance.now();
    await engine.step(next(), learningRate(settings.lr, step, settings.steps));
    hooks.pace?.stepTook((performance.now() - began) / 1000);
    step++;
    const last = step === settings.steps || hooks.signal?.aborted;
    if (probes.has(step) || last) {
      await readLosses();
      clock.stop();
      await probe(step);
      clock.start();
    } else if (performance.now() - lastRead >= READ_BACK_MS) {
      await readLosses();
      lastRead = performance.now();
    }
  }
  clock.stop();
  const curve = Array.from(
    { length: step + 1 },
    (_, k): CurvePoint => [k, losses[k - 1] ?? null, held.get(k) ?? null],
  );
  return { steps: step, curve, seconds: clock.seconds };
}

/** Counts seconds, from the start on, but for when it is stopped. */
class Stopwatch {
  seconds = 0;
  private since = performance.now();

  start(): void {
    this.since = performance.now();
  }

  stop(): void {
    this.seconds += (performance.now() - this.since) / 1000;
  }
}
