import { format } from '../format';

const gigabytes = (bytes: number) => `${(bytes / 1e9).toFixed(2)} GB`;

const shortSeconds = (seconds: number) => `${Number(seconds.toPrecision(2))} s`;

export const billion = {
  title: 'A base of a billion',
  question: 'Could this laptop make a model with a billion numbers (parameters) your own?',
  instead: 'No pass or fail',
  criterion:
    'There is nothing to pass. The experiment calculates from the measured speed of this laptop. Beside it are numbers that were measured on another computer.',
  label: 'timing this laptop',
  notYet: 'This laptop has not been timed yet.',
  /** `steps` take so many `seconds` here; `measured` is a step elsewhere, `times` as long as one of the present base. */
  sentence(steps: number, seconds: number, measured: { seconds: number; bytes: number }, times: number) {
    const minutes = seconds / 60;
    const long =
      minutes < 2 ? `${Math.round(seconds)} seconds` : `${format.count(Math.round(minutes))} minutes`;
    return (
      `${steps} steps would take this laptop about ${long}. Nobody has made such a base yet. But we tried one with ` +
      `random numbers in it, on a computer without a graphics processor: a step took ${shortSeconds(measured.seconds)}, ` +
      `${Math.round(times)} times as long as a step of the base that is here, and the page needed ` +
      `${gigabytes(measured.bytes)} of memory. So there is room for it in one tab of a laptop with 8 GB.`
    );
  },
  models: {
    base: 'the base that is here',
    billion: 'a billion',
    most: 'the most that training may use in a page',
  },
  charts: {
    time: (steps: number) => `${steps} norm-only steps on this laptop`,
    memory: 'Memory of the page while it trains, measured',
  },
  table: {
    base: 'FractalMoE 30M',
    parameters: 'parameters, millions',
    active: 'read for a token, millions',
    download: 'download, int8',
    page: 'memory of the page, norm-only, measured elsewhere',
    step: 'a norm-only step of 256 tokens, measured elsewhere',
    training: 'memory of full fine-tuning, by arithmetic',
    run: (steps: number, tokens: number, method: string) => `${steps} steps of ${tokens} tokens, ${method}`,
    methods: { norm: 'norm-only', full: 'full' },
    seconds: shortSeconds,
    bytes: gigabytes,
    tooMany: (bytes: number) => `${gigabytes(bytes)}, does not fit`,
  },
};
