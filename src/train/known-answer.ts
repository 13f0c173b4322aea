import { BASE_CONFIG } from '../model/config';
import { type Lora, loraOf, loraParameters } from '../model/lora';
import type { Batch, TrainEngine } from './engine';
import CASE from './known-answer.json';
import { beginAt, norm } from './reference';

/** How an engine did in the known-answer test. */
export interface KnownAnswerReport {
  passed: boolean;
  /** The largest relative error, infinite if a number is not one, and at which quantity it is. */
  error: number;
  at: string;
}

/**
 * Measured: both engines come within 3e-6 of these answers, the WGSL engine with `tiles` within 4.2e-5. Each expert with
 * another's weights, and each matrix of attention or experts transposed, is off by 2e-2 or more; 1% of noise in one layer
 * by 6e-3, in one matrix of attention by 1e-3. Weights that are only rounded to float16 are off by 9e-4, and pass.
 */
const TOLERANCE = 1e-3;

/** Two short windows of English, Malayalam and code, of an odd length, with some positions not predicted. */
const BATCH: Batch = {
  rows: CASE.ids.length,
  length: CASE.ids[0].length,
  ids: Int32Array.from(CASE.ids.flat()),
  targets: Int32Array.from(CASE.targets.flat()),
};

/**
 * What the real base makes of a few tokens, against what PyTorch's autograd made of them in float64
 * (`models/fractalmoe-30m/known-answer.py`): the loss, the Euclidean norms of gradients, and the losses of
 * three AdamW steps. `engine` holds the base as it came, with the method's own optimiser settings, and is left
 * as if nothing had happened. LoRA, whose own start has no gradient for A, is given factors to begin with. `onAlive` hears
 * of every computation that is done.
 */
export async function checkKnownAnswer(
  engine: TrainEngine,
  onAlive: () => void = () => {},
): Promise<KnownAnswerReport> {
  const { lr, losses, gradientNorms } = await prepare(engine);
  const errors: [at: string, error: number][] = [];
  const compare = (at: string, computed: number, expected: number) =>
    errors.push([at, Math.abs(computed / expected - 1)]);

  const { sum, count } = await engine.evaluate(BATCH);
  onAlive();
  compare('the loss, forward', sum / count, losses[0]);
  const { loss, gradients } = await engine.gradients(BATCH);
  onAlive();
  compare('the loss', loss, losses[0]);
  for (const [name, expected] of Object.entries(gradientNorms))
    compare(`the gradient of ${name}`, norm(gradients.get(name) ?? [Number.NaN]), expected);
  for (let step = 0; step < losses.length; step++) await engine.step(BATCH, lr);
  const trained = await engine.takeLosses();
  losses.forEach((expected, step) => {
    compare(`the loss of step ${step + 1}`, trained[step], expected);
  });
  await engine.reset();

  // A comparison with NaN is always false, so it is looked for by itself.
  const [at, error] =
    errors.find(([, e]) => Number.isNaN(e)) ?? errors.reduce((a, b) => (b[1] > a[1] ? b : a));
  const largest = Number.isNaN(error) ? Number.POSITIVE_INFINITY : error;
  return { passed: largest <= TOLERANCE, error: largest, at };
}

/** The answer that the engine has to give. */
interface Answer {
  lr: number;
  losses: number[];
  gradientNorms: Record<string, number>;
}

async function prepare(engine: TrainEngine): Promise<Answer> {
  const { method } = engine;
  if (method !== 'lora') return CASE.methods[method];
  const trained = await engine.readTrained();
  const lora = loraOf(BASE_CONFIG, trained);
  await beginAt(engine, knownFactors(lora));
  return CASE.methods[`lora-${lora.targets}`];
}

/** The answer's factors have this rank. */
const KNOWN_RANK = 4;

/**
 * The factors of the known answer in a larger rank: the answer's are the last of it, the others are zero, have no
 * gradient and stay zero, so that one answer holds for every rank.
 */
function knownFactors(lora: Lora): Map<string, Float32Array<ArrayBuffer>> {
  const skipped = lora.rank - KNOWN_RANK;
  const byName = loraParameters(BASE_CONFIG, lora).sort((a, b) => (a.name < b.name ? -1 : 1));
  return new Map(
    byName.map(({ name, shape: [rows, columns], size }, i) => {
      const values = new Float32Array(size);
      const isA = name.includes('lora_A');
      const [known, width] = isA ? [KNOWN_RANK, columns] : [rows, KNOWN_RANK];
      for (let at = 0; at < known * width; at++) {
        const [row, column] = [Math.floor(at / width), at % width];
        const to = isA ? (skipped + row) * columns + column : row * columns + skipped + column;
        values[to] = (((7919 * at + 104729 * i) % 2039) / 2038 - 0.5) / 8;
      }
      return [name, values];
    }),
  );
}
