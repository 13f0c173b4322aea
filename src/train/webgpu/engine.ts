import type { ModelConfig } from '../../model/config';
import { initialLora } from '../../model/lora';
import type { Method } from '../../model/run';
import { type Weights, weightsFrom } from '../../model/weights';
import { checkBatch, checkState, predictedTokens, requirePredicted } from '../checks';
import {
  type Batch,
  type EngineOptions,
  type EngineState,
  type Nll,
  requireLora,
  type TrainEngine,
} from '../engine';
import { type Activations, allocateActivations, LOSS_SLOTS } from './activations';
import { GpuBuffers, part, readBack, type View, write } from './buffers';
import { DeviceWatch, deviceName, openDevice } from './device';
import { allocateFrozen } from './matrices';
import { buildModel, type Model, type ModelParameters } from './model';
import { occurrences } from './operations/embedding';
import { ropeTable } from './operations/rope';
import { allocateGains, allocateParameters, gainViews, parameterViews, trainedMatrices } from './parameters';
import { type Operation, Program, type Step } from './program';
import { type Core, EXPERT_BLOCKS } from './shaders';
import { fasterCore } from './tuning';
import { checkConfig } from './validate';

/** Steps that may wait in the queue: enough to keep the processor busy, few enough to stop soon. */
const STEPS_IN_FLIGHT = 2;

/**
 * Steps up to this long, in milliseconds, are one submit, which costs least. Longer ones are cut into parts, because
 * one submit holds up the whole desktop, and systems reset a graphics processor that is busy for a second or two.
 */
const LONGEST_SUBMIT_MS = 50;

/**
 * An engine on a device of its own, which it gives back when it is released.
 *
 * @throws TrainError 'no-webgpu', 'out-of-memory' or 'shader'; RangeError for a model it cannot hold.
 */
export async function createWebGpuEngine(
  gpu: GPU | undefined,
  config: ModelConfig,
  weights: Weights,
  options: EngineOptions,
): Promise<WebGpuTrainEngine> {
  const device = await openDevice(gpu);
  try {
    const core = options.core ?? (await chooseCore(device));
    return await createEngineOn(device, config, weights, options, core, () => device.destroy());
  } catch (error) {
    device.destroy();
    throw error;
  }
}

async function chooseCore(device: GPUDevice): Promise<Core> {
  const watch = new DeviceWatch(device);
  try {
    return await watch.scope(() => fasterCore(device));
  } finally {
    watch.release();
  }
}

/** What the engine on a graphics processor offers besides. */
export interface WebGpuTrainEngine extends TrainEngine {
  /** How it computes products. */
  readonly core: Core;
  /** A training step without its effects, operation by operation, in milliseconds each. */
  profile(batch: Batch): Promise<{ operation: Operation; step: Step; ms: number }[]>;
}

/** An engine on a device that outlives it; `onDispose` runs after its buffers are freed. */
export async function createEngineOn(
  device: GPUDevice,
  config: ModelConfig,
  weights: Weights,
  asked: EngineOptions,
  core: Core,
  onDispose: () => void = () => {},
): Promise<WebGpuTrainEngine> {
  checkConfig(config);
  const lora = asked.method === 'lora' ? requireLora(asked) : undefined;
  const options = { ...asked, lora };
  const watch = new DeviceWatch(device);
  const buffers = new GpuBuffers(device);
  try {
    return await watch.scope(async () => {
      const values = allocateParameters(buffers, config, 'values', options);
      const gains = values.gains ?? allocateGains(buffers, config, 'values');
      const frozen = values.matrices ? undefined : allocateFrozen(buffers, config, weights);
      const parameters: ModelParameters = {
        matrices: frozen?.matrices ?? trainedMatrices(config, values.matrices!),
        gains,
        values,
        gradients: allocateParameters(buffers, config, 'gradients', options),
        momenta: allocateParameters(buffers, config, 'momenta', options),
        variances: allocateParameters(buffers, config, 'variances', options),
      };
      const activations = allocateActivations(buffers, config, options, EXPERT_BLOCKS[core]);
      const model = buildModel(config, parameters, activations, options);
      const compiling = Program.compile(buffers, [...gradientParts(model), model.update].flat(), core);
      // The weights are read and sent while the driver compiles.
      const start = lora ? weightsFrom(initialLora(config, lora, lora.seed)) : weights;
      try {
        writeAll(device, parameterViews(config, values, lora), start);
        if (!values.gains) writeAll(device, gainViews(config, gains), weights);
        frozen?.upload();
        write(device, activations.ropeTable, ropeTable(config, options.maxLength));
      } catch (error) {
        await compiling.catch(() => {});
        throw error;
      }
      const program = await compiling;
      return new WebGpuEngine(
        config,
        start,
        options,
        core,
        watch,
        buffers,
        parameters,
        activations,
        model,
        program,
        onDispose,
      );
    });
  } catch (error) {
    watch.release();
    buffers.release();
    throw error;
  }
}

class WebGpuEngine implements WebGpuTrainEngine {
  readonly name = 'webgpu';
  readonly method: Method;
  readonly device: string;
  /** Forward, loss and backward: what leaves the gradients in their buffers. */
  private readonly gradientParts: Operation[][];
  /** Steps so far, skipped ones included. */
  private steps = 0;
  /** Predicted tokens of the steps whose losses are in `activations.totals`. */
  private waiting: number[] = [];
  /** Losses fetched before they were asked for. */
  private fetched: number[] = [];
  private inFlight: Promise<void>[] = [];
  /** How long a step takes, in milliseconds, as far as is known: the last one's time from the end of the one before. */
  private stepMs = Number.POSITIVE_INFINITY;
  private lastDone = 0;

  constructor(
    private readonly config: ModelConfig,
    /** What is trained, as it was before the first step. */
    private readonly start: Weights,
    private readonly options: EngineOptions,
    readonly core: Core,
    private readonly watch: DeviceWatch,
    private readonly buffers: GpuBuffers,
    private readonly parameters: ModelParameters,
    private readonly activations: Activations,
    private readonly model: Model,
    private readonly program: Program,
    private readonly onDispose: () => void,
  ) {
    this.gradientParts = gradientParts(model);
    this.method = options.method;
    this.device = deviceName(buffers.device);
  }

  async step(batch: Batch, lr: number): Promise<void> {
    if (this.waiting.length === LOSS_SLOTS) await this.fetchLosses();
    const step = this.begin(batch, { lr, count: this.steps + 1, slot: this.waiting.length });
    requirePredicted(step.predicted);
    this.steps++;
    this.submit(step, [...this.gradientParts, this.model.update]);
    this.waiting.push(step.predicted);
    await this.roomInQueue();
  }

  async takeLosses(): Promise<number[]> {
    await this.fetchLosses();
    return this.fetched.splice(0);
  }

  async evaluate(batch: Batch): Promise<Nll> {
    await this.fetchLosses();
    const step = this.begin(batch);
    const losses = this.model.head.map(({ logits, loss }) => [...logits, ...loss]);
    this.submit(step, [...this.model.forward, ...losses, this.model.total]);
    const [[sum]] = await this.read([part(this.activations.totals, 0, 1)]);
    return { sum, count: step.predicted };
  }

  async logits(batch: Batch): Promise<Float32Array> {
    const step = this.begin(batch);
    const { vocab } = this.config;
    const all = new Float32Array(step.tokens * vocab);
    this.submit(step, this.model.forward);
    for (const { chunk, logits } of this.model.head) {
      const rows = chunk.rows(step);
      if (rows === 0) break;
      this.program.submit(step, logits);
      const [values] = await this.read([part(this.activations.logits, 0, rows * vocab)]);
      all.set(values, chunk.first * vocab);
    }
    return all;
  }

  async gradients(batch: Batch): Promise<{ loss: number; gradients: Map<string, Float32Array> }> {
    await this.fetchLosses();
    const step = this.begin(batch);
    requirePredicted(step.predicted);
    this.submit(step, this.gradientParts);
    const [[sum]] = await this.read([part(this.activations.totals, 0, 1)]);
    return { loss: sum / step.predicted, gradients: await this.readParameters(this.parameters.gradients) };
  }

  async readTrained(): Promise<Map<string, Float32Array>> {
    return this.readParameters(this.parameters.values);
  }

  async profile(batch: Batch) {
    await this.fetchLosses();
    // at a rate of zero AdamW changes only its moments, which are put back
    const saved = await this.save();
    const step = this.begin(batch, { count: this.steps + 1 });
    const operations = [...this.gradientParts, this.model.update].flat();
    const times = await this.watch.guard(this.program.time(step, operations));
    await this.restore(saved);
    return operations.map((operation, i) => ({ operation, step, ms: times[i] }));
  }

  async save(): Promise<EngineState> {
    this.watch.check();
    const { values, momenta, variances } = this.parameters;
    return {
      steps: this.steps,
      values: await this.readParameters(values),
      momenta: await this.readParameters(momenta),
      variances: await this.readParameters(variances),
    };
  }

  async restore(saved: EngineState): Promise<void> {
    this.watch.check();
    const { values, momenta, variances } = this.parameters;
    const trained = [...this.views(values)].map(([name, { size }]) => ({ name, size }));
    checkState(saved, trained);
    await this.fetchLosses();
    this.fetched = [];
    this.steps = saved.steps;
    const { device } = this.buffers;
    const parts = [
      [values, saved.values],
      [momenta, saved.momenta],
      [variances, saved.variances],
    ] as const;
    for (const [buffers, arrays] of parts) writeAll(device, this.views(buffers), weightsFrom(arrays));
  }

  async reset(): Promise<void> {
    this.watch.check();
    await this.fetchLosses();
    this.fetched = [];
    this.steps = 0;
    const { device } = this.buffers;
    writeAll(device, this.views(this.parameters.values), this.start);
    const encoder = device.createCommandEncoder();
    for (const moments of [this.parameters.momenta, this.parameters.variances])
      for (const view of this.views(moments).values())
        encoder.clearBuffer(view.buffer, view.offset, view.size * 4);
    device.queue.submit([encoder.finish()]);
  }

  release(): void {
    this.watch.release();
    this.buffers.release();
    this.onDispose();
  }

  /** Runs parts of a step in order, each as a submit of its own where steps take long. */
  private submit(step: Step, parts: readonly Operation[][]): void {
    const short = this.stepMs <= LONGEST_SUBMIT_MS;
    for (const part of short ? [parts.flat()] : parts) this.program.submit(step, part);
  }

  /** Checks and uploads a batch. */
  private begin(batch: Batch, { lr = 0, count = 1, slot = 0 }: Partial<Step> = {}): Step {
    this.watch.check();
    checkBatch(batch, this.config, this.options);
    const { rows, length, ids, targets } = batch;
    const { firsts, repeats } = occurrences(ids);
    const step: Step = {
      rows,
      length,
      tokens: rows * length,
      predicted: predictedTokens(batch),
      distinct: firsts.length,
      slot,
      lr,
      count,
    };
    const { device } = this.buffers;
    write(device, this.activations.ids, Int32Array.from(ids));
    write(device, this.activations.loss.targets, Int32Array.from(targets));
    write(device, this.activations.firsts, firsts);
    write(device, this.activations.repeats, repeats);
    this.program.begin(step);
    return step;
  }

  private async roomInQueue(): Promise<void> {
    const submitted = performance.now();
    const done = this.buffers.device.queue.onSubmittedWorkDone().then(() => {
      const now = performance.now();
      this.stepMs = now - Math.max(submitted, this.lastDone);
      this.lastDone = now;
    });
    // The one who waits for it hears of an error.
    done.catch(() => {});
    this.inFlight.push(done);
    if (this.inFlight.length > STEPS_IN_FLIGHT) await this.watch.guard(this.inFlight.shift()!);
  }

  private async fetchLosses(): Promise<void> {
    if (this.waiting.length === 0) return;
    const predicted = this.waiting;
    this.waiting = [];
    const { totals, flags } = this.activations;
    const [sums, skipped] = await this.read([totals, flags].map((view) => part(view, 0, predicted.length)));
    predicted.forEach((count, i) => {
      this.fetched.push(skipped[i] === 0 ? sums[i] / count : Number.NaN);
    });
  }

  /** Large models are read parameter by parameter, so that only one is in memory twice. */
  private async readParameters(
    buffers: ModelParameters['gradients'],
  ): Promise<Map<string, Float32Array<ArrayBuffer>>> {
    const values = new Map<string, Float32Array<ArrayBuffer>>();
    for (const [name, view] of this.views(buffers)) {
      const [array] = await this.read([view]);
      values.set(name, array);
    }
    return values;
  }

  /** Where each trained parameter lies, by name. */
  private views(buffers: ModelParameters['values']): Map<string, View> {
    return parameterViews(this.config, buffers, this.options.lora);
  }

  private read(views: View[]): Promise<Float32Array<ArrayBuffer>[]> {
    return this.watch.guard(readBack(this.buffers.device, views));
  }
}

/** Forward, loss and backward, cut into parts of one submit each. */
function gradientParts({ forward, head, total, backward }: Model): Operation[][] {
  return [
    ...forward,
    // each product of the head is as much work as a layer
    ...head.flatMap(({ logits, loss, backward }) => [[...logits, ...loss], ...backward.map((o) => [o])]),
    total,
    ...backward,
  ];
}

function writeAll(device: GPUDevice, views: Iterable<[string, View]>, weights: Weights): void {
  for (const [name, view] of views) write(device, view, weights.read(name));
}
