/** For tests: gates with known answers, and one that is drawn. */
import { uniformNumbers } from '../text/counting/draw';
import { FEATURES, Gate, HIDDEN } from './gate';

/** A gate that always says the same: `a` and `b` are its outputs before the softmax. */
export function steadyGate(a: number, b: number): Gate {
  const outer = new Float64Array(2 * (HIDDEN + 1));
  outer[HIDDEN] = a;
  outer[2 * HIDDEN + 1] = b;
  return new Gate(new Float64Array(HIDDEN * (FEATURES + 1)), outer);
}

/** A gate with numbers of up to `size` either way. */
export function drawnGate(seed: number, size = 1): Gate {
  const draw = uniformNumbers(seed);
  const numbers = (length: number) => Float64Array.from({ length }, () => size * (2 * draw() - 1));
  return new Gate(numbers(HIDDEN * (FEATURES + 1)), numbers(2 * (HIDDEN + 1)));
}
