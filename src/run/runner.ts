import type { Runner } from '../experiments/experiment';
import type { TrainRun } from '../train/client';
import type { Engines } from './engines';
import type { Services } from './services';
import { type TrainingDone, type TrainingNews, train } from './training';

export interface RunnerOptions {
  /** When it is aborted, what is under way ends soon and rejects with its reason, and all that follows does at once. */
  signal?: AbortSignal;
  onNews?(news: TrainingNews): void;
}

/** A runner that is told whether its page can be seen: a browser slows down what is out of sight. */
export interface PageRunner extends Runner {
  setHidden(hidden: boolean): void;
}

/** Where experiments do their work: the trainer and the evaluator that make the student's models. */
export function createRunner(
  services: Pick<Services, 'base' | 'evaluator'>,
  engines: Engines,
  { signal, onNews }: RunnerOptions = {},
): PageRunner {
  let training: TrainRun<TrainingDone> | undefined;
  let hidden = false;
  return {
    async train(tokens, settings, { held = new Int32Array(0), from } = {}) {
      const { choice } = await engines.known();
      if (!choice.engine) throw new Error(choice.message);
      signal?.throwIfAborted();
      const task = { tokens: { train: tokens, held }, settings, from };
      training = train(services, engines, choice.engine, task, onNews, signal);
      training.setHidden(hidden);
      const done = await training.result;
      signal?.throwIfAborted();
      return { ...done, seconds: done.seconds.train };
    },

    async measure(model, tokens) {
      signal?.throwIfAborted();
      return services.evaluator.perplexity(model, tokens, undefined, signal);
    },

    async write(model, prompt, maxTokens) {
      signal?.throwIfAborted();
      const greedy = { temperature: 0, topP: 1, repetitionPenalty: 1, maxTokens, seed: 0 };
      const { text } = await services.evaluator.generate(model, prompt, greedy, undefined, signal);
      signal?.throwIfAborted();
      return text;
    },

    setHidden(value) {
      hidden = value;
      training?.setHidden(value);
    },
  };
}
