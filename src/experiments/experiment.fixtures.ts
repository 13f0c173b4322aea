/** For tests: a runner in this process, on the processor. */

import { shippedGate } from '../eval/gate-shipped';
import { NeuralCache } from '../eval/neural-cache';
import { perplexity } from '../eval/perplexity';
import { EvalSession, type OpenModel } from '../eval/session';
import { verdict } from '../eval/verdict';
import { en } from '../i18n/en';
import { packAdapter, unpackGains, unpackLora } from '../model/adapter';
import { BASE_CONFIG, type ModelConfig } from '../model/config';
import { withLora } from '../model/lora';
import { openWeights, type Weights } from '../model/weights';
import { randomWeights, TINY } from '../train/engine.fixtures';
import { runLoop } from '../train/loop';
import { adamwFor } from '../train/settings';
import { warmStart } from '../train/warm-start';
import { createCpuEngine } from '../train/wasm/engine';
import type { Author, Experiment, Found, NameOf, Runner, Setup } from './experiment';
import { type ExperimentRun, runExperiment } from './run';
import { subjectOf } from './setup';
import type { Trial } from './trial';

/** As many tokens and as long windows as the base, and next to nothing else. */
export const SMALL: ModelConfig = { ...TINY, vocab: BASE_CONFIG.vocab, context: BASE_CONFIG.context };

/** The real trainer and evaluator, on any model. */
export async function openBench(
  config: ModelConfig = SMALL,
  weights: Weights = randomWeights(config),
): Promise<Runner & { release(): Promise<void> }> {
  const session = await EvalSession.open(weights, config);
  return {
    async train(train, settings, { held = new Int32Array(0), from } = {}) {
      const { method, rows, length } = settings;
      const options = {
        method,
        adamw: adamwFor(method),
        maxTokens: Math.max(rows * length, config.context),
        maxLength: Math.max(length, config.context),
        ...(settings.lora && { lora: { ...settings.lora, seed: settings.seed } }),
      };
      const engine = await createCpuEngine(config, weights, options);
      const start = from && warmStart(from, config);
      const tokens = { train, held };
      const { seconds, ...learned } = await runLoop(engine, tokens, settings, config.context, {}, start);
      const adapter = packAdapter(method, await engine.readTrained(), config);
      engine.release();
      const { lr, seed } = settings;
      const facts = { method, lr, seed, engine: 'cpu', device: 'a processor' } as const;
      return { run: { ...facts, ...learned, seconds: { load: 0, train: seconds } }, adapter };
    },
    async measure(model, tokens) {
      const read = async (opened: OpenModel) => {
        const memory = model.memory && (await NeuralCache.of(opened, model.memory, await shippedGate()));
        return perplexity(opened, tokens, undefined, undefined, memory).finally(() => memory?.release());
      };
      if ('kind' in model) return read({ session, gains: session.gains });
      if (model.method === 'norm') return read({ session, gains: unpackGains(model.bytes, config) });
      const changed =
        model.method === 'lora'
          ? withLora(weights, config, unpackLora(model.bytes, config))
          : openWeights(model.bytes, config);
      const own = await EvalSession.open(changed, config);
      return read({ session: own, gains: own.gains }).finally(() => own.release());
    },
    release: () => session.release(),
  };
}

/** An author who repeats `words` different tokens from `first` on, in one order. */
export function repetitive(id: string, first: number, words: number, tokens: number, held = 300): Author {
  const text = Int32Array.from({ length: tokens + held }, (_, i) => first + (i % words));
  return { id, train: text.subarray(0, tokens), held: text.subarray(tokens) };
}

/** A setup of the quick form in which trainings take `steps` steps. */
export function setupOf(authors: Author[], steps: number): Setup {
  const general = Int32Array.from({ length: 300 }, (_, i) => 1 + ((i * 7919) % 5000));
  return { form: 'quick', authors, general, adapters: [], steps };
}

/** Authors of tests have these names. */
export const nameOf: NameOf = (id) => `author ${id}`;

/** What was found, with the English words for it. */
export function shown<Result, Finding extends Found>(
  experiment: Experiment<Result, Finding>,
  found: Finding,
) {
  return { ...found, ...experiment.present(found, en, nameOf) };
}

/** Runs an experiment: what it found, with the English words for it. */
export async function runShown<Result, Finding extends Found>(
  experiment: Experiment<Result, Finding>,
  setup: Setup,
  runner: Runner,
  run?: ExperimentRun<Result>,
) {
  return shown(experiment, await runExperiment(experiment, setup, runner, run));
}

/** What these results say, with the English words for it. */
export function shownOf<Result, Finding extends Found>(
  experiment: Experiment<Result, Finding>,
  setup: Setup,
  results: ReadonlyMap<string, Result>,
) {
  return shown(experiment, experiment.conclude(subjectOf(setup), results));
}

/** A trial with these falls of perplexity on held-out text and changes on general text, as measured. */
export function trialOf(author: Author, fall: number, rise: number, changed: Partial<Trial> = {}): Trial {
  const personal = { before: 80, after: 80 / fall };
  const general = { before: 40, after: 40 * (1 + rise) };
  return {
    author: author.id,
    method: 'norm',
    seed: 0,
    lr: 1e-3,
    steps: 30,
    engine: 'cpu',
    device: 'a processor',
    tokens: { train: author.train.length, held: author.held.length, general: 768 },
    personal,
    general,
    fall: { value: fall, low: 0.95 * fall, high: 1.05 * fall },
    rise: { value: rise, low: rise - 0.02, high: rise + 0.02 },
    verdict: verdict(personal, general),
    seconds: 14,
    bytes: 9216,
    curve: [
      [0, null, personal.before],
      [1, 4.5, null],
      [2, 4.25, personal.after],
    ],
    ...changed,
  };
}
