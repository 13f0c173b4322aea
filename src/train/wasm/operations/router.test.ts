import { describe, expect, test } from 'vitest';
import { BASE_CONFIG } from '../../../model/config';
import { noise } from '../../engine.fixtures';
import { group } from '../../twin/grouping';
import * as twin from '../../twin/router';
import { capacity } from '../activations';
import { expectClose, type KernelTest, withKernels } from '../kernels.fixtures';

/** Measured: at most 1e-7. */
const TOLERANCE = 1e-6;

function route(on: KernelTest, scores: Float32Array, experts: number, topK: number) {
  const tokens = scores.length / experts;
  const [chosen, weights] = [on.kept(new Int32Array(tokens * topK)), on.empty(tokens * topK)];
  on.run(['route', on.given(scores), chosen, weights, tokens, experts, topK]);
  return { chosen: on.integers(chosen), weights: on.floats(weights) };
}

withKernels((on) => {
  describe.each([
    [1, 4, 2],
    [37, 8, 2],
    [150, 16, 3],
    [9, 5, 5],
    [5, 3, 1],
    [5, 1, 1],
  ])('%i tokens, %i experts, %i chosen', (tokens, experts, topK) => {
    const scores = noise(1, tokens * experts).map((value) => 8 * value);
    const { chosen, weights } = twin.choose(scores, experts, topK);

    test('chooses and weighs', () => {
      const computed = route(on, scores, experts, topK);
      expect(computed.chosen).toEqual(chosen);
      expectClose(computed.weights, weights, TOLERANCE);
    });

    test('backward', () => {
      const dWeights = noise(3, tokens * topK);
      const dScores = on.empty(tokens * experts);
      const args = [
        on.given(Int32Array.from(chosen)),
        on.given(Float32Array.from(weights)),
        on.given(dWeights),
      ];
      on.run(['routeBackward', ...args, dScores, tokens, experts, topK]);
      const expected = new Float64Array(tokens * experts);
      twin.backwardWeights(weights, dWeights, topK).forEach((value, i) => {
        expected[Math.floor(i / topK) * experts + chosen[i]] = value;
      });
      // With one expert chosen its weight is always 1 and nothing comes back.
      expectClose([1, ...on.floats(dScores)], [1, ...expected], TOLERANCE);
    });
  });

  test('ties go to the lower index', () => {
    const scores = Float32Array.from([1, 2, 2, 2, -1, -2, -2, -2, 0, 0, 0, 0]);
    expect(route(on, scores, 4, 2).chosen).toEqual([1, 2, 0, 1, 0, 1]);
  });

  test('scores that are no numbers still choose experts that there are, and each once', () => {
    const bad = [Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
    const scores = noise(1, 27 * 3).map((_, i) => bad[Math.floor(i / 3 / 3 ** (i % 3)) % 3]);
    const { chosen, weights } = route(on, scores, 3, 2);
    for (let token = 0; token < 27; token++) {
      const own = chosen.slice(2 * token, 2 * token + 2);
      expect(new Set(own).size).toBe(2);
      expect(own.every((expert) => expert >= 0 && expert < 3)).toBe(true);
      // Infinity less Infinity is no number, and the step is skipped.
      expect(weights.subarray(2 * token, 2 * token + 2).some(Number.isNaN)).toBe(true);
    }
  });

  const random = (experts: number, count: number) =>
    Array.from(noise(experts + count, count), (value) => Math.floor(((value + 1) / 2) * experts));

  test.each([
    ['one token', 8, 2, [5, 3]],
    ['some to each', 4, 2, random(4, 74)],
    ['all to two experts', 8, 2, Array.from({ length: 60 }, (_, i) => (i % 2) * 7)],
    ['one expert', 1, 1, Array.from({ length: 13 }, () => 0)],
    ['sixteen experts', 16, 3, random(16, 999)],
  ] as const)('groups rows by expert: %s', (_, experts, topK, choices) => {
    const chosen = [...choices];
    const tokens = chosen.length / topK;
    const most = capacity({ ...BASE_CONFIG, experts, topK }, tokens, on.panel);
    const integers = (length: number) => on.kept(new Int32Array(length).fill(-7));
    const [groups, rows, sources, assignments, total] = [
      integers(2 * experts),
      integers(chosen.length),
      integers(most),
      integers(most),
      integers(1),
    ];
    const from = on.given(Int32Array.from(chosen));
    on.run(['group', from, tokens, topK, experts, groups, rows, sources, assignments, total]);
    const expected = group(chosen, experts, on.panel);
    expect(on.integers(rows)).toEqual(expected.rows);
    expect(on.integers(groups)).toEqual(expected.groups.flat());
    expect(on.integers(total)).toEqual([expected.assignments.length]);
    const real = new Set(expected.rows);
    const [computed, tokensOf] = [on.integers(assignments), on.integers(sources)];
    expected.assignments.forEach((assignment, row) => {
      expect(computed[row]).toBe(real.has(row) ? assignment : -1);
      if (real.has(row)) expect(tokensOf[row]).toBe(Math.floor(assignment / topK));
    });
  });
});
