import { IGNORE, type ModelConfig } from '../../model/config';
import { initialLora } from '../../model/lora';
import { bool, createSession, float32, int32, type OnnxSession } from '../../model/onnx/runtime';
import { EMBEDDING } from '../../model/parameters';
import type { Method } from '../../model/run';
import { SafetensorsError } from '../../model/safetensors';
import { type Weights, weightsFrom } from '../../model/weights';
import { pause } from '../../model/workers';
import { checkBatch, checkState, predictedTokens } from '../checks';
import {
  type Batch,
  type EngineOptions,
  type EngineState,
  type Nll,
  type TrainEngine,
  TrainError,
} from '../engine';
import { adamw, type Trained, untrained } from './adamw';
import { buildStep, gradientOf } from './graph/step';
import { readStack, type Stack, stacks, trainedStacks, unstack } from './stacks';

/**
 * An engine on the processor: forward and backward by onnxruntime's WebAssembly engine, AdamW here.
 * `device` is what it runs on, as in `TrainEngine`.
 *
 * @throws TrainError 'out-of-memory'
 */
export async function createCpuEngine(
  config: ModelConfig,
  weights: Weights,
  options: EngineOptions,
  device: string,
): Promise<TrainEngine> {
  const byName = new Map(stacks(config).map((stack) => [stack.name, stack]));
  const table = trainedStacks(config, options);
  const { method, lora } = options;
  const start = method === 'lora' ? weightsFrom(initialLora(config, lora!, lora!.seed)) : weights;
  try {
    const trained = new Map(table.map((stack) => [stack, untrained(readStack(stack, start))]));
    // Each matrix is used in two products, forward and back, which would lay it out each in its own way:
    // measured, 225 MB and 1.4 s for the base, to save 6% of a step.
    const session = await createSession(
      buildStep(config, options),
      (name, into) => readStack(byName.get(name)!, weights, into),
      { packs: false },
    );
    return new CpuEngine(config, start, options, device, session, trained);
  } catch (cause) {
    throw outOfMemory(cause);
  }
}

class CpuEngine implements TrainEngine {
  readonly name = 'cpu';
  readonly method: Method;
  /** Steps so far, skipped ones included. */
  private steps = 0;
  private losses: number[] = [];

  constructor(
    private readonly config: ModelConfig,
    /** What is trained, as it was before the first step. */
    private readonly start: Weights,
    private readonly options: EngineOptions,
    readonly device: string,
    private readonly session: OnnxSession,
    private readonly trained: ReadonlyMap<Stack, Trained>,
  ) {
    this.method = options.method;
  }

  async step(batch: Batch, lr: number): Promise<void> {
    const { loss, gradients } = await this.back(batch);
    this.steps++;
    const finite = Number.isFinite(loss) && [...gradients.values()].every(allFinite);
    this.losses.push(finite ? loss : Number.NaN);
    if (!finite) return;
    for (const [stack, state] of this.trained)
      adamw(state, gradients.get(stack)!, lr, this.steps, this.options.adamw);
  }

  async takeLosses(): Promise<number[]> {
    return this.losses.splice(0);
  }

  async evaluate(batch: Batch): Promise<Nll> {
    const { nll } = await this.run(batch, false, ['nll']);
    return sumNll(nll, batch);
  }

  async readTrained(): Promise<Map<string, Float32Array>> {
    return new Map([...this.trained].flatMap(([stack, { values }]) => unstack(stack, values)));
  }

  async save(): Promise<EngineState> {
    const byName = (values: (state: Trained) => Float32Array<ArrayBuffer>) =>
      new Map([...this.trained].flatMap(([stack, state]) => unstack(stack, values(state))));
    return {
      steps: this.steps,
      values: byName(({ values }) => values),
      momenta: byName(({ momentum }) => momentum),
      variances: byName(({ variance }) => variance),
    };
  }

  async restore(saved: EngineState): Promise<void> {
    checkState(
      saved,
      [...this.trained.keys()].flatMap(({ parts }) => parts),
    );
    this.steps = saved.steps;
    this.losses = [];
    for (const [stack, { values, momentum, variance }] of this.trained) {
      readStack(stack, weightsFrom(saved.values), values);
      readStack(stack, weightsFrom(saved.momenta), momentum);
      readStack(stack, weightsFrom(saved.variances), variance);
    }
  }

  async reset(): Promise<void> {
    this.steps = 0;
    this.losses = [];
    for (const [stack, state] of this.trained) {
      readStack(stack, this.start, state.values);
      state.momentum.fill(0);
      state.variance.fill(0);
    }
  }

  release(): void {
    this.session.release();
  }

  async logits(batch: Batch): Promise<Float32Array> {
    return (await this.run(batch, false, ['logits'])).logits;
  }

  async gradients(batch: Batch): Promise<{ loss: number; gradients: Map<string, Float32Array> }> {
    const { loss, gradients } = await this.back(batch);
    return { loss, gradients: new Map([...gradients].flatMap(([stack, values]) => unstack(stack, values))) };
  }

  /** Forward and backward. */
  private async back(batch: Batch): Promise<{ loss: number; gradients: Map<Stack, Float32Array> }> {
    if (predictedTokens(batch) === 0) throw new RangeError('a batch to learn from needs a token to predict');
    const stackOf = new Map([...this.trained.keys()].map((stack) => [gradientOf(stack.name), stack]));
    const full = this.method === 'full' ? (['gradient.stream', 'target.stream'] as const) : [];
    const outputs = await this.run(batch, true, ['nll', ...full, ...stackOf.keys()]);
    if (this.method === 'full') addPickedRows(outputs, batch, this.config.width);
    const { sum, count } = sumNll(outputs.nll, batch);
    return {
      loss: sum / count,
      gradients: new Map([...stackOf].map(([output, stack]) => [stack, outputs[output]])),
    };
  }

  private async run<Fetch extends string>(
    batch: Batch,
    train: boolean,
    fetches: readonly Fetch[],
  ): Promise<Record<Fetch, Float32Array>> {
    checkBatch(batch, this.config, this.options);
    const { rows, length, ids, targets } = batch;
    const share = 1 / predictedTokens(batch);
    const parameters = [...this.trained].map(
      ([{ name, shape }, { values }]) => [name, float32(values, shape)] as const,
    );
    const feeds = {
      ids: int32(ids, [rows, length]),
      targets: int32(targets.map((target) => Math.max(0, target))),
      share: float32(
        Float32Array.from(targets, (target) => (target === IGNORE ? 0 : share)),
        [rows * length, 1],
      ),
      train: bool(train),
      ...Object.fromEntries(parameters),
    };
    const outputs = await this.session.run(feeds, fetches).catch((cause) => {
      throw outOfMemory(cause);
    });
    // A run blocks its worker from beginning to end.
    await pause();
    const arrays = fetches.map((name) => [name, outputs[name].data as Float32Array] as const);
    return Object.fromEntries(arrays) as Record<Fetch, Float32Array>;
  }
}

function allFinite(values: Float32Array): boolean {
  for (let i = 0; i < values.length; i++) if (!Number.isFinite(values[i])) return false;
  return true;
}

function sumNll(nll: Float32Array, { targets }: Batch): Nll {
  let sum = 0;
  let count = 0;
  targets.forEach((target, n) => {
    if (target === IGNORE) return;
    sum += nll[n];
    count++;
  });
  return { sum, count };
}

/**
 * Completes the embedding's gradient with the rows that are picked by index: what comes back through the
 * input is added to the row of each id, and what the loss holds against each target is taken from its row.
 */
function addPickedRows(outputs: Record<string, Float32Array>, { ids, targets }: Batch, width: number): void {
  const gradient = outputs[gradientOf(EMBEDDING)];
  const through = outputs['gradient.stream'];
  const against = outputs['target.stream'];
  for (let n = 0, at = 0; n < ids.length; n++)
    for (let c = 0; c < width; c++, at++) {
      gradient[ids[n] * width + c] += through[at];
      if (targets[n] !== IGNORE) gradient[targets[n] * width + c] -= against[at];
    }
}

/** A WebAssembly heap that cannot grow is the one thing that goes wrong in a graph that is known to work. */
function outOfMemory(cause: unknown): Error {
  if (cause instanceof TrainError || cause instanceof SafetensorsError) return cause;
  return new TrainError('out-of-memory', { engine: 'cpu' }, { cause });
}
