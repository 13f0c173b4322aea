import type { ModelConfig } from '../../model/config';
import { initialLora } from '../../model/lora';
import { ropeTables } from '../../model/onnx/rope';
import type { Method } from '../../model/run';
import { type Weights, weightsFrom } from '../../model/weights';
import { pause } from '../../model/workers';
import { checkBatch, checkState, predictedTokens, requirePredicted } from '../checks';
import {
  type Batch,
  type EngineOptions,
  type EngineState,
  type Nll,
  requireLora,
  type TrainEngine,
  TrainError,
} from '../engine';
import { type Activations, placeActivations, scratchSize } from './activations';
import { type Address, Layout } from './layout';
import { fillMatrices, placeFrozen } from './matrices';
import { buildModel, type Model, type ModelParameters } from './model';
import { compileKernels, type Kernels } from './module';
import type { Workspace } from './operations/product';
import { gainPlaces, type Place, placeGains, placesOf, placeTrained, type Trained } from './parameters';
import type { Operation } from './program';
import { type Helper, Threads } from './threads';

/** What the engine computes with. */
export interface Processor {
  /** How many threads; each but the first is started by `spawn`. */
  threads: number;
  spawn(): Helper;
  /** The kernels; without it those that the browser can run. */
  kernels?: Kernels;
  /** How long a thread waits for another, in milliseconds, if not as long as `Threads` thinks right. */
  patience?: number;
}

/** One thread: where there is no shared memory, and in Node. */
export const ONE_THREAD: Processor = {
  threads: 1,
  spawn() {
    throw new RangeError('one thread needs no helper');
  },
};

/**
 * An engine on the processor: forward, backward and AdamW by hand-written WebAssembly (`kernels/`), on several threads.
 *
 * @throws TrainError 'out-of-memory'; 'hanging' if a thread cannot start
 */
export async function createCpuEngine(
  config: ModelConfig,
  weights: Weights,
  asked: EngineOptions,
  processor: Processor = ONE_THREAD,
): Promise<TrainEngine> {
  const lora = asked.method === 'lora' ? requireLora(asked) : undefined;
  const options = { ...asked, lora };
  const { module, panel } = processor.kernels ?? compileKernels();
  const layout = new Layout();
  const frozen = options.method === 'full' ? undefined : placeFrozen(layout, config, weights);
  const [values, gradients, momenta, variances] = Array.from({ length: 4 }, () =>
    placeTrained(layout, config, options),
  );
  const parameters: ModelParameters = {
    matrices: frozen ?? values.matrices!,
    gains: values.gains ?? placeGains(layout, config),
    values,
    gradients,
    momenta,
    variances,
  };
  const activations = placeActivations(layout, config, options, panel);
  const shared = layout.words(16);
  const scratch = Array.from({ length: processor.threads }, () =>
    layout.words(scratchSize(config, options.maxLength, panel)),
  );
  const memory = makeMemory(layout.pages);
  const start = lora ? weightsFrom(initialLora(config, lora, lora.seed)) : weights;
  if (frozen) fillMatrices(memory.buffer, config, frozen, weights);
  if (!values.gains) writeAll(memory.buffer, gainPlaces(config, parameters.gains), weights);
  writeAll(memory.buffer, placesOf(config, values), start);
  const { cos, sin } = ropeTables(config);
  floats(memory.buffer, activations.cosines, cos.length).set(cos);
  floats(memory.buffer, activations.sines, sin.length).set(sin);
  const spawn = () => processor.spawn();
  const threads = await Threads.start(module, memory, shared, scratch, spawn, processor.patience);
  return new CpuEngine(config, start, options, memory.buffer, parameters, activations, threads, {
    packed: activations.packed,
    panel,
    threads: processor.threads,
  });
}

class CpuEngine implements TrainEngine {
  readonly name = 'cpu';
  readonly method: Method;
  readonly device: string;
  /** Steps so far, skipped ones included. */
  private steps = 0;
  private losses: number[] = [];
  private readonly programs = new Map<string, Programs>();

  constructor(
    private readonly config: ModelConfig,
    /** What is trained, as it was before the first step. */
    private readonly start: Weights,
    private readonly options: EngineOptions,
    private readonly memory: ArrayBufferLike,
    private readonly parameters: ModelParameters,
    private readonly activations: Activations,
    private readonly threads: Threads,
    private readonly workspace: Workspace,
  ) {
    this.method = options.method;
    this.device = `cpu:${workspace.threads}`;
  }

  async step(batch: Batch, lr: number): Promise<void> {
    const programs = this.begin(batch);
    requirePredicted(predictedTokens(batch));
    this.setRates(lr, this.steps + 1);
    this.threads.run(programs.step);
    this.steps++;
    const [flag] = words(this.memory, this.activations.flag, 1);
    this.losses.push(flag === 0 ? this.totalLoss() / predictedTokens(batch) : Number.NaN);
    // A step blocks its worker from beginning to end.
    await pause();
  }

  async takeLosses(): Promise<number[]> {
    return this.losses.splice(0);
  }

  async evaluate(batch: Batch): Promise<Nll> {
    this.threads.run(this.begin(batch).evaluate);
    const sum = this.totalLoss();
    await pause();
    return { sum, count: predictedTokens(batch) };
  }

  async readTrained(): Promise<Map<string, Float32Array<ArrayBuffer>>> {
    return this.readAll(this.parameters.values);
  }

  async save(): Promise<EngineState> {
    const { values, momenta, variances } = this.parameters;
    return {
      steps: this.steps,
      values: this.readAll(values),
      momenta: this.readAll(momenta),
      variances: this.readAll(variances),
    };
  }

  async restore(saved: EngineState): Promise<void> {
    const { values, momenta, variances } = this.parameters;
    checkState(saved, placesOf(this.config, values));
    this.steps = saved.steps;
    this.losses = [];
    for (const [trained, arrays] of [
      [values, saved.values],
      [momenta, saved.momenta],
      [variances, saved.variances],
    ] as const)
      writeAll(this.memory, placesOf(this.config, trained), weightsFrom(arrays));
  }

  async reset(): Promise<void> {
    const { values, momenta, variances } = this.parameters;
    this.steps = 0;
    this.losses = [];
    writeAll(this.memory, placesOf(this.config, values), this.start);
    for (const { at, size } of [momenta, variances]) floats(this.memory, at, size).fill(0);
  }

  release(): void {
    this.threads.release();
  }

  async logits(batch: Batch): Promise<Float32Array> {
    this.threads.run(this.begin(batch).forward);
    return floats(this.memory, this.activations.logits, batch.ids.length * this.config.vocab).slice();
  }

  async gradients(batch: Batch): Promise<{ loss: number; gradients: Map<string, Float32Array> }> {
    const programs = this.begin(batch);
    requirePredicted(predictedTokens(batch));
    this.threads.run(programs.gradients);
    return {
      loss: this.totalLoss() / predictedTokens(batch),
      gradients: this.readAll(this.parameters.gradients),
    };
  }

  /** Checks a batch, writes it down, and gives the programs for its size. */
  private begin(batch: Batch): Programs {
    checkBatch(batch, this.config, this.options);
    const { rows, length, ids, targets } = batch;
    const tokens = rows * length;
    const { activations: act, memory } = this;
    words(memory, act.ids, tokens).set(ids);
    words(memory, act.targets, tokens).set(targets);
    words(memory, act.allTokens, 2).set([0, tokens]);
    words(memory, act.predicted, 1)[0] = predictedTokens(batch);
    words(memory, act.flag, 1)[0] = 0;
    const size = `${rows} x ${length}`;
    let programs = this.programs.get(size);
    if (!programs) {
      const { config, parameters, options, workspace } = this;
      programs = programsOf(
        buildModel(config, parameters, act, options, workspace, { rows, length, tokens }),
      );
      this.programs.set(size, programs);
    }
    return programs;
  }

  /** AdamW's numbers for step number `count` at a learning rate. */
  private setRates(lr: number, count: number): void {
    const { beta1, beta2, weightDecay } = this.options.adamw;
    floats(this.memory, this.activations.rates, 3).set([
      1 - lr * weightDecay,
      lr / (1 - beta1 ** count),
      1 / Math.sqrt(1 - beta2 ** count),
    ]);
  }

  private totalLoss(): number {
    return new Float64Array(this.memory, this.activations.total, 1)[0];
  }

  private readAll(trained: Trained): Map<string, Float32Array<ArrayBuffer>> {
    this.threads.check();
    return new Map(
      placesOf(this.config, trained).map(({ name, at, size }) => [
        name,
        new Float32Array(floats(this.memory, at, size)),
      ]),
    );
  }
}

/** What the engine runs, for batches of one size. */
interface Programs {
  forward: Operation[];
  evaluate: Operation[];
  gradients: Operation[];
  step: Operation[];
}

function programsOf({ forward, loss, lossForBackward, backward, update }: Model): Programs {
  const gradients = [...forward, ...lossForBackward, ...backward];
  return { forward, evaluate: [...forward, ...loss], gradients, step: [...gradients, ...update] };
}

/** @throws TrainError 'out-of-memory' */
function makeMemory(pages: number): WebAssembly.Memory {
  try {
    // Shared memory can be made without cross-origin isolation too; it just cannot be sent to another thread then.
    return new WebAssembly.Memory({ initial: pages, maximum: pages, shared: true });
  } catch (cause) {
    throw new TrainError('out-of-memory', { engine: 'cpu' }, { cause });
  }
}

function writeAll(memory: ArrayBufferLike, places: readonly Place[], weights: Weights): void {
  for (const { name, at, size } of places) floats(memory, at, size).set(weights.read(name));
}

function floats(memory: ArrayBufferLike, at: Address, count: number): Float32Array {
  return new Float32Array(memory, at, count);
}

function words(memory: ArrayBufferLike, at: Address, count: number): Int32Array {
  return new Int32Array(memory, at, count);
}
