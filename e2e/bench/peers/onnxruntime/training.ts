import { IGNORE, type ModelConfig } from '../../../../src/model/config';
import { initialLora } from '../../../../src/model/lora';
import { bool, createSession, float32, int32, type OnnxSession } from '../../../../src/model/onnx/runtime';
import { EMBEDDING } from '../../../../src/model/parameters';
import { type Weights, weightsFrom } from '../../../../src/model/weights';
import { checkBatch, predictedTokens } from '../../../../src/train/checks';
import type { Batch, EngineOptions } from '../../../../src/train/engine';
import { adamw, type Trained, untrained } from './adamw';
import { buildStep, gradientOf } from './graph/step';
import { readStack, type Stack, stacks, trainedStacks } from './stacks';

/** Training steps by onnxruntime's WebAssembly engine, which computes forward and backward; AdamW is here. */
export class OnnxTraining {
  private steps = 0;

  private constructor(
    private readonly config: ModelConfig,
    private readonly options: EngineOptions,
    private readonly session: OnnxSession,
    private readonly trained: ReadonlyMap<Stack, Trained>,
  ) {}

  static async open(config: ModelConfig, weights: Weights, options: EngineOptions): Promise<OnnxTraining> {
    const byName = new Map(stacks(config).map((stack) => [stack.name, stack]));
    const { method, lora } = options;
    const start = method === 'lora' ? weightsFrom(initialLora(config, lora!, lora!.seed)) : weights;
    const trained = trainedStacks(config, options).map(
      (stack) => [stack, untrained(readStack(stack, start))] as const,
    );
    // Each matrix is used in two products, forward and back, which would lay it out each in its own way:
    // measured, 225 MB and 1.4 s for the base, to save 6% of a step.
    const session = await createSession(
      buildStep(config, options),
      (name, into) => readStack(byName.get(name)!, weights, into),
      { packs: false },
    );
    return new OnnxTraining(config, options, session, new Map(trained));
  }

  /** One AdamW step at learning rate `lr`; resolves when it is computed, with the loss before it. */
  async step(batch: Batch, lr: number): Promise<number> {
    const { config, options, trained } = this;
    checkBatch(batch, config, options);
    const full = options.method === 'full' ? (['gradient.stream', 'target.stream'] as const) : [];
    const gradients = [...trained.keys()].map(({ name }) => gradientOf(name));
    const outputs = await this.run(batch, ['nll', ...full, ...gradients]);
    if (options.method === 'full') addPickedRows(outputs, batch, config.width);
    this.steps++;
    for (const [{ name }, state] of trained)
      adamw(state, outputs[gradientOf(name)], lr, this.steps, options.adamw);
    const sum = outputs.nll.reduce((sum, nll, n) => (batch.targets[n] === IGNORE ? sum : sum + nll), 0);
    return sum / predictedTokens(batch);
  }

  release(): Promise<void> {
    return this.session.release();
  }

  private async run({ rows, length, ids, targets }: Batch, fetches: readonly string[]) {
    const share = 1 / targets.filter((target) => target !== IGNORE).length;
    const parameters = [...this.trained].map(
      ([{ name, shape }, { values }]) => [name, float32(values, shape)] as const,
    );
    const outputs = await this.session.run(
      {
        ids: int32(ids, [rows, length]),
        targets: int32(targets.map((target) => Math.max(0, target))),
        share: float32(
          Float32Array.from(targets, (target) => (target === IGNORE ? 0 : share)),
          [rows * length, 1],
        ),
        train: bool(true),
        ...Object.fromEntries(parameters),
      },
      fetches,
    );
    return Object.fromEntries(fetches.map((name) => [name, outputs[name].data as Float32Array]));
  }
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
