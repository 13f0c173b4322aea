import { writeFileSync } from 'node:fs';
import { afterAll, expect, test } from 'vitest';
import { Evaluator } from '../eval/evaluator';
import { readBytes, readJson } from '../model/model.fixtures';
import { encodeDocuments } from '../text/encode';
import { GENERAL_TEXT } from '../text/general';
import { openTokenizer } from '../text/tokenizer';
import { generalOfBase, secondsPerToken } from './general';
import nll from './general-nll.json';
import type { Services } from './services';

const files = {
  weights: readBytes('models/fractalmoe-30m/model.safetensors').buffer,
  tokenizer: readJson('models/fractalmoe-30m/tokenizer.json'),
  tokenizerConfig: readJson('models/fractalmoe-30m/tokenizer_config.json'),
};
const evaluator = await Evaluator.load(files);
const general = await encodeDocuments(openTokenizer(files.tokenizer, files.tokenizerConfig), GENERAL_TEXT);
afterAll(() => evaluator.release());

/** Kept to so many digits. */
const rounded = (value: number) => Math.round(value * 1e4) / 1e4;

test('what comes with the app is what the base makes of the general text', async () => {
  const { tokenNll, perplexity } = await evaluator.perplexity({ kind: 'base' }, general);
  if (process.env.UPDATE)
    writeFileSync(
      new URL('./general-nll.json', import.meta.url),
      `${JSON.stringify([...tokenNll].map(rounded))}\n`,
    );
  expect(nll).toHaveLength(general.length - 1);
  for (const [i, value] of tokenNll.entries()) expect(Math.abs(nll[i] - value)).toBeLessThan(1e-3);
  expect((await generalOfBase(general.length)).perplexity / perplexity).toBeCloseTo(1, 5);
  expect((await generalOfBase(101)).tokenNll).toEqual(Float32Array.from(nll.slice(0, 100)));
});

test('the speed is measured once, and again where measuring failed', async () => {
  let calls = 0;
  const slow = {
    ready: Promise.resolve(1),
    perplexity: async (_: unknown, text: Int32Array, hear: (done: number) => void) => {
      if (++calls === 1) throw new Error('no memory');
      hear(128);
      hear(512);
      await new Promise((resolve) => setTimeout(resolve, 60));
      hear(text.length - 1);
    },
  };
  const services = { evaluator: slow, general } as unknown as Services;
  await expect(secondsPerToken(services)).rejects.toThrow('no memory');
  expect(await secondsPerToken(services)).toBeGreaterThan(0.05 / 512);
  expect(await secondsPerToken(services)).toBe(await secondsPerToken(services));
  expect(calls).toBe(2);
});
