import { afterAll, beforeAll, expect, test } from 'vitest';
import { type AdapterWeights, packAdapter } from '../model/adapter';
import { BASE_CONFIG } from '../model/config';
import { OPENING, readBytes, readJson, readReference } from '../model/model.fixtures';
import { FINAL_NORM, gainNames } from '../model/parameters';
import { openWeights } from '../model/weights';
import { Evaluator } from './evaluator';
import { judge, type Prober, probe } from './probe';

const weights = readBytes('models/fractalmoe-30m/model.safetensors');
const tokens = readReference('base-10').ids[0];

/** A norm-only adapter: the base's gains, changed by `change`. */
function adapter(change: (gains: Float32Array, name: string) => Float32Array): AdapterWeights {
  const base = openWeights(weights, BASE_CONFIG);
  const gains = gainNames(BASE_CONFIG).map((name) => [name, change(base.read(name), name)] as const);
  return packAdapter('norm', new Map(gains), BASE_CONFIG);
}

let evaluator: Evaluator;
let before: number;
beforeAll(async () => {
  evaluator = await Evaluator.load({
    weights: weights.buffer,
    tokenizer: readJson('models/fractalmoe-30m/tokenizer.json'),
    tokenizerConfig: readJson('models/fractalmoe-30m/tokenizer_config.json'),
  });
  before = (await evaluator.perplexity({ kind: 'base' }, tokens)).perplexity;
}, OPENING);
afterAll(() => evaluator.release());

test('the base as an adapter moves nothing and writes what the base writes', async () => {
  const shares: number[] = [];
  const report = await probe(
    evaluator,
    adapter((gains) => gains),
    tokens,
    before,
    (share) => shares.push(share),
  );
  expect(report).toMatchObject({ general: { before, after: before }, tokens: tokens.length - 1 });
  expect(judge(report)).toBe('near');
  expect(report.writings).toHaveLength(3);
  for (const { base, adapter, found } of report.writings) {
    expect(adapter).toBe(base);
    expect(base).not.toBe('');
    expect(found).toEqual([]);
  }
  expect(shares).toEqual(shares.toSorted((a, b) => a - b));
  expect(shares.at(-1)).toBeCloseTo(1, 9);
});

test('an adapter that forgets other text goes far, and one without numbers is nonsense', async () => {
  const far = await probe(
    evaluator,
    adapter((gains, name) => (name === FINAL_NORM ? gains.map((gain) => gain * 0.45) : gains)),
    tokens,
    before,
  );
  expect(far.general.after).toBeGreaterThan(2 * before);
  expect(judge(far)).toBe('far');
  const nonsense = await probe(
    evaluator,
    adapter((gains) => gains.fill(65_504)),
    tokens,
    before,
  );
  expect(judge(nonsense)).toBe('nonsense');
});

test('what looks like a secret or a link is pointed out, unless the base writes it too', async () => {
  const prober: Prober = {
    perplexity: async () => ({ sum: 0, count: 1, perplexity: 20, tokenNll: new Float32Array(1) }),
    generate: async (model) => ({
      text:
        'kind' in model
          ? ' home. See https://everyone.example/ too.'
          : ' 98470 12345 or anju@school.in, https://evil.example/x and https://everyone.example/ now.',
      tokens: 20,
      reason: 'length',
    }),
  };
  const { writings } = await probe(prober, { method: 'norm', bytes: new Uint8Array(0) }, tokens, 20);
  for (const { found } of writings) {
    expect(found).toHaveLength(3);
    expect(found.join(' ')).toMatch(/98470 12345/);
    expect(found).toContain('https://evil.example/x');
  }
});

test('a perplexity that is not a number is nonsense', () => {
  const report = (after: number) => ({ general: { before: 20, after }, tokens: 10, writings: [] });
  expect(judge(report(Number.NaN))).toBe('nonsense');
  expect(judge(report(Number.POSITIVE_INFINITY))).toBe('nonsense');
  expect(judge(report(200))).toBe('nonsense');
  expect(judge(report(199))).toBe('far');
  expect(judge(report(40.1))).toBe('far');
  expect(judge(report(40))).toBe('near');
});
