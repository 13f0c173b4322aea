import { fallInterval } from '../eval/uncertainty';
import type { Strings } from '../i18n/en';
import type { AdapterWeights } from '../model/adapter';
import type { Interval } from '../model/run';
import {
  type Cell,
  type Experiment,
  ExperimentError,
  type Found,
  type NameOf,
  type Presentation,
  type Setup,
  type Subject,
} from './experiment';
import { clearlyFell, fallCells, ofBase } from './measuring';
import { measuringCost, settingsFor, trainingCost } from './setup';

/** An author's adapter, or what every adapter makes of an author's held-out text. */
export type ConfusionResult = { adapter: AdapterWeights } | Column;

interface Column {
  /** Falls of perplexity, by the models of the authors and then by the other adapters, each in the order of the setup. */
  falls: Interval[];
  /** How many times smaller perplexity is with the own adapter than with the others in their (geometric) mean. */
  overMean: Interval;
  /** How many times smaller perplexity is with the own adapter than with the best of the others. */
  overRunnerUp: Interval;
}

/** What was found on an author's held-out text. */
interface AuthorColumn extends Column {
  author: string;
  held: number;
  /** The author's own model among the falls, and the author of the best other. */
  own: number;
  runnerUp: string;
}

export interface ConfusionFound extends Found {
  authors: string[];
  /** Names of the adapters that were there before, as their owner gave them. */
  adapters: string[];
  columns: AuthorColumn[];
  /** Authors whose own model is not the best. */
  failed: string[];
  /** For how many the own model is better by more than chance explains. */
  clear: number;
}

/**
 * The confusion matrix: each author's adapter on each author's held-out text. Adapters that were there before are rows
 * as well, but count for nothing: they may have learned from the same texts.
 */
export const confusion: Experiment<ConfusionResult, ConfusionFound> = {
  id: '61',
  takesAdapters: true,
  cells,
  conclude,
  present,
};

const trainId = (author: { id: string }) => `train:${author.id}`;
const heldId = (author: { id: string }) => `held:${author.id}`;

function cells(setup: Setup): Cell<ConfusionResult>[] {
  const { authors, adapters } = setup;
  if (authors.length < 2) throw new ExperimentError('one-author');
  const settings = settingsFor(setup, 'norm');
  return [
    ...authors.map(
      (author): Cell<ConfusionResult> => ({
        id: trainId(author),
        label: (t, nameOf) => t.experiments['61'].label.training(nameOf(author.id)),
        cost: trainingCost(settings),
        run: async (runner) => ({ adapter: (await runner.train(author.train, settings)).adapter }),
      }),
    ),
    ...authors.map(
      (author, own): Cell<ConfusionResult> => ({
        id: heldId(author),
        label: (t, nameOf) => t.experiments['61'].label.measuring(nameOf(author.id)),
        cost: measuringCost((1 + authors.length + adapters.length) * author.held.length),
        async run(runner, earlier) {
          const models = [
            ...authors.map((one) => (earlier.get(trainId(one)) as { adapter: AdapterWeights }).adapter),
            ...adapters.map(({ weights }) => weights),
          ];
          const before = await ofBase(runner, author.held);
          const rows: Float32Array[] = [];
          for (const model of models) rows.push((await runner.measure(model, author.held)).tokenNll);
          const falls = rows.map((nll) => fallInterval(before.tokenNll, nll));
          return { falls, ...margins(rows.slice(0, authors.length), own) };
        },
      }),
    ),
  ];
}

/** The own model beside the others, by the negative log-likelihoods [n] of the same tokens. */
function margins(models: readonly Float32Array[], own: number): Omit<Column, 'falls'> {
  const others = models.filter((_, i) => i !== own);
  const nll = models[own];
  const mean = nll.map((_, t) => others.reduce((sum, other) => sum + other[t], 0) / others.length);
  const total = (values: Float32Array) => values.reduce((sum, value) => sum + value, 0);
  const runnerUp = others.reduce((best, other) => (total(other) < total(best) ? other : best));
  return { overMean: fallInterval(mean, nll), overRunnerUp: fallInterval(runnerUp, nll) };
}

function conclude(
  { authors, adapters }: Subject,
  results: ReadonlyMap<string, ConfusionResult>,
): ConfusionFound {
  const ids = authors.map(({ id }) => id);
  const columns = authors.flatMap((author, own): AuthorColumn[] => {
    const column = results.get(heldId(author)) as Column | undefined;
    if (!column) return [];
    const { falls, overMean, overRunnerUp } = column;
    const others = [...ids.keys()].filter((i) => i !== own);
    const runnerUp = others.reduce((best, i) => (falls[i].value > falls[best].value ? i : best));
    return [
      { author: author.id, held: author.held, own, falls, overMean, runnerUp: ids[runnerUp], overRunnerUp },
    ];
  });
  const failed = columns.filter(({ overRunnerUp }) => overRunnerUp.value <= 1).map(({ author }) => author);
  return {
    passed: columns.length === authors.length ? failed.length === 0 : undefined,
    authors: ids,
    adapters: adapters.map(({ name }) => name),
    columns,
    failed,
    clear: columns.filter(({ overRunnerUp }) => clearlyFell(overRunnerUp)).length,
  };
}

function present(found: ConfusionFound, { experiments }: Strings, nameOf: NameOf): Presentation {
  const { common, '61': words } = experiments;
  const { passed, authors, adapters, columns } = found;
  const names = authors.map(nameOf);
  // Two models may have the same name, and a model that of a text.
  const nth = (at: number) => adapters.slice(0, at + 1).filter((name) => name === adapters[at]).length;
  const rows = [...names, ...adapters.map((name, i) => common.keptModel(name, nth(i)))];
  const columnOf = (author: string) => columns.find((column) => column.author === author);
  return {
    sentence: passed === undefined ? words.notYet : sentenceOf(found, words, nameOf),
    charts: [
      {
        kind: 'matrix',
        title: words.charts.matrix,
        rowLabel: words.matrix.row,
        columnLabel: words.matrix.column,
        rows,
        columns: names,
        unit: 'fall',
        values: rows.map((_, row) => authors.map((author) => columnOf(author)?.falls[row]?.value)),
        moreIsBetter: true,
      },
      {
        kind: 'bars',
        title: words.charts.own,
        unit: 'fall',
        from: 1,
        bars: columns.map(({ author, own, overMean }) => ({
          name: nameOf(author),
          tone: own === 0 ? 'mine' : 'other',
          ...overMean,
        })),
      },
    ],
    table: {
      head: [
        ...[words.table.text, ...rows.map(words.table.fallOf), words.table.overMean, words.table.runnerUp],
        ...[words.table.overRunnerUp, words.table.atLeast, words.table.atMost, common.columns.held],
      ],
      rows: columns.map((column) => [
        ...[nameOf(column.author), ...column.falls.map(({ value }) => value), column.overMean.value],
        ...[nameOf(column.runnerUp), ...fallCells(column.overRunnerUp), column.held],
      ]),
    },
  };
}

function sentenceOf(
  { columns, failed, clear }: ConfusionFound,
  words: Strings['experiments']['61'],
  nameOf: NameOf,
): string {
  const margins = columns.map(({ overMean }) => overMean.value);
  const [low, high] = [Math.min(...margins), Math.max(...margins)];
  if (failed.length === 0) return words.allBest(low, high, clear, columns.length);
  const [{ author, own, falls }] = columns;
  return words.notAllBest(failed.map(nameOf), { name: nameOf(author), fall: falls[own].value }, low, high);
}
