import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { inParts, type SequentialResult, sequential } from './29-sequential';
import { ExperimentError } from './experiment';
import { openBench, repetitive, runShown, setupOf, shownOf } from './experiment.fixtures';

describe('inParts', () => {
  test.each([1500, 1503, 4000, 20_000])(
    '%i tokens: parts in order, as long as each other, none reserved',
    (tokens) => {
      const train = Int32Array.from({ length: tokens }, (_, i) => i);
      const { parts, whole, reserved } = inParts({ id: 'a', train, held: train });
      expect(new Set(parts.map(({ length }) => length)).size).toBe(1);
      expect(parts.flatMap((part) => [...part])).toEqual([...whole]);
      expect([...whole]).toEqual([...whole].sort((a, b) => a - b));
      expect(reserved[0]).toBe(parts[0].at(-1)! + 1);
      expect(parts[1][0]).toBe(reserved.at(-1)! + 1);
      expect(whole.length + reserved.length).toBeGreaterThan(tokens - 4);
    },
  );

  test('asks for more text', () => {
    expect(() => inParts(repetitive('a', 1, 50, 1499))).toThrow(ExperimentError);
  });
});

describe('experiment 29', () => {
  let runner: Awaited<ReturnType<typeof openBench>>;
  beforeAll(async () => {
    runner = await openBench();
  });
  afterAll(() => runner.release());

  test('goes on from the part before, in as many steps in all, on a small model', async () => {
    const setup = setupOf([repetitive('a', 1, 50, 1600)], 4);
    const kept = new Map<string, SequentialResult>();
    const taken: [number, boolean][] = [];
    const watched: typeof runner = {
      ...runner,
      train: (tokens, settings, options) => {
        taken.push([settings.steps, options?.from !== undefined]);
        return runner.train(tokens, settings, options);
      },
    };
    const keep = (id: string, result: SequentialResult) => void kept.set(id, result);
    const finding = await runShown(sequential, setup, watched, { keep });
    expect(taken).toEqual([[1, false], ...Array(3).fill([1, true]), [4, false]]);
    expect([...kept.keys()]).toEqual(['a:1', 'a:2', 'a:3', 'a:4', 'a:once']);
    expect(finding.passed).toBeTypeOf('boolean');
    expect(finding.table.rows).toHaveLength(5);
    for (const row of finding.table.rows) expect(row).toHaveLength(finding.table.head.length);

    kept.delete('a:once');
    expect(shownOf(sequential, setup, kept).passed).toBeUndefined();
    expect(await runShown(sequential, setup, runner, { results: kept })).toEqual(finding);
  });

  test.each([
    ['nearly as much', 1.1, 1.105, 0.01, true],
    ['too little', 1.05, 1.12, 0.01, false],
    ['too much harm', 1.1, 1.1, 0.06, false],
    ['worse than the base', 0.9, 0.8, 0, false],
  ])('%s', (_, last, once, rise, passed) => {
    const setup = setupOf([repetitive('a', 1, 50, 1600)], 4);
    const result = (value: number): SequentialResult => ({
      fall: { value },
      first: { value },
      general: { value: rise },
    });
    const results = new Map([1, 2, 3, 4].map((part) => [`a:${part}`, result(last)] as const));
    expect(shownOf(sequential, setup, new Map([...results, ['a:once', result(once)]])).passed).toBe(passed);
  });
});
