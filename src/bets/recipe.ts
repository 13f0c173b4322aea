import type { EvaluatedModel } from '../eval/evaluator';
import { memoryFacts } from '../eval/memory';
import { MOST_ENTRIES } from '../eval/options';
import { fallInterval, type Interval, riseInterval } from '../eval/uncertainty';
import type { TrainSettings } from '../train/settings';
import type { Author, Bench, Bet, Cell, Setup } from './bet';
import { fallCells } from './measuring';
import type { Tone } from './picture';
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
const MEMORIES = ['none', 'ownText', 'all'] as const;
type Memory = (typeof MEMORIES)[number];
const MEMORY_NAMES: Record<Memory, string> = { none: 'nothing', ownText: 'this text', all: 'all texts' };

/** What a recipe brought on one author's text, with each memory. */
interface Brought {
  author: string;
  held: number;
  fall: Record<Memory, Interval>;
  rise: Record<Memory, Interval>;
  /** Of the training, and of the adapter. */
  seconds: number;
  bytes: number;
}

const idOf = ({ id }: Recipe, author: Author) => `${id}/${author.id}`;

/**
 * Better than the published recipe: what training and a memory bring, each alone and together. A memory is a neural cache
 * (see `NeuralCache`): of what came before in the text that is measured, or of the training text as well.
 */
export const betRecipe: Bet<Brought> = {
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
      return brought.length === 0 ? [] : MEMORIES.map((memory) => meanOf(recipe, memory, brought));
    });
    const find = (id: Recipe['id'], memory: Memory) =>
      means.find((mean) => mean.recipe.id === id && mean.memory === memory)!;
    const isWhole = measured.length === setup.authors.length;
    const best = means.length > 0 ? find('norm', 'all') : undefined;
    return {
      passed: isWhole ? best!.fall >= LEAST_FALL && best!.rise <= MOST_RISE : undefined,
      sentence: best
        ? `On ${measured.length === 1 ? 'one text' : `${measured.length} texts`}, norm-only training alone brings ${times(find('norm', 'none').fall)} at ${change(find('norm', 'none').rise)} on general text; with a memory of the text that is being read, which any model could have, ${times(find('norm', 'ownText').fall)}; with that of the author's own texts as well ${times(best.fall)} at ${change(best.rise)}. A memory without any training brings ${times(find('base', 'all').fall)}.`
        : 'Nothing has been measured with all recipes yet.',
      pictures: [
        {
          kind: 'scatter',
          title: 'What each recipe brings, and what it costs',
          x: { label: 'perplexity on general text', unit: 'change' },
          y: { label: 'fall on unseen text', unit: 'fall' },
          points: means.map(({ recipe, memory, fall, rise }) => ({
            name: memory === 'none' ? recipe.name : `${recipe.name}, remembers ${MEMORY_NAMES[memory]}`,
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
              return MEMORIES.map((memory) => [
                ...[one.author, recipe.name, MEMORY_NAMES[memory], one.held, ...fallCells(one.fall[memory])],
                ...[one.rise[memory].value, one.seconds, one.bytes],
              ]);
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
  const settings = recipe.settings?.(setup);
  const { train, held } = author;
  // The base is read twice: as it is, and with its memory.
  const read = Math.min(train.length, MOST_ENTRIES) + 2 * (held.length + setup.general.length);
  return {
    id: idOf(recipe, author),
    label: `${author.name}, ${recipe.name}`,
    cost: (settings ? trainingCost(settings) : 0) + measuringCost(read),
    run: (bench) => bring(bench, author, setup.general, settings),
  };
}

async function bring(
  bench: Bench,
  { name, train, held }: Author,
  general: Int32Array,
  settings: TrainSettings | undefined,
): Promise<Brought> {
  const trained = settings && (await bench.train(train, settings));
  const adapter: EvaluatedModel = trained?.adapter ?? { kind: 'base' };
  const model = { ...adapter, memory: train.slice(-MOST_ENTRIES) };
  const before = {
    personal: await bench.measure({ kind: 'base' }, held),
    general: await bench.measure({ kind: 'base' }, general),
  };
  const after = { personal: await bench.measure(model, held), general: await bench.measure(model, general) };
  const { alone, ownText } = memoryFacts(model.memory.length, before, after);
  return {
    author: name,
    held: held.length,
    fall: {
      none: alone.uncertainty.personal,
      ownText: ownText.uncertainty.personal,
      all: fallInterval(before.personal.tokenNll, after.personal.tokenNll),
    },
    rise: {
      none: alone.uncertainty.general,
      ownText: ownText.uncertainty.general,
      all: riseInterval(before.general.tokenNll, after.general.tokenNll),
    },
    seconds: trained?.seconds ?? 0,
    bytes: trained?.adapter.bytes.byteLength ?? 0,
  };
}

/** A recipe with a memory in the geometric mean over texts. */
function meanOf(recipe: Recipe, memory: Memory, brought: readonly Brought[]) {
  const mean = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
  return {
    ...{ recipe, memory },
    fall: geometricMean(brought.map(({ fall }) => fall[memory].value)),
    rise: geometricMean(brought.map(({ rise }) => 1 + rise[memory].value)) - 1,
    seconds: mean(brought.map(({ seconds }) => seconds)),
    bytes: mean(brought.map(({ bytes }) => bytes)),
  };
}
