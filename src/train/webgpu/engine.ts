import type { ModelConfig } from '../../model/config';
import type { Weights } from '../../model/weights';
import { checkBatch, predictedTokens } from '../batch';
import type { Batch, EngineOptions, EngineState, Method, Nll, TrainEngine } from '../engine';
import { checkState } from '../state';
import { type Activations, allocateActivations, LOSS_SLOTS } from './activations';
import { DeviceWatch, deviceName, openDevice } from './device';
import { loadFrozen } from './matrices';
import { Memory, part, readBack, type View, write } from './memory';
import { buildModel, type Model, type ModelParameters } from './model';
import { occurrences } from './operations/embedding';
import { ropeTable } from './operations/rope';
import { allocateParameters, parameterViews, trainedMatrices } from './parameters';
import { Program, type Step } from './program';
import { type Core, EXPERT_BLOCKS } from './shaders';
import { checkConfig } from './validate';

/** Steps that may wait in the queue: enough to keep the processor busy, few enough to stop soon. */
const STEPS_IN_FLIGHT = 2;

/**
 * An engine on a device of its own, which it gives back when it is disposed of.
 *
 * @throws TrainError 'no-webgpu', 'out-of-memory' or 'shader'; RangeError for a model it cannot hold.
 */
export async function createWebGpuEngine(
  gpu: GPU | undefined,
  config: ModelConfig,
  weights: Weights,
  options: EngineOptions,
): Promise<TrainEngine> {
  const device = await openDevice(gpu);
  try {
    return await createEngineOn(device, config, weights, options, 'registers', () => device.destroy());
  } catch (error) {
    device.destroy();
    throw error;
  }
}

/** An engine on a device that outlives it; `onDispose` runs after its buffers are freed. */
export async function createEngineOn(
  device: GPUDevice,
  config: ModelConfig,
  weights: Weights,
  options: EngineOptions,
  core: Core,
  onDispose: () => void = () => {},
): Promise<TrainEngine> {
  checkConfig(config);
  const watch = new DeviceWatch(device);
  const memory = new Memory(device);
  try {
    return await watch.scope(async () => {
      const { method, maxLength } = options;
      const values = allocateParameters(memory, config, 'values', method);
      const parameters: ModelParameters = {
        matrices: values.matrices
          ? trainedMatrices(config, values.matrices)
          : loadFrozen(memory, config, weights),
        values,
        gradients: allocateParameters(memory, config, 'gradients', method),
        momenta: allocateParameters(memory, config, 'momenta', method),
        variances: allocateParameters(memory, config, 'variances', method),
      };
      writeWeights(device, config, parameters.values, weights);
      const activations = allocateActivations(memory, config, options, EXPERT_BLOCKS[core]);
      write(device, activations.ropeTable, ropeTable(config, maxLength));
      const model = buildModel(config, parameters, activations, options);
      const program = await Program.compile(
        memory,
        [
          ...model.forward.flat(),
          ...model.head.flatMap(({ logits, loss, backward }) => [...logits, ...loss, ...backward]),
          ...model.total,
          ...model.backward.flat(),
          ...model.update,
        ],
        core,
      );
      return new WebGpuEngine(
        config,
        weights,
        options,
        watch,
        memory,
        parameters,
        activations,
        model,
        program,
        onDispose,
      );
    });
  } catch (error) {
    watch.dispose();
    memory.dispose();
    throw error;
  }
}

class WebGpuEngine implements TrainEngine {
  readonly name = 'webgpu';
  readonly method: Method;
  readonly device: string;
  /** Steps so far, skipped ones included. */
  private steps = 0;
  /** Predicted tokens of the steps whose losses are in `activations.totals`. */
  private waiting: number[] = [];
  /** Losses fetched before they were asked for. */
  private fetched: number[] = [];
  private inFlight: Promise<void>[] = [];

  constructor(
    private readonly config: ModelConfig,
    private readonly weights: Weights,
    private readonly options: EngineOptions,
    private readonly watch: DeviceWatch,
    private readonly memory: Memory,
    private readonly parameters: ModelParameters,
    private readonly activations: Activations,
    private readonly model: Model,
    private readonly program: Program,
    private readonly onDispose: () => void,
  ) {
    this.method = options.method;
    this.device = deviceName(memory.device);
  }

  async step(batch: Batch, lr: number): Promise<void> {
    if (this.waiting.length === LOSS_SLOTS) await this.fetchLosses();
    const step = this.begin(batch, { lr, count: this.steps + 1, slot: this.waiting.length });
    requireTargets(step);
    this.steps++;
    this.runGradients(step);
    this.program.submit(step, this.model.update);
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
    this.runForward(step);
    for (const { logits, loss } of this.model.head) this.program.submit(step, [...logits, ...loss]);
    this.program.submit(step, this.model.total);
    const [[sum]] = await this.read([part(this.activations.totals, 0, 1)]);
    return { sum, count: step.predicted };
  }

  async logits(batch: Batch): Promise<Float32Array> {
    const step = this.begin(batch);
    const { vocab } = this.config;
    const all = new Float32Array(step.tokens * vocab);
    this.runForward(step);
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
    requireTargets(step);
    this.runGradients(step);
    const [[sum]] = await this.read([part(this.activations.totals, 0, 1)]);
    return { loss: sum / step.predicted, gradients: await this.readParameters(this.parameters.gradients) };
  }

  async readTrained(): Promise<Map<string, Float32Array>> {
    return this.readParameters(this.parameters.values);
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
    const trained = [...parameterViews(this.config, values)].map(([name, { size }]) => ({ name, size }));
    checkState(saved, trained);
    await this.fetchLosses();
    this.fetched = [];
    this.steps = saved.steps;
    const { device } = this.memory;
    const parts = [
      [values, saved.values],
      [momenta, saved.momenta],
      [variances, saved.variances],
    ] as const;
    for (const [buffers, arrays] of parts)
      for (const [name, view] of parameterViews(this.config, buffers)) write(device, view, arrays.get(name)!);
  }

  async reset(): Promise<void> {
    this.watch.check();
    await this.fetchLosses();
    this.fetched = [];
    this.steps = 0;
    const { device } = this.memory;
    writeWeights(device, this.config, this.parameters.values, this.weights);
    const encoder = device.createCommandEncoder();
    for (const moments of [this.parameters.momenta, this.parameters.variances])
      for (const [, view] of parameterViews(this.config, moments))
        encoder.clearBuffer(view.buffer, view.offset, view.size * 4);
    device.queue.submit([encoder.finish()]);
  }

  dispose(): void {
    this.watch.dispose();
    this.memory.dispose();
    this.onDispose();
  }

  /** From ids to the normed residual stream. */
  private runForward(step: Step): void {
    for (const layer of this.model.forward) this.program.submit(step, layer);
  }

  /** Forward, loss and backward: leaves the gradients in their buffers. */
  private runGradients(step: Step): void {
    this.runForward(step);
    for (const { logits, loss, backward } of this.model.head) {
      this.program.submit(step, [...logits, ...loss]);
      // each is as much work as a layer
      for (const operation of backward) this.program.submit(step, [operation]);
    }
    this.program.submit(step, this.model.total);
    for (const layer of this.model.backward) this.program.submit(step, layer);
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
    const { device } = this.memory;
    write(device, this.activations.ids, Int32Array.from(ids));
    write(device, this.activations.loss.targets, Int32Array.from(targets));
    write(device, this.activations.firsts, firsts);
    write(device, this.activations.repeats, repeats);
    this.program.begin(step);
    return step;
  }

  private async roomInQueue(): Promise<void> {
    this.inFlight.push(this.memory.device.queue.onSubmittedWorkDone());
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
    for (const [name, view] of parameterViews(this.config, buffers)) {
      const [array] = await this.read([view]);
      values.set(name, array);
    }
    return values;
  }

  private read(views: View[]): Promise<Float32Array<ArrayBuffer>[]> {
    return this.watch.guard(readBack(this.memory.device, views));
  }
}

function requireTargets(step: Step): void {
  if (step.predicted === 0) throw new RangeError('a batch to learn from needs a token to predict');
}

function writeWeights(
  device: GPUDevice,
  config: ModelConfig,
  values: ModelParameters['values'],
  weights: Weights,
): void {
  for (const [name, view] of parameterViews(config, values)) write(device, view, weights.read(name));
}
