import type { Strings } from '../i18n/en';
import type { Method } from '../model/run';
import type { BarChart, Tone, Unit } from './chart';
import type { Experiment, Form, Found, NameOf, Presentation } from './experiment';
import { geometricMean, mean, meanChange } from './measuring';
import { settingsFor } from './setup';
import { type Trial, trialCell, trialIn, trialTable } from './trial';

/** Full fine-tuning is slow on a processor: the quick form takes fewer steps of every method. */
const QUICK_STEPS = 20;

const METHODS: readonly Method[] = ['norm', 'lora', 'full'];
const TONES: Record<Method, Tone> = { norm: 'mine', lora: 'train', full: 'other' };

/** A method in the mean over texts: geometric for fall and change on general text. */
interface MethodMean {
  method: Method;
  fall: number;
  general: number;
  seconds: number;
  bytes: number;
}

export interface ShootoutFound extends Found {
  trials: Trial[];
  /** Of how many texts, and of each method there. */
  texts: number;
  means: MethodMean[];
  /** Which of norm-only and full fine-tuning is at least as good in both ways. */
  better: 'norm' | 'full' | 'neither';
}

const idOf = (method: Method, { id }: { id: string }) => `${method}/${id}`;

/** Bet 49: the three methods, each with its recommended recipe and the same number of tokens, on the same texts. */
export const shootout: Experiment<Trial, ShootoutFound> = {
  id: '49',

  cells: (setup) =>
    authorsOf(setup).flatMap((author) =>
      METHODS.map((method) =>
        trialCell(
          idOf(method, author),
          ({ experiments: { common, '49': words } }, nameOf) =>
            words.label(nameOf(author.id), common.methods[method]),
          author,
          setup,
          settingsFor(setup, method, setup.form === 'quick' ? { steps: QUICK_STEPS } : {}),
        ),
      ),
    ),

  conclude(subject, results) {
    const texts = authorsOf(subject).map((author) =>
      METHODS.flatMap((method) => trialIn(results, idOf(method, author), author.id) ?? []),
    );
    // Means over other texts could not be compared.
    const measured = texts.filter((trials) => trials.length === METHODS.length);
    const means =
      measured.length > 0 ? METHODS.map((_, i) => meanOf(measured.map((trials) => trials[i]))) : [];
    const better = means.length > 0 ? betterOf(means[0], means[2]) : 'neither';
    return {
      passed: measured.length === texts.length ? better === 'norm' : undefined,
      trials: texts.flat(),
      texts: measured.length,
      means,
      better,
    };
  },

  present,
};

/** The quick form takes the first text alone. */
function authorsOf<Author>({ form, authors }: { form: Form; authors: readonly Author[] }) {
  return form === 'quick' ? authors.slice(0, 1) : authors;
}

function meanOf(trials: readonly Trial[]): MethodMean {
  return {
    method: trials[0].method,
    fall: geometricMean(trials.map(({ fall }) => fall.value)),
    general: meanChange(trials.map(({ rise }) => rise.value)),
    seconds: mean(trials.map(({ seconds }) => seconds)),
    bytes: trials[0].bytes,
  };
}

function betterOf(norm: MethodMean, full: MethodMean): ShootoutFound['better'] {
  const dominates = (one: MethodMean, other: MethodMean) =>
    one.fall >= other.fall && one.general <= other.general;
  return dominates(norm, full) ? 'norm' : dominates(full, norm) ? 'full' : 'neither';
}

function present({ trials, texts, means, better }: ShootoutFound, t: Strings, nameOf: NameOf): Presentation {
  const { common, '49': words } = t.experiments;
  const named = means.map((one) => ({ ...one, name: common.methods[one.method], tone: TONES[one.method] }));
  const bars = (title: string, unit: Unit, of: 'seconds' | 'bytes'): BarChart => ({
    ...{ kind: 'bars', title, unit, from: 0 },
    bars: named.map(({ name, tone, [of]: value }) => ({ name, tone, value })),
  });
  return {
    sentence: means.length > 0 ? words.sentence(better, texts, named) : words.notYet,
    charts: [
      {
        kind: 'scatter',
        title: words.charts.methods,
        x: { label: common.axes.general, unit: 'change' },
        y: { label: common.axes.fall, unit: 'fall' },
        points: named.map(({ name, tone, general, fall }) => ({ name, tone, x: general, y: fall })),
      },
      bars(words.charts.time, 'seconds', 'seconds'),
      bars(words.charts.size, 'bytes', 'bytes'),
    ],
    table: trialTable(t, nameOf, trials),
  };
}
