import type { EvaluatedModel } from '../../eval/evaluator';

/** The student's model that stands beside the counts. */
export interface Mine {
  name: string;
  read(): Promise<EvaluatedModel>;
  /** Another one whenever `read` gives another model. */
  version: string;
  /** Hashes of the sentences that it has learned from, and whether it says so itself: see `sentencesLearned`. */
  learned(): Promise<{ hashes: Iterable<number>; isTold: boolean }>;
}
