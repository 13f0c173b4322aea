import { BASE_CONFIG, type ModelConfig } from '../model/config';
import { loraOf } from '../model/lora';
import { EMBEDDING, layerNames, parameters } from '../model/parameters';
import type { Method } from '../model/run';
import { readSafetensors, SafetensorsError, type SafetensorsFile } from '../model/safetensors';
import { toFloat32, type Weights, weightsFrom } from '../model/weights';
import type { AdamW, Batch, EngineOptions, TrainEngine } from './engine';

/**
 * Proves an engine against a reference set: what PyTorch's autograd computed in float64 for the same weights
 * and tokens. There are three kinds. A tiny set brings a small random model and everything about it; a LoRA set brings
 * such a model and factors for it; a base set brings tokens for the base of this app and what comes out. Which engine it
 * is does not matter here.
 */

export interface ReferenceCheck {
  /** The name of the tensor in the set, or of what else was computed from it. */
  name: string;
  /**
   * How far the engine is off: ||computed - expected|| / ||expected|| over the whole tensor (Euclidean norms);
   * ||computed|| where the set expects nothing but zeros.
   */
  error: number;
  tolerance: number;
  passed: boolean;
}

export type ReferenceReport = ReferenceCheck[];

export type CreateEngine = (
  config: ModelConfig,
  weights: Weights,
  options: EngineOptions,
) => Promise<TrainEngine>;

/** Hears how many of the set's engine calls are done. */
export type ReferenceProgress = (done: number, total: number) => void;

/** What float32 should reach (relative errors, see `ReferenceCheck.error`). */
const TOLERANCE = { logits: 1e-4, loss: 1e-4, gradient: 1e-3, training: 1e-3 };

/**
 * Runs a reference set through an engine.
 *
 * @param file the set, as a safetensors file
 * @param base the weights of the base, for a base set
 * @param mostSteps how many of a base set's steps are taken by each method, at most
 * @throws SafetensorsError when the file is no reference set, and whatever the engine throws
 */
export async function checkReference(
  file: Uint8Array,
  create: CreateEngine,
  base: Weights,
  onProgress: ReferenceProgress = () => {},
  mostSteps = Number.POSITIVE_INFINITY,
): Promise<ReferenceReport> {
  const set = new ReferenceSet(readSafetensors(file));
  if (set.has('attention.loss')) return checkLora(set, create, onProgress);
  if (set.has(`weights.${EMBEDDING}`)) return checkTiny(set, create, onProgress);
  if (set.has('logits.last')) return checkBase(set, create, base, onProgress, mostSteps);
  throw new SafetensorsError('not-a-reference', 'it is no reference set');
}

async function checkTiny(
  set: ReferenceSet,
  create: CreateEngine,
  onProgress: ReferenceProgress,
): Promise<ReferenceReport> {
  const { config, weights, batch, adamw, lr } = tinyModel(set);
  const losses = set.floats('adamw.losses').length;
  const progress = counter(losses + 4, onProgress);
  const report = new Report(set);

  await withEngine(create(config, weights, optionsFor('full', batch, adamw)), async (engine) => {
    report.tensor('logits', await progress(engine.logits(batch)), TOLERANCE.logits);
    const { sum, count } = await progress(engine.evaluate(batch));
    report.compare('evaluate', [sum / count], set.floats('loss'), TOLERANCE.loss);
    const { loss, gradients } = await progress(engine.gradients(batch));
    report.tensor('loss', [loss], TOLERANCE.loss);
    report.parameters('grad.', gradients, TOLERANCE.gradient);
    for (let i = 0; i < losses; i++) await progress(engine.step(batch, lr));
    report.tensor('adamw.losses', await engine.takeLosses(), TOLERANCE.training);
    report.parameters('adamw.', await engine.readTrained(), TOLERANCE.training);
  });
  await withEngine(create(config, weights, optionsFor('norm', batch, adamw)), async (engine) => {
    const { gradients } = await progress(engine.gradients(batch));
    report.parameters('grad.', gradients, TOLERANCE.gradient, 'norm-only ');
  });
  return report.checks;
}

async function checkLora(
  set: ReferenceSet,
  create: CreateEngine,
  onProgress: ReferenceProgress,
): Promise<ReferenceReport> {
  const { config, weights, batch, adamw, lr } = tinyModel(set);
  const steps = (targets: string) => set.floats(`${targets}.adamw.losses`).length;
  const progress = counter(steps('attention') + steps('all') + 4, onProgress);
  const report = new Report(set);
  for (const targets of ['attention', 'all'] as const) {
    const start = set.floatsUnder(`${targets}.start.`);
    const lora = loraOf(config, start);
    const options = { ...optionsFor('lora', batch, adamw), lora: { ...lora, seed: 0 } };
    await withEngine(create(config, weights, options), async (engine) => {
      await beginAt(engine, start);
      report.tensor(`${targets}.logits`, await progress(engine.logits(batch)), TOLERANCE.logits);
      const { loss, gradients } = await progress(engine.gradients(batch));
      report.tensor(`${targets}.loss`, [loss], TOLERANCE.loss);
      report.parameters(`${targets}.grad.`, gradients, TOLERANCE.gradient);
      for (let i = 0; i < steps(targets); i++) await progress(engine.step(batch, lr));
      report.tensor(`${targets}.adamw.losses`, await engine.takeLosses(), TOLERANCE.training);
      report.parameters(`${targets}.adamw.`, await engine.readTrained(), TOLERANCE.training);
    });
  }
  return report.checks;
}

/** Puts an engine before the first step of a run that begins with other values than those it was made with. */
export async function beginAt(
  engine: TrainEngine,
  values: Map<string, Float32Array<ArrayBuffer>>,
): Promise<void> {
  const zeros = () => new Map([...values].map(([name, { length }]) => [name, new Float32Array(length)]));
  await engine.restore({ steps: 0, values, momenta: zeros(), variances: zeros() });
}

async function checkBase(
  set: ReferenceSet,
  create: CreateEngine,
  base: Weights,
  onProgress: ReferenceProgress,
  mostSteps: number,
): Promise<ReferenceReport> {
  const batch = set.batch();
  const losses = (method: 'norm' | 'full') => set.floats(`${method}.losses`).subarray(0, mostSteps);
  const expected = { norm: losses('norm'), full: losses('full') };
  const steps = { norm: expected.norm.length, full: expected.full.length };
  const progress = counter(2 + steps.norm + steps.full, onProgress);
  const report = new Report(set);

  const full = trajectorySettings(set.setting('full'));
  await withEngine(create(BASE_CONFIG, base, optionsFor('full', batch, full.adamw)), async (engine) => {
    const logits = await progress(engine.logits(batch));
    report.tensor('logits.last', lastOfEachRow(logits, batch, BASE_CONFIG.vocab), TOLERANCE.logits);
    const { loss, gradients } = await progress(engine.gradients(batch));
    report.tensor('loss', [loss], TOLERANCE.loss);
    for (const { name, kind } of parameters(BASE_CONFIG)) {
      const gradient = gradients.get(name) ?? [];
      if (kind === 'gain') report.tensor(`grad.${name}`, gradient, TOLERANCE.gradient);
      else report.tensor(`grad_norm.${name}`, [norm(gradient)], TOLERANCE.gradient);
    }
    for (let i = 0; i < steps.full; i++) await progress(engine.step(batch, full.lr));
    report.compare('full.losses', await engine.takeLosses(), expected.full, TOLERANCE.training);
  });

  const gains = trajectorySettings(set.setting('norm'));
  await withEngine(create(BASE_CONFIG, base, optionsFor('norm', batch, gains.adamw)), async (engine) => {
    for (let i = 0; i < steps.norm; i++) await progress(engine.step(batch, gains.lr));
    report.compare('norm.losses', await engine.takeLosses(), expected.norm, TOLERANCE.training);
    // The set holds the gains after all its steps.
    if (steps.norm === set.floats('norm.losses').length)
      report.parameters('norm.after.', await engine.readTrained(), TOLERANCE.training);
  });
  return report.checks;
}

/** A file's tensors and settings, with one clear error for each that is missing. */
class ReferenceSet {
  constructor(private readonly file: SafetensorsFile) {}

  has(name: string): boolean {
    return this.file.tensors.has(name);
  }

  shape(name: string): readonly number[] {
    return this.tensor(name).shape;
  }

  floats(name: string): Float32Array<ArrayBuffer> {
    return toFloat32(this.tensor(name));
  }

  /** All tensors whose name begins with `prefix`, by the rest of it. */
  floatsUnder(prefix: string): Map<string, Float32Array<ArrayBuffer>> {
    const names = [...this.file.tensors.keys()].filter((name) => name.startsWith(prefix));
    return new Map(names.map((name) => [name.slice(prefix.length), this.floats(name)]));
  }

  setting(name: string): string {
    const value = this.file.metadata[name];
    if (value === undefined) throw new SafetensorsError('not-a-reference', `it does not say its "${name}"`);
    return value;
  }

  batch(): Batch {
    const [rows, length] = this.shape('ids');
    return { rows, length, ids: this.integers('ids'), targets: this.integers('targets') };
  }

  private integers(name: string): Int32Array {
    const { dtype, bytes } = this.tensor(name);
    if (dtype !== 'I32')
      throw new SafetensorsError('not-a-reference', `its "${name}" are not 32-bit integers`);
    return new Int32Array(bytes.slice().buffer);
  }

  private tensor(name: string) {
    const tensor = this.file.tensors.get(name);
    if (!tensor) throw new SafetensorsError('not-a-reference', `it lacks "${name}"`);
    return tensor;
  }
}

class Report {
  readonly checks: ReferenceCheck[] = [];

  constructor(private readonly set: ReferenceSet) {}

  compare(name: string, computed: ArrayLike<number>, expected: ArrayLike<number>, tolerance: number): void {
    const error = relativeError(computed, expected);
    this.checks.push({ name, error, tolerance, passed: error <= tolerance });
  }

  /** Against the set's tensor of the same name. */
  tensor(name: string, computed: ArrayLike<number>, tolerance: number): void {
    this.compare(name, computed, this.set.floats(name), tolerance);
  }

  /** Every computed parameter against the set's `prefix + name`. */
  parameters(
    prefix: string,
    computed: ReadonlyMap<string, Float32Array>,
    tolerance: number,
    label = '',
  ): void {
    for (const [name, values] of computed)
      this.compare(label + prefix + name, values, this.set.floats(prefix + name), tolerance);
  }
}

/** ||computed - expected|| / ||expected||; infinite where lengths differ or a number is not finite. */
export function relativeError(computed: ArrayLike<number>, expected: ArrayLike<number>): number {
  if (computed.length !== expected.length) return Number.POSITIVE_INFINITY;
  const difference = norm(Float64Array.from(expected, (value, i) => computed[i] - value));
  const error = difference / (norm(expected) || 1);
  return Number.isFinite(error) ? error : Number.POSITIVE_INFINITY;
}

/** The Euclidean norm. */
export function norm(values: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i] * values[i];
  return Math.sqrt(sum);
}

/** The model, the batch and the optimiser's settings that a set brings. */
function tinyModel(set: ReferenceSet) {
  const config = tinyConfig(set);
  const table = parameters(config);
  const weights = weightsFrom(new Map(table.map(({ name }) => [name, set.floats(`weights.${name}`)])));
  const [beta1, beta2] = set.setting('betas').split(',').map(Number);
  const adamw = {
    beta1,
    beta2,
    eps: Number(set.setting('eps')),
    weightDecay: Number.parseFloat(set.setting('weight_decay')),
  };
  return { config, weights, batch: set.batch(), adamw, lr: Number(set.setting('lr')) };
}

function tinyConfig(set: ReferenceSet): ModelConfig {
  const [vocab, width] = set.shape(`weights.${EMBEDDING}`);
  const count = (name: (i: number) => string) => {
    let i = 0;
    while (set.has(`weights.${name(i)}`)) i++;
    return i;
  };
  const first = layerNames(0);
  return {
    vocab,
    width,
    layers: count((i) => layerNames(i).attentionNorm),
    heads: Number(set.setting('heads')),
    experts: count((e) => first.expert(e, 'w1')),
    topK: Number(set.setting('top_k')),
    hidden: set.shape(`weights.${first.expert(0, 'w1')}`)[0],
    context: set.shape('ids')[1],
    eps: Number(set.setting('rms_norm_eps')),
    theta: Number(set.setting('rope_theta')),
  };
}

/** Reads "AdamW lr 1e-2 betas 0.9,0.999 eps 1e-8 weight_decay 0 on ...". */
function trajectorySettings(text: string): { lr: number; adamw: AdamW } {
  const found = /lr (\S+) betas ([^,\s]+),(\S+) eps (\S+) weight_decay (\S+)/.exec(text);
  if (!found) throw new SafetensorsError('not-a-reference', 'it does not say how AdamW was set');
  const [lr, beta1, beta2, eps, weightDecay] = found.slice(1).map(Number);
  return { lr, adamw: { beta1, beta2, eps, weightDecay } };
}

function optionsFor(method: Method, { rows, length }: Batch, adamw: AdamW): EngineOptions {
  return { method, adamw, maxTokens: rows * length, maxLength: length };
}

/** The logits at the last position of each row, [rows, vocab]. */
function lastOfEachRow(logits: Float32Array, { rows, length }: Batch, vocab: number): Float32Array {
  const last = new Float32Array(rows * vocab);
  for (let row = 0; row < rows; row++) {
    const start = ((row + 1) * length - 1) * vocab;
    last.set(logits.subarray(start, start + vocab), row * vocab);
  }
  return last;
}

async function withEngine(
  made: Promise<TrainEngine>,
  use: (engine: TrainEngine) => Promise<void>,
): Promise<void> {
  const engine = await made;
  try {
    await use(engine);
  } finally {
    engine.release();
  }
}

/** Counts awaited calls. */
function counter(total: number, onProgress: ReferenceProgress) {
  let done = 0;
  return async <T>(work: Promise<T>): Promise<T> => {
    const result = await work;
    onProgress(++done, total);
    return result;
  };
}
