import { cacheEffect, MOST_ENTRIES } from '../eval/cache-effect';
import type { EvaluatedModel } from '../eval/evaluator';
import { fallInterval, riseInterval } from '../eval/uncertainty';
import type { Strings } from '../i18n/en';
import type { Interval, WithLess } from '../model/run';
import type { TrainSettings } from '../train/settings';
import type { Tone } from './chart';
import type {
  Author,
  Cell,
  Experiment,
  Form,
  Found,
  NameOf,
  Presentation,
  Runner,
  Setup,
  Subject,
} from './experiment';
import { fallCells, fallHead, geometricMean, mean, meanChange } from './measuring';
import { measuringCost, settingsFor, trainingCost } from './setup';

/** What the recipe of the app is asked for. */
const LEAST_FALL = 1.3;
const MOST_RISE = 0.02;

/** Ways to make a model one's own; the base is not trained at all. */
const RECIPES = ['base', 'norm', 'lora', 'full', 'published'] as const;
type RecipeId = (typeof RECIPES)[number];
/** The quick form leaves full fine-tuning out. */
const QUICK_RECIPES = RECIPES.slice(0, 3);

const TONES: Record<RecipeId, Tone> = {
  base: 'base',
  norm: 'mine',
  lora: 'train',
  full: 'other',
  published: 'alarm',
};

/** How much a model remembers when it predicts. */
const MEMORIES = ['none', 'ownText', 'other', 'all'] as const;
type Memory = (typeof MEMORIES)[number];

/** What a recipe brought on one author's text, with each memory. */
export interface Brought {
  brought: Partial<Record<Memory, { fall: Interval; rise: Interval }>>;
  /** Of the training, and of the adapter. */
  seconds: number;
  bytes: number;
}

/** A recipe with a memory: in the geometric mean over the texts that were measured with all recipes. */
interface RecipeMean {
  recipe: RecipeId;
  memory: Memory;
  fall: number;
  general: number;
  seconds: number;
  bytes: number;
}

export interface RecipeFound extends Found {
  /** Of how many texts the means are. */
  texts: number;
  means: RecipeMean[];
  brought: (Brought & { author: string; held: number; recipe: RecipeId })[];
}

const idOf = (recipe: RecipeId, { id }: { id: string }) => `${recipe}/${id}`;

/**
 * Better than the published recipe: what training and a memory bring, each alone and together. A memory is a neural cache
 * (see `NeuralCache`): of what came before in the text that is measured, or of the author's training text as well. The
 * control is a memory of the next author's training text, where there are several.
 */
export const recipe: Experiment<Brought, RecipeFound> = {
  id: 'recipe',
  cells: (setup) =>
    setup.authors.flatMap((author) => recipesOf(setup.form).map((one) => cell(one, author, setup))),
  conclude,
  present,
};

const recipesOf = (form: Form): readonly RecipeId[] => (form === 'quick' ? QUICK_RECIPES : RECIPES);

function conclude({ form, authors }: Subject, results: ReadonlyMap<string, Brought>): RecipeFound {
  const recipes = recipesOf(form);
  const measured = authors.filter((author) => recipes.every((one) => results.has(idOf(one, author))));
  const means = recipes.flatMap((one) => {
    const brought = measured.map((author) => results.get(idOf(one, author))!);
    return MEMORIES.flatMap((memory) => meanOf(one, memory, brought) ?? []);
  });
  const best = meanIn(means, 'norm', 'all');
  return {
    passed:
      best && measured.length === authors.length
        ? best.fall >= LEAST_FALL && best.general <= MOST_RISE
        : undefined,
    texts: measured.length,
    means,
    brought: authors.flatMap((author) =>
      recipes.flatMap((one) => {
        const result = results.get(idOf(one, author));
        if (!result) return [];
        const { brought, seconds, bytes } = result;
        return [{ author: author.id, held: author.held, recipe: one, brought, seconds, bytes }];
      }),
    ),
  };
}

/** A recipe with a memory in the geometric mean over texts; nothing if it was not measured on each. */
function meanOf(recipe: RecipeId, memory: Memory, all: readonly Brought[]): RecipeMean | undefined {
  const brought = all.flatMap((one) => one.brought[memory] ?? []);
  if (brought.length === 0 || brought.length < all.length) return undefined;
  return {
    recipe,
    memory,
    fall: geometricMean(brought.map(({ fall }) => fall.value)),
    general: meanChange(brought.map(({ rise }) => rise.value)),
    seconds: mean(all.map(({ seconds }) => seconds)),
    bytes: mean(all.map(({ bytes }) => bytes)),
  };
}

function meanIn(means: readonly RecipeMean[], recipe: RecipeId, memory: Memory): RecipeMean | undefined {
  return means.find((one) => one.recipe === recipe && one.memory === memory);
}

function present(found: RecipeFound, { experiments }: Strings, nameOf: NameOf): Presentation {
  const { common, recipe: words } = experiments;
  const { columns } = common;
  const { means, brought } = found;
  return {
    sentence: sentenceOf(found, words),
    charts: [
      {
        kind: 'scatter',
        title: words.charts.recipes,
        x: { label: common.axes.general, unit: 'change' },
        y: { label: common.axes.fall, unit: 'fall' },
        // The control would crowd it.
        points: means
          .filter(({ memory }) => memory !== 'other')
          .map(({ recipe, memory, fall, general }) => ({
            name: words.added[memory](words.trainings[recipe]),
            tone: TONES[recipe],
            x: general,
            y: fall,
          })),
      },
      {
        kind: 'bars',
        title: words.charts.memories,
        unit: 'fall',
        from: 1,
        bars: means
          .filter(({ recipe }) => recipe === 'norm')
          .map(({ memory, fall }) => ({ name: words.memories[memory], tone: 'mine', value: fall })),
      },
    ],
    table: {
      head: [
        ...[columns.text, columns.training, words.table.remembers, columns.held, ...fallHead(columns)],
        ...[columns.general, columns.seconds, columns.bytes],
      ],
      rows: [
        ...means.map(({ recipe, memory, fall, general, seconds, bytes }) => [
          ...[words.table.mean, words.trainings[recipe], words.memories[memory], '', fall, '', ''],
          ...[general, seconds, bytes],
        ]),
        ...brought.flatMap(({ author, held, recipe, brought, seconds, bytes }) =>
          MEMORIES.flatMap((memory) => {
            const one = brought[memory];
            if (!one) return [];
            const row = [nameOf(author), words.trainings[recipe], words.memories[memory], held];
            return [[...row, ...fallCells(one.fall), one.rise.value, seconds, bytes]];
          }),
        ),
      ],
    },
  };
}

function sentenceOf({ texts, means }: RecipeFound, words: Strings['experiments']['recipe']): string {
  const [alone, thisText, all] = (['none', 'ownText', 'all'] as const).map((memory) =>
    meanIn(means, 'norm', memory),
  );
  const untrained = meanIn(means, 'base', 'all');
  if (!alone || !thisText || !all || !untrained) return words.notYet;
  return words.sentence(texts, { alone, thisText, all, others: meanIn(means, 'norm', 'other'), untrained });
}

/** How a recipe trains; the base is not trained. */
function trainingOf(recipe: RecipeId, setup: Setup): TrainSettings | undefined {
  if (recipe === 'base') return undefined;
  if (recipe === 'published') return settingsFor(setup, 'full', { lr: 5e-5, schedule: 'constant' });
  return settingsFor(setup, recipe);
}

function cell(recipe: RecipeId, author: Author, setup: Setup): Cell<Brought> {
  const { authors, general } = setup;
  const settings = trainingOf(recipe, setup);
  const at = authors.indexOf(author);
  const other = authors.length > 1 ? authors[(at + 1) % authors.length] : undefined;
  const memories = [author, ...(other ? [other] : [])];
  const read = memories.reduce((sum, { train }) => sum + Math.min(train.length, MOST_ENTRIES), 0);
  // The base once more, as it is.
  const measured = (1 + memories.length) * (author.held.length + general.length);
  return {
    id: idOf(recipe, author),
    label: ({ experiments: { recipe: words } }, nameOf) =>
      words.label(nameOf(author.id), words.trainings[recipe]),
    cost: (settings ? trainingCost(settings) : 0) + measuringCost(read + measured),
    run: (runner) => bring(runner, author, other, general, settings),
  };
}

async function bring(
  runner: Runner,
  { train, held }: Author,
  other: Author | undefined,
  general: Int32Array,
  settings: TrainSettings | undefined,
): Promise<Brought> {
  const trained = settings && (await runner.train(train, settings));
  const adapter: EvaluatedModel = trained?.adapter ?? { kind: 'base' };
  const readBoth = async (model: EvaluatedModel) => ({
    personal: await runner.measure(model, held),
    general: await runner.measure(model, general),
  });
  const remembering = (text: Int32Array) => readBoth({ ...adapter, memory: text.slice(-MOST_ENTRIES) });
  const before = await readBoth({ kind: 'base' });
  const after = await remembering(train);
  const { alone, ownText } = cacheEffect(Math.min(train.length, MOST_ENTRIES), before, after);
  const beside = ({ personal, general }: typeof after) => ({
    fall: fallInterval(before.personal.tokenNll, personal.tokenNll),
    rise: riseInterval(before.general.tokenNll, general.tokenNll),
  });
  const less = ({ uncertainty: { personal, general } }: WithLess) => ({ fall: personal, rise: general });
  return {
    brought: {
      none: less(alone),
      ownText: less(ownText),
      ...(other && { other: beside(await remembering(other.train)) }),
      all: beside(after),
    },
    seconds: trained?.run.seconds.train ?? 0,
    bytes: trained?.adapter.bytes.byteLength ?? 0,
  };
}
