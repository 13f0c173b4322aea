import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { OPENING, TINY_CONFIG, tinyWeights } from '../model/model.fixtures';
import { FEATURES } from './gate';
import { drawnGate } from './gate.fixtures';
import { type Episode, KINDS, readEpisodes } from './gate-episodes';
import { judge, judgeByFolds, learnFrom } from './gate-folds';
import { NeuralCache } from './neural-cache';
import { perplexity } from './perplexity';
import { EvalSession, type OpenModel } from './session';

const { vocab } = TINY_CONFIG;
const SIZES = { remembered: 60, read: 40 };

/** Texts that repeat themselves, each in its own way. */
const authors = [3, 5, 7, 11].map((step) => ({
  name: `author ${step}`,
  tokens: Int32Array.from({ length: 100 }, (_, i) => ((i % (4 * step)) * step + (i % 3)) % vocab),
}));
const general = Int32Array.from({ length: 30 }, (_, i) => (i * i * 13 + 5 * i) % vocab);
const names = authors.map(({ name }) => name);

let model: OpenModel;
let episodes: Episode[];
beforeAll(async () => {
  const session = await EvalSession.open(tinyWeights(), TINY_CONFIG);
  model = { session, gains: session.gains };
  episodes = [];
  for await (const read of readEpisodes(model, authors, general, SIZES)) episodes.push(...read.episodes);
}, OPENING);
afterAll(() => model.session.release());

describe('episodes', () => {
  test('are what the evaluator measures, on the same texts', async () => {
    const gate = drawnGate(4, 0.3);
    for (const [i, { name, tokens }] of authors.entries()) {
      const cache = await NeuralCache.of(model, tokens.subarray(0, 60), gate);
      const others = await NeuralCache.of(model, authors.at(i - 1)!.tokens.subarray(0, 60), gate);
      const held = tokens.subarray(60);
      const own = await perplexity(model, held, undefined, undefined, cache);
      const other = await perplexity(model, held, undefined, undefined, others);
      const mean = (nll: Float32Array) => nll.reduce((sum, value) => sum + value, 0) / nll.length;
      const [judgedOwn, judgedNothing, judgedOther] = KINDS.map((kind) => {
        const { samples } = episodes.find((one) => one.kind === kind && one.authors[0] === name)!;
        return judge(gate, samples);
      });
      expect(judgedOwn.gate).toBeCloseTo(mean(own.tokenNll), 4);
      expect(judgedOwn.alone).toBeCloseTo(mean(own.withLess!.alone), 4);
      expect(judgedOther.gate).toBeCloseTo(mean(other.tokenNll), 4);
      // At the first token nothing is remembered: it is no sample.
      expect(judgedNothing.gate).toBeCloseTo(mean(own.withLess!.ownText.subarray(1)), 4);
      await Promise.all([cache.release(), others.release()]);
    }
  });

  test('come in all kinds, with a row for each token', () => {
    expect(episodes.map(({ kind }) => kind)).toEqual(authors.flatMap(() => KINDS));
    for (const { kind, samples } of episodes) {
      const rows = { own: 39, nothing: 38, other: 39, general: 29 }[kind];
      expect(samples.chances).toHaveLength(3 * rows);
      expect(samples.features).toHaveLength(FEATURES * rows);
    }
  });

  test('of authors that are known are not read again', async () => {
    const read: string[] = [];
    const isKnown = (name: string) => name !== 'author 7';
    for await (const { name, episodes: again } of readEpisodes(model, authors, general, SIZES, isKnown)) {
      read.push(name);
      const before = episodes.filter(({ authors }) => authors[0] === name);
      for (const [i, { samples }] of again.entries())
        for (const [j, value] of samples.features.entries())
          expect(Math.abs(value - before[i].samples.features[j])).toBeLessThan(1e-4);
    }
    expect(read).toEqual(['author 7']);
  });
});

describe('folds', () => {
  const recipe = { passes: 20, batch: 64, rate: 1e-2, seed: 3 };

  test('judge each author once, and come out the same again', () => {
    const rows = judgeByFolds(episodes, names, 2, recipe);
    expect(rows).toHaveLength(4 * KINDS.length);
    expect(new Set(rows.map(({ author, kind }) => author + kind)).size).toBe(rows.length);
    expect(judgeByFolds(episodes, names, 2, recipe)).toEqual(rows);
    // These texts repeat themselves, which whoever remembers soon knows.
    for (const { kind, alone, gate } of rows) if (kind === 'own') expect(gate).toBeLessThan(alone);
  });

  test('learn nothing from who is tested', () => {
    const spoilt = episodes.map((episode): Episode => {
      if (!episode.authors.includes(names[0])) return episode;
      const { features, chances } = episode.samples;
      return {
        ...episode,
        samples: { features, chances: chances.map((_, i) => (i % 3 === 0 ? 0.9 : 0.01)) },
      };
    });
    const of = (from: readonly Episode[]) =>
      judgeByFolds(from, names, 2, recipe).filter(({ author }) => author === names[2]);
    // The first and the third are tested in the same fold, by a gate that learned from neither.
    const isWith = (name: string) => (row: { author: string; kind: string }) =>
      row.author === name && row.kind !== 'other';
    expect(of(spoilt).filter(isWith(names[2]))).toEqual(of(episodes).filter(isWith(names[2])));
    expect(learnFrom(spoilt, recipe)).not.toEqual(learnFrom(episodes, recipe));
  });
});
