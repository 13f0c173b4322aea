import type { Interval } from '../model/run';
import type { Cell, Experiment, Finding, Setup } from './experiment';
import { clearlyFell, FALL_HEAD, fallCells, fallOf, riseOf } from './measuring';
import { noisify, takeOutNoise } from './noisy-text';
import { measuringCost, settingsFor, trainingCost } from './setup';
import { change, times } from './words';

/** How noisy the noisy texts are: see `noisify`. */
const SOME = 0.05;
const MUCH = 0.2;
/** The held-out text has noise of its own. */
const TRAIN_SEED = 1;
const HELD_SEED = 2;

type Version = 'clean' | 'some' | 'much' | 'cleaned';

/** What is learned from: the author's text as it is, and made worse. */
const VERSIONS: Record<Version, { name: string; make(text: string, seed: number): string }> = {
  clean: { name: 'the text as it is', make: (text) => text },
  some: { name: 'a little noise', make: (text, seed) => noisify(text, SOME, seed) },
  much: { name: 'much noise', make: (text, seed) => noisify(text, MUCH, seed) },
  cleaned: { name: 'much noise, cleaned', make: (text, seed) => takeOutNoise(noisify(text, MUCH, seed)) },
};
const ALL = Object.keys(VERSIONS) as Version[];

export interface NoiseResult {
  /** Learned from. */
  tokens: number;
  /** On the author's held-out text as it is, and with much noise. */
  clean: Interval;
  noisy: Interval;
  general: Interval;
}

/**
 * Noisy text: what is learned when the text comes from phones, chats and copied pages? The first author's text is learned
 * as it is, with a little and with much noise, and cleaned by simple rules; each adapter reads the author's held-out
 * text as it is and with much noise. All learn from as many tokens.
 */
export const betNoise: Experiment<NoiseResult> = {
  id: 'noise',
  title: 'Noisy text',
  question:
    'Does a model still learn how you write from text full of typing errors, emojis, links, code and mixed languages?',
  criterion:
    "Trained on much noise, perplexity of the author's clean held-out text clearly falls: the whole 95% interval is above ×1.",
  cells,
  conclude,
};

function cells(setup: Setup): Cell<NoiseResult>[] {
  const { author, source, text } = sourceOf(setup);
  const settings = settingsFor(setup, 'norm');
  /** No noisy text is longer than the clean one: what is longer costs time and teaches more. */
  const encode = async (name: string, of: string, tokens: number) =>
    (await text.encodeDocuments([{ name, text: of }])).subarray(0, tokens);
  let noisyHeld: Promise<Int32Array> | undefined;
  return ALL.map((version) => {
    const { name, make } = VERSIONS[version];
    return {
      id: version,
      label: `${author.name}: ${name}`,
      cost: trainingCost(settings) + measuringCost(2 * author.held.length + setup.general.length),
      async run(runner) {
        const train =
          version === 'clean'
            ? author.train
            : await encode(name, make(source.train, TRAIN_SEED), author.train.length);
        noisyHeld ??= encode('held out', VERSIONS.much.make(source.held, HELD_SEED), author.held.length);
        const { adapter } = await runner.train(train, settings);
        return {
          tokens: train.length,
          clean: await fallOf(runner, adapter, author.held),
          noisy: await fallOf(runner, adapter, await noisyHeld),
          general: await riseOf(runner, adapter, setup.general),
        };
      },
    };
  });
}

function sourceOf({ authors: [author], text }: Setup) {
  if (!author.text || !text)
    throw new RangeError('To make a text noisy it must be there as text, and not only as tokens.');
  return { author, source: author.text, text };
}

function conclude(setup: Setup, results: ReadonlyMap<string, NoiseResult>): Finding {
  const { held } = setup.authors[0];
  const row = (version: Version) => results.get(version);
  const found = ALL.flatMap((version) => {
    const result = row(version);
    return result ? [{ version, name: VERSIONS[version].name, ...result }] : [];
  });
  const clean = row('clean');
  const much = row('much');
  const complete = found.length === ALL.length;
  return {
    passed: complete && much ? clearlyFell(much.clean) : undefined,
    sentence:
      clean && much ? sentenceOf(clean, much, row('cleaned')) : 'Not all versions have been learned yet.',
    charts: [
      {
        kind: 'bars',
        title: 'Fall on the clean held-out text',
        unit: 'fall',
        from: 1,
        bars: found.map(({ version, name, clean }) => ({ name, tone: TONES[version], ...clean })),
      },
      {
        kind: 'matrix',
        title: 'Learned from, and read',
        rowLabel: 'learned from',
        columnLabel: 'held-out text',
        rows: ALL.map((version) => VERSIONS[version].name),
        columns: [VERSIONS.clean.name, VERSIONS.much.name],
        unit: 'fall',
        values: ALL.map((version) => [row(version)?.clean.value, row(version)?.noisy.value]),
        moreIsBetter: true,
      },
    ],
    table: {
      head: [
        'learned from',
        'tokens learned from',
        ...FALL_HEAD,
        'fall, noisy held-out text',
        'general change',
        'tokens held out',
      ],
      rows: found.map(({ name, tokens, clean, noisy, general }) => [
        name,
        tokens,
        ...fallCells(clean),
        noisy.value,
        general.value,
        held.length,
      ]),
    },
  };
}

const TONES = { clean: 'mine', some: 'train', much: 'alarm', cleaned: 'other' } as const;

function sentenceOf(clean: NoiseResult, much: NoiseResult, cleaned: NoiseResult | undefined): string {
  const judged = clearlyFell(much.clean) ? 'Noise does not spoil it' : 'Noise spoils it';
  const more = cleaned ? `, and ${times(cleaned.clean.value)} once links and emojis are taken out` : '';
  return (
    `${judged}: on clean text that no model saw, much noise brings ${times(much.clean.value)}${more}; ` +
    `clean text brings ${times(clean.clean.value)}. General perplexity changed by ${change(much.general.value)}.`
  );
}
