import { describe, expect, test } from 'vitest';
import { en } from '../i18n/en';
import type { Experiment, Found, Runner, Setup } from './experiment';
import { nameOf } from './experiment.fixtures';
import { type ExperimentProgress, runExperiment } from './run';

const setup: Setup = { form: 'quick', authors: [], general: new Int32Array(0), adapters: [] };

/** Measures a text of `n` tokens as the sum of its ids. */
const runner: Runner = {
  train: () => Promise.reject(new Error('this experiment does not train')),
  async measure(_, tokens) {
    const sum = tokens.reduce((total, id) => total + id, 0);
    return { sum, count: tokens.length, perplexity: sum, tokenNll: new Float32Array(0) };
  },
};

/** Four cells, each of which needs the results of those before: the sums 1, 3, 7, 15. */
const sums: Experiment<number, Found & { sentence: string }> = {
  id: '10',
  cells: () =>
    [1, 2, 3, 4].map((n) => ({
      id: `cell ${n}`,
      label: () => `number ${n}`,
      cost: n,
      async run(runner, earlier) {
        const before = [...earlier.values()].reduce((sum, value) => sum + value, 0);
        return (await runner.measure({ kind: 'base' }, Int32Array.of(before, 1))).sum;
      },
    })),
  conclude: (_, results) => ({
    passed: results.size === 4,
    sentence: [...results].map(([id, value]) => `${id}: ${value}`).join(', '),
  }),
  present: ({ sentence }) => ({ sentence, charts: [], table: { head: [], rows: [] } }),
};
const WHOLE = 'cell 1: 1, cell 2: 2, cell 3: 4, cell 4: 8';

describe('runExperiment', () => {
  test('runs the cells in order, keeps each, and says how far it is', async () => {
    const kept: [string, number][] = [];
    const told: ExperimentProgress[] = [];
    const { passed, sentence } = await runExperiment(sums, setup, runner, {
      keep: (id, result) => void kept.push([id, result]),
      onProgress: (progress) => told.push(progress),
    });
    expect({ passed, sentence }).toEqual({ passed: true, sentence: WHOLE });
    expect(kept.map(([id]) => id)).toEqual(['cell 1', 'cell 2', 'cell 3', 'cell 4']);
    expect(told.map(({ done, cells, label }) => `${done} of ${cells}: ${label?.(en, nameOf)}`)).toEqual([
      '0 of 4: number 1',
      '1 of 4: number 2',
      '2 of 4: number 3',
      '3 of 4: number 4',
      '4 of 4: number 4',
    ]);
    expect(told.map(({ share }) => share)).toEqual([0, 0.1, 0.3, 0.6, 1]);
    expect(told.map(({ secondsLeft }) => secondsLeft === undefined)).toEqual([
      true,
      false,
      false,
      false,
      false,
    ]);
    expect(told.at(-1)?.secondsLeft).toBe(0);
  });

  test.each([1, 2, 3, 4])('ends the same when it is stopped in cell %i and goes on', async (stopsIn) => {
    const kept = new Map<string, number>();
    const keep = (id: string, result: number) => void kept.set(id, result);
    const stopping = new AbortController();
    const stopped: Runner = {
      ...runner,
      async measure(model, tokens) {
        if (kept.size === stopsIn - 1) stopping.abort(new Error('stopped'));
        return runner.measure(model, tokens);
      },
    };
    const { signal } = stopping;
    await expect(runExperiment(sums, setup, stopped, { keep, signal })).rejects.toThrow('stopped');
    expect(kept.size).toBe(stopsIn - 1);

    const told: ExperimentProgress[] = [];
    const again: string[] = [];
    const { sentence } = await runExperiment(sums, setup, runner, {
      results: new Map(kept),
      keep: (id) => void again.push(id),
      onProgress: (progress) => told.push(progress),
    });
    expect(sentence).toBe(WHOLE);
    expect(again).toEqual(['cell 1', 'cell 2', 'cell 3', 'cell 4'].slice(stopsIn - 1));
    expect(told[0]).toMatchObject({ done: stopsIn - 1, secondsLeft: undefined });
    expect(told[0].share).toBeCloseTo([0, 0.1, 0.3, 0.6][stopsIn - 1], 12);
  });

  test('begins no cell after it was stopped, and waits until a result is kept', async () => {
    const stopping = new AbortController();
    const kept: string[] = [];
    const keep = async (id: string) => {
      await new Promise((resolve) => setTimeout(resolve));
      kept.push(id);
      if (kept.length === 2) stopping.abort();
    };
    await expect(runExperiment(sums, setup, runner, { keep, signal: stopping.signal })).rejects.toThrow(
      /abort/i,
    );
    expect(kept).toEqual(['cell 1', 'cell 2']);
  });

  test('says what is wrong with a setup, and what a cell fails with', async () => {
    const cells = () => {
      throw new RangeError('Two texts are needed.');
    };
    await expect(runExperiment({ ...sums, cells }, setup, runner)).rejects.toThrow('Two texts are needed.');
    const failing = { ...runner, measure: () => Promise.reject(new Error('The evaluator has stopped.')) };
    await expect(runExperiment(sums, setup, failing)).rejects.toThrow('The evaluator has stopped.');
  });
});
