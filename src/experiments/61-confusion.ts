import { fallInterval } from '../eval/uncertainty';
import type { AdapterWeights } from '../model/adapter';
import type { Interval } from '../model/run';
import type { Author, Cell, Experiment, Finding, Setup } from './experiment';
import { clearlyFell, fallCells, ofBase } from './measuring';
import { measuringCost, settingsFor, trainingCost } from './setup';
import { listOf, times } from './words';

/** An author's adapter, or what every adapter makes of an author's held-out text. */
export type ConfusionResult = { adapter: AdapterWeights } | Column;

interface Column {
  /** Falls of perplexity, in the order of the rows. */
  falls: Interval[];
  /** How many times smaller perplexity is with the own adapter than with the others in their (geometric) mean. */
  overMean: Interval;
  /** The best of the others, and how many times smaller perplexity is with the own one. */
  runnerUp: string;
  overRunnerUp: Interval;
}

/**
 * The confusion matrix: each author's adapter on each author's held-out text. Adapters that were there before are rows
 * as well, but count for nothing: they may have learned from the same texts.
 */
export const bet61: Experiment<ConfusionResult> = {
  id: '61',
  title: 'Whose model is it?',
  question: "Is the own model better on everybody's text than the models of the others?",
  criterion: "On the held-out text of every author the own model is the best of all authors'.",
  published: 'The own adapter won by 5 to 29%.',
  takesAdapters: true,
  cells,
  conclude,
};

const trainId = (author: Author) => `train:${author.id}`;
const heldId = (author: Author) => `held:${author.id}`;

function cells(setup: Setup): Cell<ConfusionResult>[] {
  const { authors, adapters } = setup;
  if (authors.length < 2)
    throw new RangeError('To compare models there must be texts of two people or more: add a sample.');
  const settings = settingsFor(setup, 'norm');
  return [
    ...authors.map(
      (author): Cell<ConfusionResult> => ({
        id: trainId(author),
        label: `${author.name}: training`,
        cost: trainingCost(settings),
        run: async (runner) => ({ adapter: (await runner.train(author.train, settings)).adapter }),
      }),
    ),
    ...authors.map(
      (author, own): Cell<ConfusionResult> => ({
        id: heldId(author),
        label: `everybody's model on ${author.name}`,
        cost: measuringCost((1 + authors.length + adapters.length) * author.held.length),
        async run(runner, earlier) {
          const models = authors.map((one) => {
            const { adapter } = earlier.get(trainId(one)) as { adapter: AdapterWeights };
            return { name: one.name, adapter };
          });
          const before = await ofBase(runner, author.held);
          const rows: { name: string; nll: Float32Array }[] = [];
          for (const { name, adapter } of [
            ...models,
            ...adapters.map(({ name, weights }) => ({ name, adapter: weights })),
          ])
            rows.push({ name, nll: (await runner.measure(adapter, author.held)).tokenNll });
          const falls = rows.map(({ nll }) => fallInterval(before.tokenNll, nll));
          return { falls, ...margins(rows.slice(0, authors.length), own) };
        },
      }),
    ),
  ];
}

/** The own model beside the others, by the negative log-likelihoods [n] of the same tokens. */
function margins(models: readonly { name: string; nll: Float32Array }[], own: number): Omit<Column, 'falls'> {
  const others = models.filter((_, i) => i !== own);
  const { nll } = models[own];
  const mean = nll.map((_, t) => others.reduce((sum, other) => sum + other.nll[t], 0) / others.length);
  const total = (values: Float32Array) => values.reduce((sum, value) => sum + value, 0);
  const runnerUp = others.reduce((best, other) => (total(other.nll) < total(best.nll) ? other : best));
  return {
    overMean: fallInterval(mean, nll),
    runnerUp: runnerUp.name,
    overRunnerUp: fallInterval(runnerUp.nll, nll),
  };
}

function conclude({ authors, adapters }: Setup, results: ReadonlyMap<string, ConfusionResult>): Finding {
  const columns = authors.map((author) => results.get(heldId(author)) as Column | undefined);
  const found = authors.flatMap((author, i) => {
    const column = columns[i];
    return column ? [{ author, own: i, column }] : [];
  });
  const complete = found.length === authors.length;
  const failed = found
    .filter(({ column }) => column.overRunnerUp.value <= 1)
    .map(({ author }) => author.name);
  const names = authors.map(({ name }) => name);
  const rows = [...names, ...adapters.map(({ name }) => name)];
  return {
    passed: complete ? failed.length === 0 : undefined,
    sentence: complete ? sentenceOf(found, failed) : 'Not all models have been compared yet.',
    charts: [
      {
        kind: 'matrix',
        title: "Everybody's model on everybody's text",
        rowLabel: 'the model of',
        columnLabel: 'reads held-out text of',
        rows,
        columns: names,
        unit: 'fall',
        values: rows.map((_, r) => columns.map((column) => column?.falls[r].value)),
        moreIsBetter: true,
      },
      {
        kind: 'bars',
        title: "The own model beside the others'",
        unit: 'fall',
        from: 1,
        bars: found.map(({ author, own, column }) => ({
          name: author.name,
          tone: own === 0 ? 'mine' : 'other',
          ...column.overMean,
        })),
      },
    ],
    table: {
      head: [
        'held-out text of',
        ...rows.map((name) => `fall, ${name}`),
        "beside the others' mean",
        'the best other',
        'beside the best other',
        'at least',
        'at most',
        'tokens held out',
      ],
      rows: found.map(({ author, column }) => [
        author.name,
        ...column.falls.map(({ value }) => value),
        column.overMean.value,
        column.runnerUp,
        ...fallCells(column.overRunnerUp),
        author.held.length,
      ]),
    },
  };
}

function sentenceOf(
  found: readonly { author: Author; own: number; column: Column }[],
  failed: readonly string[],
): string {
  const margins = found.map(({ column }) => column.overMean.value);
  const range = `${times(Math.min(...margins))} to ${times(Math.max(...margins))}`;
  const clear = found.filter(({ column }) => clearlyFell(column.overRunnerUp)).length;
  if (failed.length === 0)
    return (
      `Everybody's own model is the best on their text, ${range} beside the others' mean; ` +
      `for ${clear} of ${found.length} authors by more than chance explains.`
    );
  const [{ author, own, column }] = found;
  return (
    `The own model is not the best for ${listOf(failed)}; ` +
    `on "${author.name}" it brings ${times(column.falls[own].value)}. Beside the others' mean the own models bring ${range}.`
  );
}
