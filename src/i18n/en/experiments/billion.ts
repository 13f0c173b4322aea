import { format } from '../format';

const gigabytes = (bytes: number) => `${(bytes / 1e9).toFixed(2)} GB`;

export const billion = {
  title: 'A base of a billion',
  question: 'Could this laptop make a model with a billion numbers (parameters) your own?',
  instead: 'No pass or fail',
  criterion:
    'There is nothing to pass. The experiment only calculates from the measured speed of this laptop.',
  label: 'timing this laptop',
  notYet: 'This laptop has not been timed yet.',
  /** `bytes` of float32 weights, and `most` that a page may use. */
  sentence(steps: number, seconds: number, bytes: number, most: number) {
    const minutes = seconds / 60;
    const long =
      minutes < 2 ? `${Math.round(seconds)} seconds` : `${format.count(Math.round(minutes))} minutes`;
    return (
      `${steps} steps would take this laptop about ${long}. But a billion numbers fill ${(bytes / 1e9).toFixed(1)} GB, ` +
      `and a page may use ${(most / 1e9).toFixed(1)} GB, which leaves no room for training. ` +
      'It would need a graphics processor, and weights of one byte each.'
    );
  },
  models: {
    base: 'the base that is here',
    billion: 'a billion, on paper',
    most: 'the most that a page may use',
  },
  charts: {
    time: (steps: number) => `${steps} norm-only steps on this laptop`,
    memory: 'Memory for the weights alone',
  },
  table: {
    base: 'FractalMoE 30M',
    parameters: 'parameters, millions',
    active: 'read for a token, millions',
    download: 'download, int8',
    weights: 'weights in the browser, float32',
    training: 'full fine-tuning, memory',
    run: (steps: number, tokens: number, method: string) => `${steps} steps of ${tokens} tokens, ${method}`,
    methods: { norm: 'norm-only', full: 'full' },
    seconds: (seconds: number) => `${Number(seconds.toPrecision(2))} s`,
    bytes: gigabytes,
    tooMany: (bytes: number) => `${gigabytes(bytes)}, does not fit`,
  },
};
