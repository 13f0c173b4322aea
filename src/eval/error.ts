/** An evaluation cannot be done; the message is one sentence for the person at the screen. */
export class EvaluationError extends Error {
  override name = 'EvaluationError';
}
