import type { Method } from '../model/run';
import type { Tone } from './chart';
import type { Author, Experiment, Setup } from './experiment';
import { settingsFor } from './setup';
import { type Trial, trialCell, trialTable } from './trial';
import { change, geometricMean, times } from './words';

/** Full fine-tuning is slow on a processor: the quick form takes fewer steps of every method. */
const QUICK_STEPS = 20;

const METHODS: readonly Method[] = ['norm', 'lora', 'full'];
const NAMES: Record<Method, string> = { norm: 'norm-only', lora: 'LoRA', full: 'full fine-tuning' };
const TONES: Record<Method, Tone> = { norm: 'mine', lora: 'train', full: 'other' };

const idOf = (method: Method, { id }: Author) => `${method}/${id}`;

/** Bet 49: the three methods, each with its recommended recipe and the same number of tokens, on the same texts. */
export const bet49: Experiment<Trial> = {
  id: '49',
  title: 'Three methods',
  question: 'Which method is worth its time and its bytes: norm-only, LoRA or full fine-tuning?',
  criterion:
    'Norm-only Pareto-dominates full fine-tuning: perplexity falls at least as much on unseen text, and rises no more on general text, in the geometric mean over the texts.',
  published: 'Norm-only Pareto-dominated both others within five minutes of training.',

  cells: (setup) =>
    authorsOf(setup).flatMap((author) =>
      METHODS.map((method) => {
        const settings = settingsFor(setup, method, setup.form === 'quick' ? { steps: QUICK_STEPS } : {});
        return trialCell(idOf(method, author), `${author.name}, ${NAMES[method]}`, author, setup, settings);
      }),
    ),

  conclude(setup, results) {
    const authors = authorsOf(setup);
    // Means over other texts could not be compared.
    const measured = authors.filter((author) => METHODS.every((method) => results.has(idOf(method, author))));
    const means = measured.length > 0 ? METHODS.map((method) => meanOf(method, measured, results)) : [];
    const trials = authors.flatMap((author) =>
      METHODS.flatMap((method) => results.get(idOf(method, author)) ?? []),
    );
    const [norm, , full] = means;
    return {
      passed: measured.length === authors.length ? dominates(norm, full) : undefined,
      sentence: sentenceOf(means, measured.length),
      charts: [
        {
          kind: 'scatter',
          title: 'What each method learns, and what it costs others',
          x: { label: 'perplexity on general text', unit: 'change' },
          y: { label: 'fall on unseen text', unit: 'fall' },
          points: means.map(({ method, rise, fall }) => ({
            name: NAMES[method],
            tone: TONES[method],
            x: rise,
            y: fall,
          })),
        },
        {
          kind: 'bars',
          title: 'Time to train',
          unit: 'seconds',
          from: 0,
          bars: means.map(({ method, seconds }) => ({
            name: NAMES[method],
            tone: TONES[method],
            value: seconds,
          })),
        },
        {
          kind: 'bars',
          title: 'Size of what is kept',
          unit: 'bytes',
          from: 0,
          bars: means.map(({ method, bytes }) => ({
            name: NAMES[method],
            tone: TONES[method],
            value: bytes,
          })),
        },
      ],
      table: trialTable(trials),
    };
  },
};

/** A method in the mean over texts: geometric for fall and rise. */
interface Mean {
  method: Method;
  fall: number;
  rise: number;
  seconds: number;
  bytes: number;
}

function meanOf(method: Method, authors: readonly Author[], results: ReadonlyMap<string, Trial>): Mean {
  const trials = authors.map((author) => results.get(idOf(method, author))!);
  return {
    method,
    fall: geometricMean(trials.map(({ fall }) => fall.value)),
    rise: geometricMean(trials.map(({ rise }) => 1 + rise.value)) - 1,
    seconds: trials.reduce((sum, { seconds }) => sum + seconds, 0) / trials.length,
    bytes: trials[0].bytes,
  };
}

/** The quick form takes the first text alone. */
function authorsOf({ form, authors }: Setup): readonly Author[] {
  return form === 'quick' ? authors.slice(0, 1) : authors;
}

function dominates(one: Mean, other: Mean): boolean {
  return one.fall >= other.fall && one.rise <= other.rise;
}

function sentenceOf(means: readonly Mean[], texts: number): string {
  if (means.length === 0) return 'Nothing has been measured with all three methods yet.';
  const [norm, , full] = means;
  const told = means
    .map(
      ({ method, fall, rise, seconds }) =>
        `${NAMES[method]} ${times(fall)} at ${change(rise)} in ${seconds.toFixed(0)} s`,
    )
    .join(', ');
  const verdict = dominates(norm, full)
    ? 'Norm-only learns at least as much as full fine-tuning and costs others no more.'
    : dominates(full, norm)
      ? 'Full fine-tuning learns at least as much and costs others no more; what speaks for norm-only is its size.'
      : 'Neither norm-only nor full fine-tuning is better in both: one learns more, the other costs others less.';
  return `${verdict} Fall on unseen text, change on general text and time, ${texts === 1 ? 'on one text' : `in the mean over ${texts} texts`}: ${told}.`;
}
