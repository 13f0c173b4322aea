import { expect, test } from 'vitest';
import { isByEarlierRule } from '../eval/cache-effect';
import type { EvaluatedModel } from '../eval/evaluator';
import type { Guesses } from '../eval/suggest-typing';
import type { RunRecord } from '../model/run';
import { textsIn } from '../text/encode';
import { prepare } from '../text/prepare';
import type { Ready } from '../text/prepared';
import { tokenizer } from '../text/text.fixtures';
import { isMeasuredOn, measureAgain } from './measure-again';
import type { Services } from './services';
import { learnedFrom } from './versions';

const sentences = Array.from(
  { length: 90 },
  (_, i) =>
    `On day ${i} my sister ${i * 7} and I walked ${i * 3} steps to the mango tree and counted leaf ${i * i}.`,
);
const ready = async (text: string) => {
  const prepared = await prepare([{ name: 'mine', text }], tokenizer);
  if (prepared.kind !== 'ready') throw new Error(prepared.kind);
  return prepared;
};

/** The record of a run that was measured on `text` by the fixed rule. */
function trained(text: Ready) {
  const interval = { value: 1.2, low: 1.1, high: 1.3 };
  const uncertainty = { personal: interval, general: interval };
  const less = { personal: 11, general: 9, uncertainty };
  const run: RunRecord = {
    method: 'norm',
    ...({ engine: 'cpu', device: 'cpu:1', steps: 30, lr: 1e-3, seed: 0, curve: [] } as const),
    seconds: { load: 0, train: 1, eval: 1 },
    tokens: { train: text.train.length, held: text.held.length, general: 40 },
    personal: { before: 12, after: 10.8 },
    general: { before: 9, after: 9 },
    cache: { tokens: 200, alone: less, ownText: less },
    uncertainty,
    verdict: 'MODEST',
    attribution: {
      random: interval,
      rest: interval,
      trained: 1,
      withCaches: { other: interval, rest: interval },
    },
    nextWord: { words: 100, base: 20, own: 25 },
  };
  return { run, learned: learnedFrom(text.sentences) };
}

const guessed: { model: EvaluatedModel; text: string; words: number }[] = [];
const asked: { model: EvaluatedModel; tokens: number }[] = [];
const services = {
  evaluator: {
    perplexity: async (model: EvaluatedModel, { length }: Int32Array) => {
      asked.push({ model, tokens: length });
      const all = (value: number) => new Float32Array(length - 1).fill(Math.log(value));
      const after = 'kind' in model ? 12 : 10;
      const withLess = model.memory && { alone: all(11), ownText: all(10.5) };
      return { perplexity: after, tokenNll: all(after), withLess };
    },
    guesses: async (
      model: EvaluatedModel,
      text: string,
      words: number,
      _: AbortSignal,
      onProgress: (soFar: Guesses) => void,
    ) => {
      guessed.push({ model, text, words });
      for (const behind of [50, 100]) onProgress({ words: behind, right: 0 });
      return { words: 100, right: 'kind' in model ? 21 : 30 };
    },
  },
  text: { decode: async (tokens: Int32Array) => textsIn(tokens, tokenizer) },
  general: Int32Array.from({ length: 60 }, (_, i) => i),
} as unknown as Services;

test('a model is known to be measured on the same text, and on no other', async () => {
  const text = await ready(sentences.join(' '));
  const model = trained(text);
  expect(isMeasuredOn(model, text)).toBe(true);
  expect(isMeasuredOn(model, await ready(sentences.slice(0, 89).join(' ')))).toBe(false);
  expect(isMeasuredOn(model, await ready(sentences.with(3, 'A new one.').join(' ')))).toBe(false);
  expect(isMeasuredOn(model, await ready(sentences.toReversed().join(' ')))).toBe(false);
  expect(isMeasuredOn({ run: model.run }, text)).toBe(false);
});

test('the new numbers are by the rule of today, and what rested on the old ones goes', async () => {
  const text = await ready(sentences.join(' '));
  const model = trained(text);
  expect(isByEarlierRule(model.run)).toBe(true);
  const adapter = { method: 'norm', bytes: new Uint8Array(9216) } as const;
  const shares: number[] = [];
  asked.length = 0;
  const found = await measureAgain(
    services,
    model,
    adapter,
    text,
    (share) => shares.push(share),
    new AbortController().signal,
  );

  const run = { ...model.run, ...found };
  expect(isByEarlierRule(run)).toBe(false);
  expect(run.personal).toEqual({ before: 12, after: 10 });
  expect(run.general.after).toBe(10);
  expect(run.cache?.tokens).toBe(200);
  expect(run.cache?.alone.personal).toBeCloseTo(11, 4);
  expect(run.uncertainty?.personal.value).toBeCloseTo(1.2, 4);
  expect(run.nextWord).toEqual({ words: 100, base: 21, own: 30 });
  expect(run.attribution?.rest).toEqual(model.run.attribution?.rest);
  expect(run.attribution?.withCaches).toBeUndefined();
  // As much of the text as then, with as much memory.
  const own = asked.filter(({ model }) => 'method' in model);
  expect(own.map(({ tokens }) => tokens)).toContain(text.held.length);
  for (const { model } of own) expect(model.memory).toEqual(text.train.slice(-200));
  // Words are guessed in the same text, by the model as it remembers.
  const [base, mine] = guessed;
  expect(base).toMatchObject({ model: { kind: 'base' }, text: mine.text });
  expect(mine.model).toEqual({ ...adapter, memory: text.train.slice(-200) });
  expect(textsIn(text.held, tokenizer)[0]).toContain(mine.text.slice(0, 100));
  expect(shares.at(-1)).toBeCloseTo(1, 10);
  expect(shares).toEqual([...shares].sort((a, b) => a - b));
});
