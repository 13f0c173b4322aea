import type { Strings } from '../i18n/en';
import type { Interval } from '../model/run';
import type { Tone } from './chart';
import type { Cell, Experiment, Found, Presentation, Setup, Subject } from './experiment';
import { clearlyFell, fallCells, fallHead, fallOf, riseOf } from './measuring';
import { noisify, takeOutNoise } from './noisy-text';
import { measuringCost, settingsFor, trainingCost } from './setup';

/** How noisy the noisy texts are: see `noisify`. */
const SOME = 0.05;
const MUCH = 0.2;
/** The held-out text has noise of its own. */
const TRAIN_SEED = 1;
const HELD_SEED = 2;

type Version = 'clean' | 'some' | 'much' | 'cleaned';

/** What is learned from: the author's text as it is, and made worse. */
const MAKE: Record<Version, (text: string, seed: number) => string> = {
  clean: (text) => text,
  some: (text, seed) => noisify(text, SOME, seed),
  much: (text, seed) => noisify(text, MUCH, seed),
  cleaned: (text, seed) => takeOutNoise(noisify(text, MUCH, seed)),
};
const ALL = Object.keys(MAKE) as Version[];
const TONES: Record<Version, Tone> = { clean: 'mine', some: 'train', much: 'alarm', cleaned: 'other' };

export interface NoiseResult {
  /** Learned from. */
  tokens: number;
  /** On the author's held-out text as it is, and with much noise. */
  clean: Interval;
  noisy: Interval;
  general: Interval;
}

export interface NoiseFound extends Found {
  versions: (NoiseResult & { version: Version })[];
  /** Tokens of the held-out text. */
  held: number;
}

/**
 * Noisy text: what is learned when the text comes from phones, chats and copied pages? The first author's text is learned
 * as it is, with a little and with much noise, and cleaned by simple rules; each adapter reads the author's held-out
 * text as it is and with much noise. All learn from as many tokens.
 */
export const noise: Experiment<NoiseResult, NoiseFound> = {
  id: 'noise',
  cells,
  conclude,
  present,
};

function cells(setup: Setup): Cell<NoiseResult>[] {
  const { author, source, text } = sourceOf(setup);
  const settings = settingsFor(setup, 'norm');
  /** No noisy text is longer than the clean one: what is longer costs time and teaches more. */
  const encode = async (name: string, of: string, tokens: number) =>
    (await text.encodeDocuments([{ name, text: of }])).subarray(0, tokens);
  let noisyHeld: Promise<Int32Array> | undefined;
  return ALL.map((version) => ({
    id: version,
    label: ({ experiments: { noise: words } }, nameOf) =>
      words.label(nameOf(author.id), words.versions[version]),
    cost: trainingCost(settings) + measuringCost(2 * author.held.length + setup.general.length),
    async run(runner) {
      const train =
        version === 'clean'
          ? author.train
          : await encode(version, MAKE[version](source.train, TRAIN_SEED), author.train.length);
      noisyHeld ??= encode('held', MAKE.much(source.held, HELD_SEED), author.held.length);
      const { adapter } = await runner.train(train, settings);
      return {
        tokens: train.length,
        clean: await fallOf(runner, adapter, author.held),
        noisy: await fallOf(runner, adapter, await noisyHeld),
        general: await riseOf(runner, adapter, setup.general),
      };
    },
  }));
}

function sourceOf({ authors: [author], text }: Setup) {
  if (!author.text || !text)
    throw new RangeError('To make a text noisy it must be there as text, and not only as tokens.');
  return { author, source: author.text, text };
}

function conclude({ authors }: Subject, results: ReadonlyMap<string, NoiseResult>): NoiseFound {
  const versions = ALL.flatMap((version) => {
    const result = results.get(version);
    return result ? [{ version, ...result }] : [];
  });
  const much = results.get('much');
  return {
    passed: versions.length === ALL.length && much ? clearlyFell(much.clean) : undefined,
    versions,
    held: authors[0].held,
  };
}

function present({ versions, held }: NoiseFound, { experiments }: Strings): Presentation {
  const { common, noise: words } = experiments;
  const { columns } = common;
  const find = (version: Version) => versions.find((one) => one.version === version);
  const [clean, much, cleaned] = [find('clean'), find('much'), find('cleaned')];
  return {
    sentence:
      clean && much
        ? words.sentence(
            !clearlyFell(much.clean),
            { much: much.clean.value, cleaned: cleaned?.clean.value, clean: clean.clean.value },
            much.general.value,
          )
        : words.notYet,
    charts: [
      {
        kind: 'bars',
        title: words.charts.clean,
        unit: 'fall',
        from: 1,
        bars: versions.map(({ version, clean }) => ({
          name: words.versions[version],
          tone: TONES[version],
          ...clean,
        })),
      },
      {
        kind: 'matrix',
        title: words.charts.matrix,
        rowLabel: words.matrix.row,
        columnLabel: words.matrix.column,
        rows: ALL.map((version) => words.versions[version]),
        columns: [words.versions.clean, words.versions.much],
        unit: 'fall',
        values: ALL.map((version) => [find(version)?.clean.value, find(version)?.noisy.value]),
        moreIsBetter: true,
      },
    ],
    table: {
      head: [
        ...[columns.learnedFrom, columns.learned, ...fallHead(columns), words.table.noisy],
        ...[columns.general, columns.held],
      ],
      rows: versions.map(({ version, tokens, clean, noisy, general }) => [
        ...[words.versions[version], tokens, ...fallCells(clean), noisy.value, general.value, held],
      ]),
    },
  };
}
