import fc from 'fast-check';
import { describe, expect, test, vi } from 'vitest';
import { DEFAULT_GENERATION } from './options';
import { argmax, nucleus, penaliseLoops, penaliseRepetition, Sampler, softmax } from './sampling';

const logits = fc.float32Array({ minLength: 2, maxLength: 300, min: -30, max: 30, noNaN: true });
const share = fc.double({ min: 0.01, max: 1, noNaN: true });
const seed = fc.integer();

const sum = (values: Iterable<number>) => Array.from(values).reduce((total, value) => total + value, 0);

describe('softmax', () => {
  test('is a distribution in which larger logits are likelier', () => {
    fc.assert(
      fc.property(logits, fc.double({ min: 0.05, max: 5, noNaN: true }), (values, temperature) => {
        const p = softmax(values, temperature);
        expect(sum(p)).toBeCloseTo(1, 10);
        for (let i = 1; i < p.length; i++)
          if (values[i] > values[i - 1]) expect(p[i]).toBeGreaterThanOrEqual(p[i - 1]);
      }),
    );
  });

  test('is all on the likeliest at low temperatures, and even at high ones', () => {
    const values = new Float32Array([1, 3, 2]);
    expect(softmax(values, 1e-3)[1]).toBeCloseTo(1, 10);
    for (const p of softmax(values, 1e6)) expect(p).toBeCloseTo(1 / 3, 5);
  });
});

describe('nucleus', () => {
  test('is the smallest set of likeliest tokens that reaches top-p', () => {
    fc.assert(
      fc.property(logits, share, (values, topP) => {
        const p = softmax(values, 1);
        const { ids, probabilities } = nucleus(p, topP);
        expect(probabilities).toEqual(ids.map((id) => p[id]));
        expect(sum(probabilities)).toBeGreaterThanOrEqual(topP - 1e-9);
        expect(sum(probabilities.slice(0, -1))).toBeLessThan(topP);
        const kept = new Set(ids);
        expect(kept.size).toBe(ids.length);
        const least = probabilities[probabilities.length - 1];
        p.forEach((value, id) => {
          if (!kept.has(id)) expect(value).toBeLessThanOrEqual(least);
        });
      }),
    );
  });

  test('always holds a token', () => {
    expect(nucleus(new Float64Array([0.2, 0.5, 0.3]), 1e-9).ids).toEqual([1]);
  });
});

describe('the repetition penalty', () => {
  test('weakens what was seen, as often as it was seen, and nothing else', () => {
    fc.assert(
      fc.property(
        logits,
        fc.array(fc.nat(299)),
        fc.double({ min: 1, max: 3, noNaN: true }),
        (values, ids, penalty) => {
          const seen = ids.filter((id) => id < values.length);
          const out = penaliseRepetition(values, [...seen, ...seen], penalty);
          values.forEach((value, id) => {
            if (seen.includes(id))
              expect(out[id]).toBe(Math.fround(value > 0 ? value / penalty : value * penalty));
            else expect(out[id]).toBe(value);
          });
        },
      ),
    );
  });
});

describe('min-p', () => {
  test('keeps what is likely enough beside the likeliest, and nothing else', () => {
    fc.assert(
      fc.property(logits, share, share, (values, topP, minP) => {
        const p = softmax(values, 1);
        const all = nucleus(p, topP);
        const { ids, probabilities } = nucleus(p, topP, minP);
        expect(ids[0]).toBe(all.ids[0]);
        all.ids.forEach((id, i) => {
          expect(ids.includes(id)).toBe(all.probabilities[i] >= minP * probabilities[0]);
        });
        expect(ids).toEqual(all.ids.slice(0, ids.length));
      }),
    );
  });

  test('of 0 leaves everything as it is', () => {
    expect(nucleus(new Float64Array([0.2, 0.5, 0.3]), 1, 0).ids).toEqual([1, 2, 0]);
  });

  test('spares the sorting of what it leaves out', () => {
    const vocab = Float32Array.from(
      { length: 16_384 },
      (_, id) => 3 * Math.sin(12.9898 * id) - Math.log(id + 1),
    );
    const sampler = new Sampler(DEFAULT_GENERATION);
    const sort = vi.spyOn(Array.prototype, 'sort');
    sampler.next(vocab, [1, 2]);
    expect(sort.mock.contexts.map((sorted) => (sorted as number[]).length)).toEqual([expect.any(Number)]);
    expect((sort.mock.contexts[0] as number[]).length).toBeLessThan(100);
    sort.mockRestore();
  });
});

describe('the guard against loops', () => {
  const lost = (seen: number[], goesOn = (_: number) => false) => {
    const values = new Float32Array(10);
    penaliseLoops(values, seen, 2, goesOn);
    return Array.from(values, (value) => 0 - value);
  };

  test('holds back what followed the last tokens before, more after a longer run', () => {
    expect(lost([1, 2, 3, 4, 9, 1, 2, 3])[4]).toBe(2);
    expect(lost([5, 1, 2, 3, 4, 9, 5, 1, 2, 3])[4]).toBe(3.5);
    // The longest of several runs counts.
    expect(lost([1, 2, 3, 4, 5, 1, 2, 3, 4, 9, 5, 1, 2, 3])[4]).toBe(3.5);
  });

  test('leaves short runs, all other tokens, and the rest of a word alone', () => {
    expect(lost([2, 3, 4, 9, 2, 3])).toEqual(Array(10).fill(0));
    expect(lost([1, 2, 3, 4, 9, 1, 2, 3]).filter((value) => value !== 0)).toHaveLength(1);
    expect(lost([1, 2, 3, 4, 9, 1, 2, 3], (id) => id === 4)).toEqual(Array(10).fill(0));
  });

  test('ends a text that turns in circles', () => {
    // A model that always wants the token after the last one, modulo 4, and likes nothing else much.
    const write = (loopPenalty: number) => {
      const sampler = new Sampler({
        ...DEFAULT_GENERATION,
        repetitionPenalty: 1,
        temperature: 0,
        loopPenalty,
      });
      const seen = [0];
      while (seen.length < 60) {
        const values = new Float32Array(8);
        values[(seen[seen.length - 1] + 1) % 4] = 6;
        seen.push(sampler.next(values, seen));
      }
      return new Set(seen.slice(3).map((_, i) => seen.slice(i, i + 4).join())).size;
    };
    expect(write(0)).toBe(4);
    expect(write(1)).toBeGreaterThan(20);
  });
});

describe('Sampler', () => {
  const options = { ...DEFAULT_GENERATION, minP: 0, loopPenalty: 0 };

  test('temperature 0 takes the likeliest token', () => {
    fc.assert(
      fc.property(logits, seed, (values, start) => {
        expect(new Sampler({ ...options, temperature: 0, seed: start }).next(values, [])).toBe(
          argmax(values),
        );
      }),
    );
  });

  test('the same seed draws the same tokens, from the nucleus', () => {
    fc.assert(
      fc.property(logits, share, seed, (values, topP, start) => {
        const draw = () => {
          const sampler = new Sampler({ ...options, topP, seed: start });
          return Array.from({ length: 5 }, () => sampler.next(values, []));
        };
        const drawn = draw();
        expect(draw()).toEqual(drawn);
        const { ids } = nucleus(softmax(values, options.temperature), topP);
        for (const id of drawn) expect(ids).toContain(id);
      }),
    );
  });

  test('tokens come as often as they are likely', () => {
    const values = new Float32Array([0, 1, 2, -1]);
    const sampler = new Sampler({ ...options, temperature: 1, topP: 1 });
    const counts = new Float64Array(4);
    const draws = 20_000;
    for (let i = 0; i < draws; i++) counts[sampler.next(values, [])] += 1 / draws;
    // Four standard deviations of a share of 20,000 draws are at most 0.0142.
    softmax(values, 1).forEach((p, id) => {
      expect(Math.abs(counts[id] - p)).toBeLessThan(0.0142);
    });
  });

  test('options that make no sense are refused', () => {
    for (const wrong of [
      { temperature: -1 },
      { topP: 0 },
      { topP: 1.5 },
      { repetitionPenalty: 0 },
      { minP: 1.5 },
      { loopPenalty: -1 },
      { temperature: Number.NaN },
    ])
      expect(() => new Sampler({ ...options, ...wrong })).toThrow('evaluation/sampling');
  });
});
