import { serialize } from 'node:v8';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { type AdapterWeights, packAdapter } from '../model/adapter';
import { BASE_CONFIG, type BaseFiles, END_OF_TEXT } from '../model/config';
import { initialLora, withLora } from '../model/lora';
import { OPENING, readBytes, readJson, readReference } from '../model/model.fixtures';
import { FINAL_NORM, gainNames, parameters } from '../model/parameters';
import { readSafetensors, type Tensor, writeSafetensors } from '../model/safetensors';
import { openWeights } from '../model/weights';
import { tokenizer } from '../text/text.fixtures';
import { findWords } from '../text/words';
import { Evaluator } from './evaluator';
import { without } from './forgetting';
import { DEFAULT_GENERATION } from './options';
import { EvalSession } from './session';
import { Reader } from './suggest-reader';

const files: BaseFiles = {
  weights: readBytes('models/fractalmoe-30m/model.safetensors').buffer,
  tokenizer: readJson('models/fractalmoe-30m/tokenizer.json'),
  tokenizerConfig: readJson('models/fractalmoe-30m/tokenizer_config.json'),
};
const BASE = { kind: 'base' } as const;
const tokens = readReference('base-10').ids[0];

/** A norm-only adapter: the base's gains, changed by `change`. */
function adapter(change: (name: string, gains: Float32Array) => Float32Array): AdapterWeights {
  const weights = openWeights(new Uint8Array(files.weights), BASE_CONFIG);
  const gains = gainNames(BASE_CONFIG).map((name) => [name, change(name, weights.read(name))] as const);
  return packAdapter('norm', new Map(gains), BASE_CONFIG);
}

/** The base as a full adapter, with its final gains multiplied by `factor`. */
function fullAdapter(factor: number): AdapterWeights {
  const { tensors } = readSafetensors(new Uint8Array(files.weights));
  const gains = openWeights(new Uint8Array(files.weights), BASE_CONFIG).read(FINAL_NORM);
  const bytes = new Uint8Array(gains.map((gain) => gain * factor).buffer);
  tensors.set(FINAL_NORM, { dtype: 'F32', shape: [BASE_CONFIG.width], bytes });
  return { method: 'full', bytes: writeSafetensors(tensors) };
}

let evaluator: Evaluator;
beforeAll(async () => {
  evaluator = await Evaluator.load(files);
}, OPENING);
afterAll(() => evaluator.release());

async function write(
  prompt: string,
  change: Partial<typeof DEFAULT_GENERATION> = {},
  model: Parameters<Evaluator['generate']>[0] = BASE,
) {
  const pieces: string[] = [];
  const options = { ...DEFAULT_GENERATION, maxTokens: 30, ...change };
  const result = await evaluator.generate(model, prompt, options, (text) => pieces.push(text));
  return { ...result, pieces };
}

test('typing: a model that remembers a text saves more keys on it', async () => {
  const { ids } = readReference('base-10');
  const text = 'The lazy dog saw the quick brown fox again.';
  const memory = Int32Array.from([
    ...ids[0].slice(0, 100),
    ...tokenizer.encode(text),
    ...tokenizer.encode(text),
  ]);
  const told: number[] = [];
  const base = await evaluator.typing(BASE, text, { onProgress: (done) => told.push(done) });
  expect(base).toMatchObject({ words: 9, characters: 43 });
  expect(told).toHaveLength(9);
  const own = await evaluator.typing({ ...BASE, memory }, text, {});
  expect(own.keys).toBeLessThan(base.keys - 5);
  expect(own.offered).toBeGreaterThan(base.offered);
  // The word that stands first is not asked for.
  const guesses = await evaluator.guesses({ ...BASE, memory }, text, 100);
  expect(guesses).toEqual({ words: 8, right: own.first });
  expect((await evaluator.guesses(BASE, text, 5)).words).toBe(5);
  await expect(evaluator.guesses(BASE, text, 5, AbortSignal.abort())).rejects.toThrow('abort');
});

test('what goes on begins with the first suggestion, and ends with its sentence', async () => {
  for (const text of ['Once upon a ti', 'The sea ', 'അവൻ സ്കൂളിൽ ']) {
    const [first] = await evaluator.suggest(BASE, text);
    const on = await evaluator.goOn(BASE, text, { words: 5 });
    expect(on.startsWith(first.insert)).toBe(true);
    expect(findWords(on).length).toBeLessThanOrEqual(5);
    expect(on.slice(0, -1)).not.toMatch(/[.!?\n]/);
    expect(findWords(await evaluator.goOn(BASE, text, { words: 1 }))).toHaveLength(1);
  }
  // What was read stays, and what is taken of it is not read again.
  const everything = vi.spyOn(EvalSession.prototype, 'everything');
  const on = await evaluator.goOn(BASE, 'അവൻ സ്കൂളിൽ ', { words: 5 });
  await evaluator.suggest(BASE, 'അവൻ സ്കൂളിൽ പ');
  await evaluator.suggest(BASE, `അവൻ സ്കൂളിൽ ${on.split(' ')[0]} `);
  expect(everything).not.toHaveBeenCalled();
  vi.restoreAllMocks();
});

test('a suggestion does not wait for a long measurement', async () => {
  const { ids } = readReference('base-10');
  const long = Int32Array.from(ids.flatMap((row) => [...row]));
  await evaluator.suggest(BASE, 'The sea ');
  let measured = 0;
  const measuring = evaluator.perplexity(BASE, long, (done) => {
    measured = done;
  });
  await new Promise((resolve) => setTimeout(resolve));
  await evaluator.suggest(BASE, 'The sea is ');
  expect(measured).toBeLessThan(long.length / 2);
  await measuring;
});

test('in a pause the other model reads what is typed', async () => {
  const gentle = adapter((_, gains) => gains.map((gain) => gain * 0.98));
  const text = 'The old man and the sea were here. '.repeat(4);
  await evaluator.suggest(gentle, 'The ');
  await evaluator.suggest(BASE, text);
  const read = vi.spyOn(Reader.prototype, 'read');
  await vi.waitFor(() => expect(read).toHaveBeenCalledOnce(), 10_000);
  await read.mock.results[0].value;
  const everything = vi.spyOn(EvalSession.prototype, 'everything');
  await evaluator.suggest(gentle, text);
  expect(everything).not.toHaveBeenCalled();
  vi.restoreAllMocks();
});

describe('why a word stands there', () => {
  const sentence = 'The old man saw the big white horse again.';
  const memory = Int32Array.from([
    END_OF_TEXT,
    ...tokenizer.encode(
      `Rain fell all day, and we stayed in the house.\n\n${sentence}\n\nIn the evening there was rice.`,
    ),
  ]);
  const own = { ...BASE, memory };
  const asked = (prompt: string, written: string, word: string) => {
    const start = written.lastIndexOf(word);
    return { prompt, written, start, end: start + word.length };
  };
  const horse = asked('Then the old man saw ', 'the big white horse again', 'horse');

  test('where the memory spoke, the passage that it found is quoted', async () => {
    const { chances, source, candidates, remembers } = await evaluator.explain(own, horse);
    expect(remembers).toBe(true);
    expect(chances.own).toBeGreaterThan(3 * chances.trained);
    expect(chances.trained).toBeCloseTo(chances.base, 6);
    expect(candidates[0]).toEqual({ word: 'horse', ...chances });
    expect(source).toMatchObject({
      kind: 'own-text',
      passage: { before: 'The old man saw the big white ', word: 'horse', after: ' again.' },
    });
  });

  test('a memory without its say says nothing, and one that has forgotten does not quote it again', async () => {
    const silent = await evaluator.explain(own, { ...horse, memoryShare: 0 });
    expect(silent.source).toBeUndefined();
    const { source } = await evaluator.explain(own, horse);
    const { runs } = (source as Extract<typeof source, { kind: 'own-text' }>)!.passage;
    const after = await evaluator.explain({ ...own, memory: without(memory, runs) }, horse);
    expect(JSON.stringify(after.source ?? '')).not.toContain('white');
    expect(after.chances.own).toBeLessThan(2 * after.chances.trained);
  });

  test('where the same stands in the prompt, that is told', async () => {
    const { source } = await evaluator.explain(
      own,
      asked('A green cat sat by the red river. A green cat sat by the ', 'red river', 'river'),
    );
    expect(source).toEqual({ kind: 'this-text' });
  });

  test('one step: a word, a sign or a line break, as likely as the model says', async () => {
    const steps = await evaluator.step(own, 'The old man saw the big white ', 5);
    expect(steps[0]).toMatchObject({ text: ' horse', kind: 'word' });
    expect(steps).toHaveLength(5);
    expect(steps.reduce((sum, { probability }) => sum + probability, 0)).toBeLessThanOrEqual(1);
    const [sign] = await evaluator.step(own, 'The old man saw the big white horse again', 3);
    expect(sign).toMatchObject({ text: '.', kind: 'sign' });
  });

  test('surprise: what the memory knows surprises less', async () => {
    const parts = await evaluator.surprise(own, sentence);
    const { base, own: mine } = parts.find(({ text }) => text === 'horse')!.chances!;
    expect(mine).toBeGreaterThan(base);
  });

  test('what is copied is found in the memory, and nowhere without one', () => {
    const copied = evaluator.copied(own, `She said the OLD man saw the big white horse.`);
    expect(copied.filter(({ isCopied }) => isCopied).map(({ word }) => word)).toEqual(
      'the OLD man saw the big white horse'.split(' '),
    );
    expect(evaluator.copied(BASE, sentence)).toEqual([]);
  });
});

describe('generate', () => {
  test('streams what it returns, as long as it was told', async () => {
    const { text, tokens, reason, pieces } = await write('Once upon a time');
    expect(reason).toBe('length');
    expect(tokens).toBe(30);
    expect(pieces.join('')).toBe(text);
    expect(text.length).toBeGreaterThan(30);
  });

  test('the seed decides; at temperature 0 it does not', async () => {
    const same = await write('The sea', { seed: 5 });
    expect((await write('The sea', { seed: 5 })).text).toBe(same.text);
    expect((await write('The sea', { seed: 6 })).text).not.toBe(same.text);
    const greedy = await write('The sea', { temperature: 0, seed: 5 });
    expect((await write('The sea', { temperature: 0, seed: 6 })).text).toBe(greedy.text);
  });

  test('Malayalam comes in whole characters', async () => {
    const { text, pieces } = await write('കേരളത്തിലെ മഴക്കാലം', { maxTokens: 60 });
    expect(text).toMatch(/\p{Script=Malayalam}{2}/u);
    for (const piece of pieces) expect(piece).not.toMatch(/\uFFFD|\p{Cs}/u);
  });

  test('a space that ends the prompt is not written twice', async () => {
    const tight = await write('Once upon a time', { temperature: 0 });
    const spaced = await write('Once upon a time ', { temperature: 0 });
    expect(tight.text.startsWith(' ') ? tight.text.slice(1) : tight.text).toBe(spaced.text);
  });

  test('ends where the model ends the text', async () => {
    // Without final gains all logits are equal, and the first of equals is the end of the text.
    const silent = adapter((name, gains) => (name === FINAL_NORM ? gains.fill(0) : gains));
    const { text, tokens, reason } = await write('The sea', { temperature: 0 }, silent);
    expect({ text, tokens, reason }).toEqual({ text: '', tokens: 0, reason: 'end' });
  });

  test('stops when it is told to, and keeps what is written', async () => {
    const controller = new AbortController();
    let written = '';
    const onText = (text: string) => {
      written += text;
      if (written.length > 20) controller.abort();
    };
    const options = { ...DEFAULT_GENERATION, maxTokens: 400 };
    const result = await evaluator.generate(BASE, 'The sea', options, onText, controller.signal);
    expect(result.reason).toBe('stopped');
    expect(result.text).toBe(written);
    expect(result.tokens).toBeLessThan(60);
  });

  test('goes on when the context is full, and reads long prompts', async () => {
    const short = await Evaluator.load(files, { ...BASE_CONFIG, context: 32 });
    const options = { ...DEFAULT_GENERATION, maxTokens: 100 };
    const prompt = 'The old man and the sea. '.repeat(20);
    const { tokens } = await short.generate(BASE, prompt, options, () => {});
    expect(tokens).toBe(100);
    await short.release();
  });

  test('two texts take turns, and neither changes the other', async () => {
    const gentle = adapter((_, gains) => gains.map((gain) => gain * 0.98));
    const alone = [await write('The sea'), await write('The sea', {}, gentle)];
    expect(alone[0].text).not.toBe(alone[1].text);
    const order: number[] = [];
    const options = { ...DEFAULT_GENERATION, maxTokens: 30 };
    const together = await Promise.all(
      [BASE, gentle].map((model, i) => evaluator.generate(model, 'The sea', options, () => order.push(i))),
    );
    expect(together.map(({ text }) => text)).toEqual(alone.map(({ text }) => text));
    // Neither is ever more than a few pieces ahead, whatever is held back of one.
    let lead = 0;
    for (const i of order) expect(Math.abs((lead += i === 0 ? 1 : -1))).toBeLessThan(6);
  });
});

describe('adapters', () => {
  test("the base's own gains as an adapter measure exactly as the base", async () => {
    const base = await evaluator.perplexity(BASE, tokens);
    const same = await evaluator.perplexity(
      adapter((_, gains) => gains),
      tokens,
    );
    expect(same.perplexity).toBe(base.perplexity);
    const other = await evaluator.perplexity(
      adapter((_, gains) => gains.map((gain) => gain * 1.1)),
      tokens,
    );
    expect(other.perplexity).not.toBe(base.perplexity);
  });

  test('full adapters take turns for the one place besides the base', async () => {
    const base = await evaluator.perplexity(BASE, tokens);
    const same = fullAdapter(1);
    const flat = fullAdapter(0);
    const [one, two, three] = await Promise.all([
      evaluator.perplexity(same, tokens),
      evaluator.perplexity(flat, tokens),
      evaluator.perplexity(same, tokens),
    ]);
    expect(one.perplexity).toBe(base.perplexity);
    expect(two.perplexity).toBeCloseTo(BASE_CONFIG.vocab, -1);
    expect(three.perplexity).toBe(base.perplexity);
  });

  test('full adapters with a memory are never taken for each other, and their bytes are no part of what is kept', async () => {
    const memory = Int32Array.from(tokens.slice(0, 60));
    const [whole, flat] = [fullAdapter(1), fullAdapter(0)];
    const first = async (model: AdapterWeights) =>
      (await evaluator.perplexity({ ...model, memory }, tokens)).perplexity;
    const [ofWhole, ofFlat] = [await first(whole), await first(flat)];
    expect(ofFlat).not.toBe(ofWhole);
    await evaluator.suggest({ ...flat, memory }, 'The sea ');
    // The same model again, in another message.
    expect(await first({ ...whole, bytes: whole.bytes.slice() })).toBe(ofWhole);
    expect(await first(flat)).toBe(ofFlat);
    const { neuralCache, suggesters } = evaluator as unknown as {
      neuralCache: { kept: { key: unknown }[] };
      suggesters: { key: unknown }[];
    };
    const keys = [...neuralCache.kept, ...suggesters].map(({ key }) => key);
    expect(keys.length).toBeGreaterThan(2);
    expect(serialize(keys).length).toBeLessThan(100_000);
  });

  test('a LoRA adapter is the base with its factors multiplied in', async () => {
    const base = openWeights(new Uint8Array(files.weights), BASE_CONFIG);
    const start = initialLora(BASE_CONFIG, { rank: 4, targets: 'all' }, 1);
    const moved = new Map(
      [...start].map(([name, values]) => [
        name,
        // Exact in float16, in which the adapter is kept.
        values.map((_, i) => (((i * 37) % 64) - 31.5) / (name.includes('lora_A') ? 256 : 64)),
      ]),
    );
    const untouched = await evaluator.perplexity(packAdapter('lora', start, BASE_CONFIG), tokens);
    expect(untouched.perplexity).toBe((await evaluator.perplexity(BASE, tokens)).perplexity);

    const adapted = packAdapter('lora', moved, BASE_CONFIG);
    const { perplexity } = await evaluator.perplexity(adapted, tokens);
    expect(perplexity / untouched.perplexity).toBeGreaterThan(1.01);
    const merged = withLora(base, BASE_CONFIG, moved);
    const tensors = parameters(BASE_CONFIG).map(({ name, shape }): [string, Tensor] => [
      name,
      { dtype: 'F32', shape, bytes: new Uint8Array(merged.read(name).buffer) },
    ]);
    const whole = { method: 'full', bytes: writeSafetensors(tensors) } as const;
    expect((await evaluator.perplexity(whole, tokens)).perplexity).toBe(perplexity);
    expect((await evaluator.perplexity(adapted, tokens)).perplexity).toBe(perplexity);
  });

  test('damaged adapters are refused, and the next is not', async () => {
    await expect(
      evaluator.perplexity({ method: 'lora', bytes: fullAdapter(1).bytes }, tokens),
    ).rejects.toThrow('safetensors/other-model');
    const damaged = { method: 'full', bytes: new Uint8Array(40) } as const;
    await expect(evaluator.perplexity(damaged, tokens)).rejects.toThrow('safetensors/not-safetensors');
    await expect(evaluator.perplexity({ method: 'norm', bytes: new Uint8Array(40) }, tokens)).rejects.toThrow(
      '9216 bytes',
    );
    expect((await evaluator.perplexity(BASE, tokens)).count).toBe(tokens.length - 1);
  });
});
