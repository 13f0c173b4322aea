import type { EvaluatedModel } from '../../eval/evaluator';
import { type Run, without, withoutTraced } from '../../eval/forgetting';
import { forgetful } from './usePadModel';

/** The model that writes a text: as it is now, and as it was then, to explain what it wrote. */
export class Writer {
  #then: Promise<EvaluatedModel>;

  /** `read` gives the model as it is now. */
  constructor(readonly read: () => Promise<EvaluatedModel>) {
    this.#then = read();
  }

  /** The model as it was when it wrote, but for what it was told to forget since; `traces` tell what, as it is kept. */
  async asItWas(traces: readonly number[] | undefined): Promise<EvaluatedModel> {
    const then = await this.#then;
    return traces && then.memory ? remembering(then, withoutTraced(then.memory, traces)) : then;
  }

  /** Takes `runs` out of what it remembered. */
  forget(runs: readonly Run[]): void {
    this.#then = this.#then.then((then) =>
      then.memory ? remembering(then, without(then.memory, runs)) : then,
    );
  }
}

function remembering(model: EvaluatedModel, memory: Int32Array): EvaluatedModel {
  return memory.length > 1 ? { ...model, memory } : forgetful(model);
}
