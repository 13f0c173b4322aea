import { cacheEffect, MOST_ENTRIES } from '../eval/cache-effect';
import type { EvaluatedModel } from '../eval/evaluator';
import { fallInterval, riseInterval } from '../eval/uncertainty';
import type { Interval, WithLess } from '../model/run';
import type { TrainSettings } from '../train/settings';
import type { Tone } from './chart';
import type { Author, Cell, Experiment, Runner, Setup } from './experiment';
import { fallCells } from './measuring';
import { measuringCost, settingsFor, trainingCost } from './setup';
import { change, geometricMean, times } from './words';

/** What the recipe of the app is asked for. */
const LEAST_FALL = 1.3;
const MOST_RISE = 0.02;

/** A way to make a model one's own, and what it is called; the base is not trained at all. */
interface Recipe {
  id: 'base' | 'norm' | 'lora' | 'full' | 'published';
  name: string;
  tone: Tone;
  settings?(setup: Setup): TrainSettings;
}

const RECIPES: readonly Recipe[] = [
  { id: 'base', name: 'not trained', tone: 'base' },
  { id: 'norm', name: 'norm-only', tone: 'mine', settings: (setup) => settingsFor(setup, 'norm') },
  { id: 'lora', name: 'LoRA', tone: 'train', settings: (setup) => settingsFor(setup, 'lora') },
  { id: 'full', name: 'full', tone: 'other', settings: (setup) => settingsFor(setup, 'full') },
  {
    id: 'published',
    name: 'full, as published',
    tone: 'alarm',
    settings: (setup) => settingsFor(setup, 'full', { lr: 5e-5, schedule: 'constant' }),
  },
];

/** How much a model remembers when it predicts. */
const MEMORIES = ['none', 'ownText', 'other', 'all'] as const;
type Memory = (typeof MEMORIES)[number];
const MEMORY_NAMES: Record<Memory, string> = {
  none: 'nothing',
  ownText: 'this text',
  other: 'and another author’s',
  all: 'and the author’s own',
};
/** The same where there is little room. */
const ADDED: Record<Memory, string> = {
  none: '',
  ownText: ' + this text',
  other: ' + another’s',
  all: ' + own texts',
};

/** What a recipe brought on one author's text, with each memory. */
interface Brought {
  author: string;
  held: number;
  brought: Partial<Record<Memory, { fall: Interval; rise: Interval }>>;
  /** Of the training, and of the adapter. */
  seconds: number;
  bytes: number;
}

const idOf = ({ id }: Recipe, author: Author) => `${id}/${author.id}`;

/**
 * Better than the published recipe: what training and a memory bring, each alone and together. A memory is a neural cache
 * (see `NeuralCache`): of what came before in the text that is measured, or of the author's training text as well. The
 * control is a memory of the next author's training text, where there are several.
 */
export const betRecipe: Experiment<Brought> = {
  id: 'recipe',
  title: 'The recipe, piece by piece',
  question: 'What does each part of the recipe bring on unseen text, and what does it cost on general text?',
  criterion:
    'The recipe of this app, norm-only with a memory, lowers perplexity at least ×1.30 on unseen text, in the geometric mean over the texts, and raises it by 2% at most on general text.',

  cells: (setup) =>
    setup.authors.flatMap((author) => recipesOf(setup).map((one) => cell(one, author, setup))),

  conclude(setup, results) {
    const recipes = recipesOf(setup);
    const measured = setup.authors.filter((author) => recipes.every((one) => results.has(idOf(one, author))));
    const means = recipes.flatMap((recipe) => {
      const brought = measured.map((author) => results.get(idOf(recipe, author))!);
      return MEMORIES.flatMap((memory) => meanOf(recipe, memory, brought) ?? []);
    });
    const find = (id: Recipe['id'], memory: Memory) =>
      means.find((mean) => mean.recipe.id === id && mean.memory === memory)!;
    const control = means.find(({ recipe, memory }) => recipe.id === 'norm' && memory === 'other');
    const isWhole = measured.length === setup.authors.length;
    const best = means.length > 0 ? find('norm', 'all') : undefined;
    return {
      passed: isWhole ? best!.fall >= LEAST_FALL && best!.rise <= MOST_RISE : undefined,
      sentence: best
        ? `On ${measured.length === 1 ? 'one text' : `${measured.length} texts`}, norm-only training alone brings ${times(find('norm', 'none').fall)} at ${change(find('norm', 'none').rise)} on general text; with a memory of the text that is being read, which any model could have, ${times(find('norm', 'ownText').fall)}; with that of the author's own texts as well ${times(best.fall)} at ${change(best.rise)}${control ? `, and with another author's in their place ${times(control.fall)}` : ''}. A memory without any training brings ${times(find('base', 'all').fall)}.`
        : 'Nothing has been measured with all recipes yet.',
      charts: [
        {
          kind: 'scatter',
          title: 'What each recipe brings, and what it costs',
          x: { label: 'perplexity on general text', unit: 'change' },
          y: { label: 'fall on unseen text', unit: 'fall' },
          // The control would crowd it.
          points: means
            .filter(({ memory }) => memory !== 'other')
            .map(({ recipe, memory, fall, rise }) => ({
              name: recipe.name + ADDED[memory],
              tone: recipe.tone,
              x: rise,
              y: fall,
            })),
        },
        {
          kind: 'bars',
          title: 'Norm-only, and what it remembers',
          unit: 'fall',
          from: 1,
          bars: means
            .filter(({ recipe }) => recipe.id === 'norm')
            .map(({ memory, fall }) => ({ name: MEMORY_NAMES[memory], tone: 'mine', value: fall })),
        },
      ],
      table: {
        head: [
          ...['text', 'training', 'remembers', 'tokens held out', 'fall', 'fall, at least', 'fall, at most'],
          ...['general change', 'seconds', 'bytes'],
        ],
        rows: [
          ...means.map(({ recipe, memory, fall, rise, seconds, bytes }) => [
            ...['geometric mean', recipe.name, MEMORY_NAMES[memory], '', fall, '', '', rise, seconds, bytes],
          ]),
          ...setup.authors.flatMap((author) =>
            recipes.flatMap((recipe) => {
              const one = results.get(idOf(recipe, author));
              if (!one) return [];
              return MEMORIES.flatMap((memory) => {
                const found = one.brought[memory];
                if (!found) return [];
                return [
                  [
                    ...[one.author, recipe.name, MEMORY_NAMES[memory], one.held, ...fallCells(found.fall)],
                    ...[found.rise.value, one.seconds, one.bytes],
                  ],
                ];
              });
            }),
          ),
        ],
      },
    };
  },
};

/** The quick form leaves full fine-tuning out. */
function recipesOf({ form }: Pick<Setup, 'form'>): readonly Recipe[] {
  return form === 'quick' ? RECIPES.slice(0, 3) : RECIPES;
}

function cell(recipe: Recipe, author: Author, setup: Setup): Cell<Brought> {
  const { authors, general } = setup;
  const settings = recipe.settings?.(setup);
  const at = authors.indexOf(author);
  const other = authors.length > 1 ? authors[(at + 1) % authors.length] : undefined;
  const memories = [author, ...(other ? [other] : [])];
  const read = memories.reduce((sum, { train }) => sum + Math.min(train.length, MOST_ENTRIES), 0);
  // The base once more, as it is.
  const measured = (1 + memories.length) * (author.held.length + general.length);
  return {
    id: idOf(recipe, author),
    label: `${author.name}, ${recipe.name}`,
    cost: (settings ? trainingCost(settings) : 0) + measuringCost(read + measured),
    run: (runner) => bring(runner, author, other, general, settings),
  };
}

async function bring(
  runner: Runner,
  { name, train, held }: Author,
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
    author: name,
    held: held.length,
    brought: {
      none: less(alone),
      ownText: less(ownText),
      ...(other && { other: beside(await remembering(other.train)) }),
      all: beside(after),
    },
    seconds: trained?.seconds ?? 0,
    bytes: trained?.adapter.bytes.byteLength ?? 0,
  };
}

/** A recipe with a memory in the geometric mean over texts; nothing if it was not measured on each. */
function meanOf(recipe: Recipe, memory: Memory, all: readonly Brought[]) {
  const brought = all.flatMap((one) => one.brought[memory] ?? []);
  if (brought.length === 0 || brought.length < all.length) return undefined;
  const mean = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
  return {
    ...{ recipe, memory },
    fall: geometricMean(brought.map(({ fall }) => fall.value)),
    rise: geometricMean(brought.map(({ rise }) => 1 + rise.value)) - 1,
    seconds: mean(all.map(({ seconds }) => seconds)),
    bytes: mean(all.map(({ bytes }) => bytes)),
  };
}
