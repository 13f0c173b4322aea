import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { BASE_CONFIG, END_OF_TEXT, type ModelConfig } from '../model/config';
import { OPENING } from '../model/model.fixtures';
import { tokenizer } from '../text/text.fixtures';
import { randomWeights, TINY } from '../train/engine.fixtures';
import { type Asked, explainWord } from './explain';
import { EvalSession, KeyValueCache, type OpenModel } from './session';
import { piecesOf } from './suggest-pieces';
import { predictionOf } from './suggest-prediction';

/** As many tokens as the base, and next to nothing else. */
const SMALL: ModelConfig = { ...TINY, vocab: BASE_CONFIG.vocab, context: 128 };
const pieces = piecesOf(tokenizer, SMALL.vocab);

let base: OpenModel;
let trained: OpenModel;
beforeAll(async () => {
  const session = await EvalSession.open(randomWeights(SMALL), SMALL);
  base = { session, gains: session.gains };
  trained = { session, gains: session.gains.map((gain, i) => gain * (1 + 0.1 * Math.sin(i))) };
}, OPENING);
afterAll(() => base.session.release());

/** The probability of ` horse` and its end, from the whole text at once. */
async function chanceByHand({ session, gains }: OpenModel, before: string): Promise<number> {
  const [horse] = tokenizer.encode(' horse');
  const ids = [END_OF_TEXT, ...tokenizer.encode(before)];
  const after = (tokens: number[]) =>
    session.logits(Int32Array.from(tokens), new KeyValueCache(SMALL), gains);
  const logits = await after(ids);
  const p = Math.exp(logits[horse] - predictionOf(logits, pieces).logSum);
  return p * predictionOf(await after([...ids, horse]), pieces).ends;
}

const prompt = 'The old man saw ';
const written = 'the big white horse again';
const start = written.indexOf('horse');
const asked: Asked = { prompt, written, start, end: start + 5 };

describe('why a word stands there', () => {
  test('its chances are those of the models that read the same text', async () => {
    const own = { model: trained };
    const { word, chances, candidates, remembers } = await explainWord(base, own, tokenizer, asked);
    expect(word).toBe('horse');
    expect(remembers).toBe(false);
    const before = `${prompt}the big white`;
    expect(chances.base / (await chanceByHand(base, before))).toBeCloseTo(1, 3);
    expect(chances.trained / (await chanceByHand(trained, before))).toBeCloseTo(1, 3);
    expect(chances.own).toBe(chances.trained);
    expect(candidates.find((candidate) => candidate.word === 'horse')).toMatchObject(chances);
    expect(candidates.length).toBeGreaterThan(5);
    for (let i = 1; i < candidates.length; i++)
      expect(candidates[i].own).toBeLessThanOrEqual(candidates[i - 1].own);
  });

  test('each candidate stands there once, at the beginning of a text too', async () => {
    const explain = (written: string) =>
      explainWord(base, { model: trained }, tokenizer, {
        prompt: '',
        written,
        start: 0,
        end: written.length,
      });
    const { candidates } = await explain('The');
    expect(candidates.length).toBeGreaterThan(5);
    // The models want a space before some of them.
    for (const { word } of candidates) {
      const again = (await explain(word)).candidates.map((candidate) => candidate.word);
      expect(new Set(again).size).toBe(again.length);
    }
  });

  test('it ends when it is told to', async () => {
    const signal = AbortSignal.abort(new Error('enough'));
    await expect(explainWord(base, { model: trained }, tokenizer, asked, signal)).rejects.toThrow('enough');
  });
});
