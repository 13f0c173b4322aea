import { IGNORE } from '../../model/config';
import type { Numbers } from './product';

/** The loss of each token, 0 where nothing is predicted; logits are [tokens, vocab]. */
export function forward(logits: Numbers, targets: Numbers, vocab: number): Float64Array {
  return Float64Array.from(targets, (target, token) =>
    target === IGNORE ? 0 : logSumExp(logits, token, vocab) - logits[token * vocab + target],
  );
}

/** The gradient of the mean loss over the predicted tokens with respect to the logits. */
export function backward(logits: Numbers, targets: Numbers, vocab: number): Float64Array {
  const predicted = Array.from(targets).filter((target) => target !== IGNORE).length;
  return Float64Array.from(logits, (logit, i) => {
    const token = Math.floor(i / vocab);
    if (targets[token] === IGNORE) return 0;
    const p = Math.exp(logit - logSumExp(logits, token, vocab));
    return (p - Number(i % vocab === targets[token])) / predicted;
  });
}

function logSumExp(logits: Numbers, token: number, vocab: number): number {
  let largest = Number.NEGATIVE_INFINITY;
  for (let i = 0; i < vocab; i++) largest = Math.max(largest, logits[token * vocab + i]);
  let sum = 0;
  for (let i = 0; i < vocab; i++) sum += Math.exp(logits[token * vocab + i] - largest);
  return largest + Math.log(sum);
}
