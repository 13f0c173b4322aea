import type { SamplingOptions } from '../eval/options';
import type { Runner } from '../experiments/experiment';
import { TrainError } from '../train/engine';
import type { Engines } from './engines';
import type { Services } from './services';
import { type TrainingNews, train } from './training';

export interface RunnerOptions {
  /** When it is aborted, what is under way ends soon and rejects with its reason, and all that follows does at once. */
  signal?: AbortSignal;
  onNews?(news: TrainingNews): void;
}

const GREEDY: SamplingOptions = { temperature: 0, topP: 1, repetitionPenalty: 1, seed: 0 };

/** Where experiments do their work: the trainer and the evaluator that make the student's models. */
export function createRunner(
  services: Pick<Services, 'base' | 'evaluator'>,
  engines: Engines,
  { signal, onNews }: RunnerOptions = {},
): Runner {
  return {
    async train(tokens, settings, { held = new Int32Array(0), from } = {}) {
      const { choice } = await engines.known();
      if (!choice.engine) throw new TrainError(choice.failure.reason, choice.failure.details);
      signal?.throwIfAborted();
      const task = { tokens: { train: tokens, held }, settings, from };
      const done = await train(services, engines, choice.engine, task, onNews, signal);
      signal?.throwIfAborted();
      return done;
    },

    async measure(model, tokens) {
      signal?.throwIfAborted();
      return services.evaluator.perplexity(model, tokens, undefined, signal);
    },

    async write(model, prompt, maxTokens, sampling = GREEDY) {
      signal?.throwIfAborted();
      const options = { ...sampling, maxTokens };
      const { text } = await services.evaluator.generate(model, prompt, options, undefined, signal);
      signal?.throwIfAborted();
      return text;
    },

    async type(model, text) {
      signal?.throwIfAborted();
      return services.evaluator.typing(model, text, undefined, signal);
    },
  };
}
