import { sha256 } from '../model/sha256';
import { EvaluationError } from './error';
import { FEATURES, Gate, HIDDEN } from './gate';

/** sha256 of models/memory-gate/gate.json. `npm run gate` prints it for a new file. */
export const GATE_SHA256 = '2878e90fd0388f8b6db698d383401fd797ae480d159683b7489d0ce11a13ef2b';

/** What a gate's file holds; see `Gate` for the numbers. */
interface GateFile {
  format: typeof FORMAT;
  inner: number[];
  outer: number[];
}

const FORMAT = 'swantham-memory-gate/1';

/** Five digits are enough: the shares change by less than 1e-4. */
const DIGITS = 5;

/** A gate as a file: JSON, a row of numbers a unit. */
export function writeGate({ inner, outer }: Gate): string {
  const numbers = (values: Float64Array) => Array.from(values, (value) => Number(value.toPrecision(DIGITS)));
  const rows = (values: Float64Array, width: number) =>
    Array.from({ length: values.length / width }, (_, row) =>
      numbers(values.subarray(row * width, (row + 1) * width)).join(', '),
    ).join(',\n');
  return `{
"format": "${FORMAT}",
"inner": [
${rows(inner, FEATURES + 1)}
],
"outer": [
${rows(outer, HIDDEN + 1)}
]
}
`;
}

/** The gate in the file `text`. Rejects with an `EvaluationError` if it is not the one whose sha256 is `expected`. */
export async function readGate(text: string, expected?: string): Promise<Gate> {
  // Without a secure context there is no sha256; the app does not train there either.
  if (expected && crypto.subtle && (await sha256(new TextEncoder().encode(text))) !== expected)
    throw new EvaluationError('gate-changed');
  try {
    const { format, inner, outer } = JSON.parse(text) as GateFile;
    const gate = new Gate(Float64Array.from(inner), Float64Array.from(outer));
    if (format !== FORMAT || ![...gate.inner, ...gate.outer].every(Number.isFinite))
      throw new RangeError('not a gate');
    return gate;
  } catch (cause) {
    throw new EvaluationError('gate-changed', { cause });
  }
}
